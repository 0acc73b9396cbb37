import type { Language } from '../../../lab-runner/contract/text.ts';
import type { Fate, Layer, Summary } from './model.ts';
import type { Kind } from './stream.ts';

export const words = {
  en: {
    selects: { lists: 'Blocklists', antivirus: 'Virus scanner', allow: 'Allowlist: skips the layers for' },
    lists: { 0: 'off', 1: 'refuse when one of three lists', 2: 'refuse when two of three list', 3: 'refuse when all three list' },
    antivirus: { off: 'off', open: 'on; when it is down: let through', closed: 'on; when it is down: wait' },
    allow: { off: 'nobody', from: 'friends by the From line', dmarc: 'friends who pass DMARC' },
    sliders: { junk: 'Junk from points', refuse: 'Refuse from points' },
    points: (n: number) => `${n} points`,
    ticks: { dmarc: 'Refuse when DMARC fails', greylist: 'Greylisting', keywords: 'Refuse by keyword in the subject', scanner: 'The virus scanner is running' },
    headline: (s: Summary) =>
      `Of 140 unwanted: ${s.caught} caught (${Math.round((s.caught / 140) * 100)} %), ${s.missed} in the inbox. Of 60 wanted: ${s.lost} refused, ${s.junked} in Junk.`,
    rest: (s: Summary, cpu: string, delay: string) =>
      `Malicious attachments that arrived: ${s.infected} of 12. Waiting outside: ${s.waiting}. Processor: ${cpu} s. Mean delay of wanted mail: ${delay} s.`,
    solved: 'At least 95 % caught, nothing wanted refused, at most 6 in Junk, no known virus through (4 new ones may be), less than 18 s of processor.',
    notYet: 'Goal: at least 133 caught, nothing wanted refused, at most 6 in Junk, no known virus through (4 new ones may be), less than 18 s of processor.',
    layerColumns: ['Stopped by', 'unwanted', 'wanted'],
    layers: {
      lists: 'blocklists',
      dmarc: 'DMARC',
      greylist: 'greylisting',
      keywords: 'keywords',
      content: 'content filter',
      antivirus: 'virus scanner',
    } satisfies Record<Layer, string>,
    axes: ['wanted mail not in the inbox', 'unwanted mail caught'],
    rocLabel: (caught: string, wronged: string, area: string) =>
      `Curve over all Junk thresholds. At this one: ${caught} of the unwanted caught, ${wronged} of the wanted not in the inbox. Area of the score alone: ${area}.`,
    rocCaption: (caught: string, wronged: string, area: string) =>
      `Every Junk threshold is a point of the curve (ROC); the dot is yours: ${caught} caught, ${wronged} wronged. Area under the curve of the score alone: ${area}; 0.5 would be guessing.`,
    kinds: 'What became of whom',
    kindColumn: 'Kind (10 kinds, 200 messages)',
    kindNames: {
      customer: 'customers',
      newsletter: 'newsletters that were ordered',
      forwarded: 'forwarded',
      stranger: 'first mail of a stranger, small server',
      botnet: 'botnet spam',
      snowshoe: 'spam from many clean addresses',
      phish: 'phishing in a friend’s name',
      hijacked: 'spam from stolen accounts',
      virus: 'known virus',
      'virus-new': 'virus that no scanner knows yet',
    } satisfies Record<Kind, string>,
    ends: { inbox: 'inbox', junk: 'Junk', refused: 'refused', waiting: 'waiting' } satisfies Record<Fate['end'], string>,
  },
  'zh-cn': {
    selects: { lists: '黑名单', antivirus: '病毒扫描', allow: '白名单：哪些人跳过各层' },
    lists: { 0: '不用', 1: '三份里有一份就拒收', 2: '三份里有两份才拒收', 3: '三份都有才拒收' },
    antivirus: { off: '不用', open: '开；扫描器停了就放行', closed: '开；扫描器停了就等' },
    allow: { off: '没有', from: 'From 是熟人的', dmarc: '是熟人且通过 DMARC 的' },
    sliders: { junk: '进垃圾箱的分数', refuse: '拒收的分数' },
    points: (n: number) => `${n} 分`,
    ticks: { dmarc: 'DMARC 失败就拒收', greylist: '灰名单', keywords: '主题含关键词就拒收', scanner: '病毒扫描器在运行' },
    headline: (s: Summary) =>
      `140 封不想要的：拦下 ${s.caught} 封（${Math.round((s.caught / 140) * 100)} %），${s.missed} 封进了收件箱。60 封想要的：${s.lost} 封被拒，${s.junked} 封进了垃圾箱。`,
    rest: (s: Summary, cpu: string, delay: string) =>
      `到达的恶意附件：12 个里有 ${s.infected} 个。在外面等的：${s.waiting} 封。处理器用时 ${cpu} 秒。想要的信平均延迟 ${delay} 秒。`,
    solved: '拦下至少 95 %，想要的一封没拒，垃圾箱里至多 6 封，已知病毒一个不放（新的至多 4 个），处理器不到 18 秒。',
    notYet: '目标：拦下至少 133 封，想要的一封不拒，垃圾箱里至多 6 封，已知病毒一个不放（新的至多 4 个），处理器不到 18 秒。',
    layerColumns: ['拦在', '不想要的', '想要的'],
    layers: { lists: '黑名单', dmarc: 'DMARC', greylist: '灰名单', keywords: '关键词', content: '内容过滤', antivirus: '病毒扫描' } satisfies Record<
      Layer,
      string
    >,
    axes: ['没进收件箱的想要的信', '拦下的不想要的信'],
    rocLabel: (caught: string, wronged: string, area: string) => `全部垃圾箱阈值的曲线。当前：拦下 ${caught}，误伤 ${wronged}。单看分数，曲线下面积 ${area}。`,
    rocCaption: (caught: string, wronged: string, area: string) =>
      `每个垃圾箱阈值是曲线（ROC）上的一点，圆点是你的：拦下 ${caught}，误伤 ${wronged}。单看分数，曲线下面积 ${area}；瞎猜是 0.5。`,
    kinds: '各类邮件的去向',
    kindColumn: '类别（10 类，200 封）',
    kindNames: {
      customer: '客户',
      newsletter: '自己订的通讯',
      forwarded: '转发来的',
      stranger: '陌生人第一次来信，小服务器',
      botnet: '僵尸网络垃圾',
      snowshoe: '从许多干净地址发的垃圾',
      phish: '冒充熟人的钓鱼',
      hijacked: '被盗账号发的垃圾',
      virus: '已知病毒',
      'virus-new': '还没有特征码的病毒',
    } satisfies Record<Kind, string>,
    ends: { inbox: '收件箱', junk: '垃圾箱', refused: '拒收', waiting: '等待' } satisfies Record<Fate['end'], string>,
  },
} satisfies Record<Language, unknown>;
