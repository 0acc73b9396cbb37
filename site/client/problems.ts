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
  'wrong-key': '需要本实例的密钥。',
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
