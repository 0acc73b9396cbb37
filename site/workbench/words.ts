import type { LocalizedText } from '../../lab-runner/contract/text.ts';

/** Every word of the workbench, in both languages. */
export const words = {
  start: { en: 'Start lab', 'zh-cn': '启动实验' },
  resume: { en: 'Resume lab', 'zh-cn': '继续实验' },
  check: { en: 'Check', 'zh-cn': '检查' },
  checking: { en: 'Checking from outside…', 'zh-cn': '正在从外部检查……' },
  prove: { en: 'Prove it survives', 'zh-cn': '重启后再查' },
  proving: { en: 'Rebooting and checking again…', 'zh-cn': '正在重启并再次检查……' },
  provePlease: { en: 'All goals are met. Solved means: also after a reboot.', 'zh-cn': '目标全部达成。重启之后依然如此，才算解决。' },
  solved: { en: 'Solved. It works, and it still works after a reboot.', 'zh-cn': '已解决：现在能用，重启之后也能用。' },
  cancel: { en: 'Cancel', 'zh-cn': '取消' },
  reset: { en: 'Reset', 'zh-cn': '重新开始' },
  resetAsk: { en: 'Throw this sandbox away and begin again, with new names and passwords?', 'zh-cn': '丢弃这个沙箱，换一套名字和密码重新开始？' },
  end: { en: 'End lab', 'zh-cn': '结束实验' },
  endAsk: { en: 'Remove this sandbox? Your results are kept.', 'zh-cn': '删除这个沙箱？成绩会保留。' },
  reboot: { en: 'Reboot', 'zh-cn': '重启' },
  hint: { en: 'Hint', 'zh-cn': '提示' },
  hintAsk: { en: 'Take the next hint? It costs 10 % of this task.', 'zh-cn': '看下一条提示？会扣掉本任务 10 % 的分数。' },
  solution: { en: 'Show me a solution', 'zh-cn': '给我看解法' },
  solutionAsk: { en: 'Show the solutions? This attempt then no longer scores.', 'zh-cn': '显示解法？此后这次尝试不再计分。' },
  object: { en: 'This check is wrong', 'zh-cn': '这项检查不对' },
  objectAsk: {
    en: 'What do you think is right, and why? Your instructor gets this note with the evidence.',
    'zh-cn': '您认为怎样才对，为什么？这条意见会连同证据交给教师。',
  },
  thanks: { en: 'Thank you. The note is kept with its evidence.', 'zh-cn': '谢谢，意见和证据都已记录。' },
  expected: { en: 'Expected', 'zh-cn': '应当' },
  observed: { en: 'Observed', 'zh-cn': '实际' },
  evidence: { en: 'Evidence: what was said on the wire', 'zh-cn': '证据：线路上的对话' },
  couldNotLook: { en: 'We could not look; this does not count.', 'zh-cn': '这次没能检查到，不计入成绩。' },
  pass: { en: 'met', 'zh-cn': '达成' },
  fail: { en: 'not met', 'zh-cn': '未达成' },
  error: { en: 'not looked at', 'zh-cn': '未能检查' },
  open: { en: 'not checked yet', 'zh-cn': '尚未检查' },
  points: { en: 'points', 'zh-cn': '分' },
  results: { en: 'Results', 'zh-cn': '结果' },
  invariants: { en: 'What has to stay right', 'zh-cn': '必须保持正常的部分' },
  why: { en: 'What the checks looked at', 'zh-cn': '检查看了什么' },
  noRunner: {
    en: 'Nobody answers for labs at this address. Lessons can be read without; for labs, run "npm start" and open the address it prints.',
    'zh-cn': '这个地址没有实验服务。课程可以照常阅读；要做实验，请运行 npm start，并打开它给出的地址。',
  },
  starting: { en: 'Starting', 'zh-cn': '正在启动' },
  of: { en: 'of', 'zh-cn': '/' },
  left: { en: 'Put to sleep if nobody types for', 'zh-cn': '无人操作时休眠，还有' },
  minutes: { en: 'min', 'zh-cn': '分钟' },
  newTab: { en: 'Another terminal on this host', 'zh-cn': '在这台主机上再开一个终端' },
  terminals: { en: 'Terminals', 'zh-cn': '终端' },
  escape: { en: 'Ctrl+Alt+Home leaves the terminal', 'zh-cn': 'Ctrl+Alt+Home 离开终端' },
  reader: { en: 'Screen reader', 'zh-cn': '读屏模式' },
  connecting: { en: 'connecting…', 'zh-cn': '正在连接……' },
  task: { en: 'Task', 'zh-cn': '任务' },
  answer: { en: 'Your answer', 'zh-cn': '您的答案' },
  copy: { en: 'Copy', 'zh-cn': '复制' },
  split: { en: 'Width of text and terminal', 'zh-cn': '文字与终端的宽度' },
} as const satisfies Record<string, LocalizedText>;

/** A named stage of a start, in words. */
export function stageText(id: string): LocalizedText {
  const [kind, host = ''] = id.split(':');
  switch (kind) {
    case 'queue':
      return { en: 'waiting for a free place', 'zh-cn': '等待空位' };
    case 'network':
      return { en: 'laying the network', 'zh-cn': '铺设网络' };
    case 'world':
      return { en: 'opening the pocket Internet', 'zh-cn': '打开袖珍互联网' };
    case 'host':
      return { en: `making ${host}`, 'zh-cn': `创建 ${host}` };
    case 'boot':
      return { en: `booting ${host}`, 'zh-cn': `启动 ${host}` };
    case 'start':
      return { en: 'setting the scene', 'zh-cn': '布置现场' };
    default:
      return { en: 'ready', 'zh-cn': '就绪' };
  }
}
