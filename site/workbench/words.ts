import type { LocalizedText } from '../../lab-runner/contract/text.ts';

/** Every word of the workbench, in both languages. */
export const words = {
  labs: { en: 'Labs', 'zh-cn': '实验' },
  task: { en: 'Task', 'zh-cn': '任务' },
  points: { en: 'points', 'zh-cn': '分' },
  split: { en: 'Size of the text beside the terminals', 'zh-cn': '文字区的大小' },
  textRegion: { en: 'Text and tasks', 'zh-cn': '说明与任务' },
  drawn: { en: 'drawn for you when the lab starts', 'zh-cn': '启动实验时为你生成' },
  copy: { en: 'Copy', 'zh-cn': '复制' },
  copied: { en: 'Copied', 'zh-cn': '已复制' },

  watches: { en: 'looks at', 'zh-cn': '正在观看' },
  helps: { en: 'helps in', 'zh-cn': '正在协助' },
  endVisit: { en: 'End this', 'zh-cn': '结束' },
  handRaise: { en: 'Raise my hand', 'zh-cn': '举手' },
  handLower: { en: 'Hand is up: lower it', 'zh-cn': '已举手：放下' },
  handUpHint: { en: 'Your instructor sees that your hand is up.', 'zh-cn': '教师看得到你举了手。' },
  handAsk: {
    en: 'Your instructor sees it on the board at once, with your name and what you write here. Go on working meanwhile.',
    'zh-cn': '教师马上会在看板上看到你的名字和这里写的话。等待时可以继续操作。',
  },
  handAbout: { en: 'What is it about? (optional)', 'zh-cn': '关于什么？（选填）' },
  handDown: { en: 'Your hand is down.', 'zh-cn': '手已放下。' },
  handLowered: { en: 'Your hand was lowered: your instructor has seen it.', 'zh-cn': '你的手已被放下，教师看到了。' },
  noteFrom: { en: 'Your instructor writes:', 'zh-cn': '教师留言：' },

  start: { en: 'Start lab', 'zh-cn': '启动实验' },
  startAgain: { en: 'Try again', 'zh-cn': '再试一次' },
  wake: { en: 'Wake the machines', 'zh-cn': '唤醒机器' },
  waking: { en: 'The machines are coming up', 'zh-cn': '机器正在启动' },
  check: { en: 'Check', 'zh-cn': '检查' },
  checking: { en: 'Checking from outside…', 'zh-cn': '正在从外部检查……' },
  prove: { en: 'Prove it survives', 'zh-cn': '重启后再查' },
  proving: { en: 'Rebooting, then checking…', 'zh-cn': '正在重启，随后检查……' },
  cancel: { en: 'Cancel the start', 'zh-cn': '取消启动' },
  solution: { en: 'Show me a solution', 'zh-cn': '给我看解法' },
  solutions: { en: 'Solutions', 'zh-cn': '解法' },
  reset: { en: 'Reset', 'zh-cn': '重新开始' },
  end: { en: 'End lab', 'zh-cn': '结束实验' },

  // Before the start
  yours: { en: 'What you get', 'zh-cn': '你会得到' },
  cleanRoom: {
    en: 'Nothing you do leaves this little Internet, and nobody else can reach it. Break what you like: Reset gives you a new one.',
    'zh-cn': '这里的一切都出不了这片小互联网，别人也进不来。尽管折腾：按“重新开始”就会得到一套新的。',
  },
  asRoot: { en: 'Debian 13, you are root', 'zh-cn': 'Debian 13，你是 root' },
  internet: { en: 'Internet', 'zh-cn': '互联网' },
  outside: { en: 'with name servers, partners and the examiner', 'zh-cn': '有域名服务器、往来单位，还有考官' },
  before: { en: 'Your best so far', 'zh-cn': '目前最好成绩' },

  // Why labs cannot run
  absent: { en: 'No lab runner answers at this address.', 'zh-cn': '这个地址没有实验服务。' },
  absentHint: {
    en: 'The text can be read all the same. To work in the lab, run this in your copy of Postlab and open the link it prints:',
    'zh-cn': '文字照样可以阅读。要做实验，请在你的 Postlab 目录里运行下面的命令，再打开它给出的链接：',
  },
  off: { en: 'Labs cannot run at the moment.', 'zh-cn': '实验暂时不能运行。' },
  offHint: { en: 'This says what is missing, item by item:', 'zh-cn': '下面的命令会逐项说明缺什么、怎么办：' },
  reason: { en: 'The runner says:', 'zh-cn': '实验服务的说明（英文）：' },
  preparing: { en: 'What this lab needs is still being built.', 'zh-cn': '本实验所需的镜像还在构建。' },
  preparingHint: {
    en: 'The button works as soon as it is there; this page looks by itself. Read the text meanwhile.',
    'zh-cn': '构建完成后按钮即可使用，页面会自己查看。可以先读文字。',
  },
  image: { en: 'image', 'zh-cn': '镜像' },
  imageReady: { en: 'ready', 'zh-cn': '就绪' },
  imageBuilding: { en: 'being built', 'zh-cn': '构建中' },
  imageWaiting: { en: 'waits for its turn', 'zh-cn': '排队等待' },
  imageFailed: { en: 'could not be built', 'zh-cn': '构建失败' },
  now: { en: 'Now everything is there: the lab can be started.', 'zh-cn': '现在都齐了，可以启动实验。' },

  // Starting and standing still
  starting: { en: 'Your machines are being made', 'zh-cn': '正在为你准备机器' },
  of: { en: 'of', 'zh-cn': '/' },
  seconds: { en: 's', 'zh-cn': '秒' },
  failed: { en: 'The lab could not be started.', 'zh-cn': '实验没能启动。' },
  asleep: { en: 'Your machines are asleep.', 'zh-cn': '你的机器在休眠。' },
  asleepHint: {
    en: 'Nothing is lost: disks, results and hints are kept. They come back as they were, like after a reboot.',
    'zh-cn': '什么都没丢：磁盘、成绩和提示都在。唤醒后和重启过一样，一切如旧。',
  },
  ended: { en: 'This sandbox is gone.', 'zh-cn': '这个沙箱已经不在了。' },
  endedHint: {
    en: 'It was ended in another window, by your instructor, or because nobody had used it for days. Your results are kept. Start the lab for a fresh one.',
    'zh-cn': '它在别的窗口被结束，或由教师结束，或多日无人使用而被清理。成绩都已保留。启动实验会得到一套新的。',
  },
  replaced: {
    en: 'Your former sandbox was replaced by a fresh one, by your instructor or in another window: new names, new passwords, an empty start. Results so far are kept.',
    'zh-cn': '原来的沙箱已换成一套新的，由教师或在别的窗口操作：名字和密码都是新的，从头开始。此前的成绩都已保留。',
  },
  lost: { en: 'The lab server does not answer. Trying again…', 'zh-cn': '实验服务没有应答，正在重试……' },
  lostHint: {
    en: 'Your machines go on without it. If it was stopped, start it again with npm start: this page finds it by itself.',
    'zh-cn': '你的机器不受影响。如果服务已停止，请用 npm start 再次启动，页面会自己连上。',
  },
  sleepsIn: { en: 'Asleep after', 'zh-cn': '无人操作时休眠，剩余' },
  sleepsHint: {
    en: 'When nobody has typed or checked for so long, the machines are put to sleep. They are kept.',
    'zh-cn': '这么久没有人输入或检查，机器就会休眠。内容会保留。',
  },
  sleepsSoon: { en: 'Nobody has typed for a while: your machines are put to sleep in', 'zh-cn': '有一阵子没有人操作了，你的机器将在这段时间后休眠：' },
  stay: { en: 'I am here', 'zh-cn': '我还在' },
  close: { en: 'Close', 'zh-cn': '关闭' },

  // States of tasks
  pass: { en: 'met', 'zh-cn': '达成' },
  fail: { en: 'not met', 'zh-cn': '未达成' },
  error: { en: 'could not look', 'zh-cn': '未能检查' },
  open: { en: 'not checked yet', 'zh-cn': '尚未检查' },
  looking: { en: 'being checked', 'zh-cn': '检查中' },
  expected: { en: 'Expected', 'zh-cn': '应当' },
  observed: { en: 'Observed', 'zh-cn': '实际' },
  from: { en: 'looked at from', 'zh-cn': '检查来自' },
  couldNotLook: { en: 'We could not look. This costs you nothing; check again.', 'zh-cn': '这次没能检查到，不会扣分。请再检查一次。' },
  broken: { en: 'Not met, because this must stay true and is broken:', 'zh-cn': '未达成，因为这一项必须保持正常，现在却坏了：' },
  kept: { en: 'done once, and kept', 'zh-cn': '做到过一次，已记下' },
  interrupted: { en: 'The last check was cut off before its end; nothing of it counts. Check again.', 'zh-cn': '上次检查中途断了，不作数。请再检查一次。' },
  mustStay: { en: 'Must stay true', 'zh-cn': '必须保持正常' },
  mustStayHint: {
    en: 'True at the start. Break one, and the tasks that need it are not met.',
    'zh-cn': '一开始就是正常的。弄坏其中一项，依赖它的任务就不算达成。',
  },
  numbered: { en: 'Numbered mail', 'zh-cn': '编号邮件' },
  sent: { en: 'sent', 'zh-cn': '已发' },
  arrived: { en: 'arrived', 'zh-cn': '已到' },
  waiting: { en: 'waiting', 'zh-cn': '等待中' },
  late: { en: 'late', 'zh-cn': '超时' },
  gone: { en: 'lost', 'zh-cn': '丢失' },
  relayed: { en: 'a stranger was let through', 'zh-cn': '曾放行陌生人' },
  score: { en: 'Score', 'zh-cn': '得分' },
  provePlease: {
    en: 'All tasks are met. Solved means: also after a reboot. Press “Prove it survives”.',
    'zh-cn': '任务全部达成。重启之后依然如此，才算完成：请按“重启后再查”。',
  },
  solved: { en: 'Solved. It works, and it still works after a reboot.', 'zh-cn': '已完成：现在能用，重启之后也能用。' },
  noScore: {
    en: 'A solution was shown: this attempt no longer scores. Reset gives you a new one that does.',
    'zh-cn': '已看过解法，这次尝试不再计分。“重新开始”会得到一次计分的新尝试。',
  },

  // Asked before it is done
  yesReset: { en: 'Throw away and begin again', 'zh-cn': '丢弃并重新开始' },
  resetAsk: { en: 'Begin again with new machines?', 'zh-cn': '换一套新机器重新开始？' },
  resetText: {
    en: 'This sandbox is thrown away with everything in it. You get a fresh one with new names and passwords. Your best result is kept; hints taken do not carry over.',
    'zh-cn': '这个沙箱连同里面的一切都会丢弃，换来一套新的，名字和密码也是新的。最好成绩会保留；用过的提示不带到下一次。',
  },
  yesEnd: { en: 'End it', 'zh-cn': '结束' },
  endAsk: { en: 'End this lab?', 'zh-cn': '结束这次实验？' },
  endText: { en: 'The machines are removed with everything on them. Your results are kept.', 'zh-cn': '机器连同上面的一切都会删除。成绩会保留。' },
  yesSolution: { en: 'Show it, and stop scoring', 'zh-cn': '显示解法，不再计分' },
  solutionAsk: { en: 'Look at a solution?', 'zh-cn': '要看解法吗？' },
  solutionText: {
    en: 'From then on this attempt no longer scores, also for tasks that are met already. You can go on working and checking, or Reset for a new attempt that scores.',
    'zh-cn': '此后这次尝试不再计分，已达成的任务也不算。你可以继续操作和检查，也可以“重新开始”，得到一次计分的新尝试。',
  },
  yesHint: { en: 'Take it', 'zh-cn': '看提示' },
  reboot: { en: 'Reboot', 'zh-cn': '重启' },
  rebootText: {
    en: 'Programs that run there are ended as in a real reboot. The terminals connect again by themselves.',
    'zh-cn': '和真的重启一样，上面运行的程序都会结束。终端会自己重新连上。',
  },
  objectYes: { en: 'Send the note', 'zh-cn': '提交意见' },
  object: { en: 'This check is wrong', 'zh-cn': '这项检查不对' },
  objectText: {
    en: 'Say what you did, what you expect, and why it is right. Your instructor gets the note with the evidence of the last check.',
    'zh-cn': '写下你做了什么、认为应当怎样、为什么。意见会连同上次检查的证据交给教师。',
  },
  objectLabel: { en: 'Your note', 'zh-cn': '你的意见' },
  thanks: { en: 'Thank you. The note is kept with its evidence.', 'zh-cn': '谢谢，意见和证据都已记下。' },

  // Hints and answers
  hint: { en: 'Hint', 'zh-cn': '提示' },
  hintsOver: { en: 'All three hints taken', 'zh-cn': '三条提示都已看过' },
  why: { en: 'What the check looked at, and why', 'zh-cn': '检查看了什么，为什么' },
  answer: { en: 'Your answer', 'zh-cn': '你的答案' },
  save: { en: 'Save', 'zh-cn': '保存' },
  saved: { en: 'saved', 'zh-cn': '已保存' },
  unsaved: { en: 'not saved yet; Check saves it', 'zh-cn': '尚未保存；检查时会一并保存' },

  // Evidence
  evidence: { en: 'Evidence', 'zh-cn': '证据' },
  noEvidence: { en: 'This check recorded no dialogue.', 'zh-cn': '这项检查没有留下会话。' },
  evidenceFor: { en: 'Evidence for', 'zh-cn': '证据：' },
  transcript: { en: 'Transcript', 'zh-cn': '会话记录' },
  diagram: { en: 'Diagram', 'zh-cn': '时序图' },
  view: { en: 'How to show it', 'zh-cn': '显示方式' },
  decided: { en: 'this decided', 'zh-cn': '决定结果' },
  says: { en: 'says', 'zh-cn': '说' },
  note: { en: 'note', 'zh-cn': '说明' },
  moreLines: { en: 'more lines', 'zh-cn': '行未显示' },
  at: { en: 'second', 'zh-cn': '秒数' },
  drawerSplit: { en: 'Height of the evidence', 'zh-cn': '证据区的高度' },

  // Terminals
  terminals: { en: 'Terminals', 'zh-cn': '终端' },
  newTab: { en: 'Another terminal on', 'zh-cn': '再开一个终端：' },
  closeTab: { en: 'Close terminal', 'zh-cn': '关闭终端' },
  escape: { en: 'Ctrl+Alt+Home / End leaves the terminal · Ctrl+Enter checks', 'zh-cn': 'Ctrl+Alt+Home / End 离开终端 · Ctrl+Enter 检查' },
  reader: { en: 'Screen reader', 'zh-cn': '读屏模式' },
  connecting: { en: 'connecting…', 'zh-cn': '正在连接……' },
  notUp: { en: 'this machine is not up; the terminal connects as soon as it is', 'zh-cn': '这台机器还没起来；起来后终端会自己连上' },
  shellEnded: { en: 'the shell ended; a new one is being opened', 'zh-cn': 'Shell 已结束，正在新开一个' },
  terminalGone: { en: 'this terminal no longer exists', 'zh-cn': '这个终端已不存在' },
  states: { en: 'Machines', 'zh-cn': '机器' },
  up: { en: 'up', 'zh-cn': '运行中' },
  rebooting: { en: 'rebooting', 'zh-cn': '重启中' },
} as const satisfies Record<string, LocalizedText>;

export type Word = keyof typeof words;

/** The cost of a hint before it is taken. */
export function hintCost(level: number, points: number): LocalizedText {
  const cost = Math.round(points * 10) / 100;
  return { en: `Hint ${level} of 3 · costs ${cost} of these ${points} points`, 'zh-cn': `第 ${level} 条提示（共 3 条）· 扣本任务 ${points} 分中的 ${cost} 分` };
}
