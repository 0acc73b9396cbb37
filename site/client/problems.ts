import type { Language } from '../../lab-runner/contract/text.ts';

/** A refusal as the runner words it, in English. */
export interface Refusal {
  code: string;
  message: string;
  hint: string;
}

/** What the refusals that a learner or instructor can meet say, by code. Details that only the runner knows follow in its own words. */
const chinese: Record<string, string> = {
  'labs-unavailable': '实验暂时不能运行。',
  'image-building': '本实验所需的镜像还在构建，页面会告诉你何时就绪。',
  'image-failed': '本实验所需的镜像构建失败。请运行 npx postlab doctor，按提示处理后重新启动 Postlab。',
  preparing: '机器正在为实验做准备，几秒钟后再试。',
  'wrong-state': '实验现在不在就绪状态，请稍候再试。',
  'host-not-up': '这台机器还没起来。',
  'host-not-ready': '机器启动后没有在规定时间内应答。',
  'check-running': '检查正在进行，请等它结束。',
  'no-more-hints': '这项任务的提示都已看过。',
  'no-answer-wanted': '这项任务看的是服务器的表现，不需要填写答案。',
  'not-solved-yet': '完成实验之后才会显示说明。',
  'no-subnet': '这台机器的沙箱网络都用完了。请先结束没有人用的实验。',
  'unknown-attempt': '这次实验已经结束，或属于另一个浏览器。',
  'unknown-sandbox': '这个沙箱已经不在了。',
  'unknown-lab': '没有这个实验。',
  'engine-unreachable': 'Docker 引擎没有应答。请确认它在运行，再试一次。',
  'engine-disk-full': 'Docker 引擎所在的磁盘满了。',
  'world-unreachable': '沙箱里的互联网没有应答。几秒钟后再按一次检查；若依然如此，请重新开始本实验。',
  'wrong-key': '需要教师登录，或本实例的密钥。',
  'sign-in-first': '还没有登录。',
  'not-allowed': '你的账号不能做这件事。',
  'join-first': '这台服务器上的实验属于班级，这个浏览器还没有加入班级。请打开“加入班级”页面。',
  'wrong-code': '没有这个班级代码。代码是教师屏幕上的两组字母和数字，不含 0、1、o、i、l。',
  'joining-closed': '这个班级已经停止加入。以前加入过的话，请用通行码回来，否则请找教师。',
  'already-joined': '班里已经有这个名字。如果那就是你，请用通行码回来（教师可以给你换一个）；如果不是，请再填上学号或邮箱。',
  'wrong-passcode': '没有这个通行码。它是加入时显示的三组字母和数字，教师可以给你换一个新的。',
  'too-many-guesses': '错的次数太多，请稍等再试。',
  'wrong-login': '姓名和密码不匹配。也可以运行 npx postlab link 打印登录链接。',
  'wrong-password': '当前密码不对。',
  'name-taken': '已经有这个名字的账号。',
  'unknown-class': '没有这个班级，可能已被删除。',
  'changed-meanwhile': '刚刚有别人改过。请重新打开，看看有什么不同，再改一次。',
  'no-due-date': '这个实验在本班没有截止时间，没有人会迟交。',
  'not-later': '延长后的时间应当晚于全班的截止时间。',
  'not-in-class': '这个实验不在本班的实验列表里。',
  'unknown-learner': '班里没有这名学员，可能已被移出或删除。',
  'unknown-task': '实验里没有这项任务。',
  'no-webhook': '这个班级没有设置 Webhook 地址。',
  'last-admin': '这是唯一的管理员。请先建立另一个管理员账号。',
  'assistant-of-what': '助教要属于一个班级，请选择班级。',
  'unknown-token': '没有这个令牌，可能已经删除。',
  'unknown-person': '没有这个账号，可能已经删除。',
  'bad-roster': '首行应当写列名，其中要有“姓名”或 name。',
  'bad-labs': '班级的实验列表有误。',
  'launched-already': '这个实验已经为全班启动了。',
  'nobody-there': '还没有人加入这个班级。请先展示班级代码。',
  'class-ended': '这个班级已经结束。',
  'hints-off': '本班不开放提示。可以举手：按钮在实验上方。',
  'solutions-off': '本班不开放解法。可以举手：按钮在实验上方。',
  'not-open-yet': '这个实验在你的班级里还没有开放。',
  'no-classes': '服务器暂时没有账号和班级功能，原因写在启动它的地方。',
  'too-often': '这个地址刚才提交得太多，请稍后再试。',
  'feedback-full': '这一课保留的反馈已经满了，请以后再试。',
  'unknown-feedback': '这条反馈已经不在了：删过了，或者已经到期。',
  'lessons-unavailable': '数据库现在不能用，所以存不了。',
  internal: '我们这边出了错，请再试一次。',
};

/** For an English reader the runner's words; for a Chinese one ours, and the runner's behind them where they say more. */
export function refusalText(refusal: Refusal, language: Language): { text: string; original: string } {
  const words = `${refusal.message} ${refusal.hint}`.trim();
  if (language === 'en') return { text: words, original: '' };
  const text = chinese[refusal.code];
  return text ? { text, original: words } : { text: '实验服务的说明（英文）：', original: words };
}
