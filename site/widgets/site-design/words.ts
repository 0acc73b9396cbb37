import type { LocalizedText } from '../../../lab-runner/contract/text.ts';
import type { NumberField } from '../shared/numbers.ts';
import { type Disaster, disasters, type Outcome, type Role, type SiteId } from './model.ts';

const f = <Id extends string>(id: Id, en: string, zh: string, unitEn: string, unitZh: string, initial: number, min: number, max: number) => ({
  id,
  label: { en, 'zh-cn': zh },
  unit: { en: unitEn, 'zh-cn': unitZh },
  initial,
  min,
  max,
});
export const loadFields = [
  f('rate', 'Messages that arrive', '到达邮件', '/ min', '封/分钟', 6000, 1, 1_000_000),
  f('outage', 'A site or line is back after', '站点或线路多久修好', 'hours', '小时', 8, 0.1, 1000),
  f('lag', 'A copy “after” is behind by', '异步副本落后', 's', '秒', 30, 0.1, 86_400),
  f('human', 'People decide within', '人工判断并动手', 'min', '分钟', 45, 1, 1440),
  f('km', 'Distance A–C', 'A 到 C 的距离', 'km', '公里', 1000, 100, 20_000),
] satisfies readonly NumberField[];
export const goalFields = [
  f('loss', 'Lose at most', '最多丢失', 'messages', '封', 250, 0, 1e9),
  f('down', 'Away at most', '最多停用', 'min', '分钟', 5, 0, 1e6),
  f('city', 'Away at most, a city lost', '失去一座城市时最多停用', 'min', '分钟', 60, 0, 1e6),
  f('budget', 'Cost at most', '成本上限', 'units', '单位', 30, 1, 1000),
] satisfies readonly NumberField[];

export const roleWords: Record<Role, LocalizedText> = {
  mx: { en: 'MX with queue', 'zh-cn': 'MX（带队列）' },
  store: { en: 'mailboxes', 'zh-cn': '邮箱存储' },
  dns: { en: 'DNS', 'zh-cn': 'DNS' },
  vote: { en: 'a vote', 'zh-cn': '投票权' },
};
export const siteWords: Record<SiteId, LocalizedText> = {
  A: { en: 'A, head office', 'zh-cn': 'A，总部' },
  B: { en: 'B, same city', 'zh-cn': 'B，同城' },
  C: { en: 'C, another province', 'zh-cn': 'C，异地' },
};
export const disasterWords: Record<Disaster, LocalizedText> = {
  machine: { en: 'The mailbox machine at the active site stops', 'zh-cn': '主站点的邮箱存储机停了' },
  power: { en: 'The active site has no power', 'zh-cn': '主站点断电' },
  fire: { en: 'The active site burns down', 'zh-cn': '主站点烧毁' },
  city: { en: 'The city of A and B is flooded', 'zh-cn': 'A、B 所在城市被淹' },
  cut: { en: 'The line between the active site and the others is cut', 'zh-cn': '主站点与其他站点之间的线路断了' },
};
export const disasterList = disasters;

export const words = {
  en: {
    sites: 'What stands where',
    site: 'Site',
    copy: 'A message is answered with 250 from the store',
    copies: { async: 'before its copy is made', sync: 'after its copy at the nearest other store is made' },
    failover: 'The mailboxes are moved by',
    failovers: { manual: 'people', automatic: 'a program' },
    load: 'Load and distances',
    goals: 'What was promised',
    show: 'Show it happen',
    quiet: 'A quiet day',
    disaster: 'What happens',
    lost: 'Lost',
    down: 'No mailboxes',
    backlog: 'Waits meanwhile',
    drain: 'Caught up in',
    messages: 'messages',
    minutes: 'min',
    late: (n: string) => `${n} unreadable until the site is back`,
    split: (n: string) => `${n} taken on two sides under the same numbers`,
    waits: { nowhere: 'nothing', 'own-queue': 'in your queue', senders: 'at the senders: no MX, or no DNS, answers' },
    returned: 'senders give up: more than four days',
    reasons: {
      unharmed: (_: string) => 'The mailboxes stay where they are.',
      moved: (site: string) => `A majority of the votes can see each other: the mailboxes are at ${site} now.`,
      'by-hand': (site: string) => `People have moved the mailboxes to ${site}.`,
      'no-majority': (site: string) => `No side has more than half of the votes: all stop until people decide. Then ${site}.`,
      split: (site: string) => `Nobody votes: ${site} goes on, and the other side has taken over as well. Split brain.`,
      waits: (_: string) => 'Nowhere to go: everybody waits until it is mended.',
      backup: (_: string) => 'No other store is left: last night’s backup is brought back on new machines.',
    } satisfies Record<Outcome['reason'], (site: string) => string>,
    cost: 'Cost',
    units: 'units',
    capacity: 'Deliveries possible',
    perMinute: '/ min',
    rtt: 'There and back A–C',
    met: 'All promises are kept, within the budget.',
    open: (n: number, over: boolean) =>
      n > 0 ? `${n} of 5 disasters break a promise${over ? ', and it costs too much' : ''}.` : 'The promises are kept, but it costs too much.',
    impossible: {
      'no-store': 'No site holds mailboxes: there is nowhere to deliver to. Tick “mailboxes” at one site at least.',
      'no-mx': 'No site has an MX: nobody can hand mail to you. Tick “MX with queue” at one site at least.',
      'no-dns': 'No site has a DNS server: nobody finds your MX. Tick “DNS” at one site at least.',
      'too-slow':
        'Waiting for the far copy makes deliveries slower than mail arrives: the queue grows for ever. Bring a store nearer, or answer before the copy is made.',
    },
    broken: 'Correct the fields above; the outcome waits.',
    assumed:
      'Assumed: light in fibre 5 µs/km, 0.5 ms for equipment, 4 round trips and 10 ms a delivery, 20 at a time; mail lies 2 s in an MX queue; a backup outside all sites each night, 24 hours to bring back; 75 KB a message. Units: site 4, mailboxes 5, MX 1, DNS and vote 0.2, line to B 0.5, to C 2, program 1. Not one of these numbers is known of a real bank.',
    picture: { lost: 'lost', dark: 'dark', active: 'mailboxes here', cut: 'cut' },
  },
  'zh-cn': {
    sites: '每个站点放什么',
    site: '站点',
    copy: '存储对一封信答复 250，是在',
    copies: { async: '副本写好之前', sync: '最近的另一处存储写好副本之后' },
    failover: '由谁切换邮箱',
    failovers: { manual: '人', automatic: '程序' },
    load: '负载与距离',
    goals: '承诺',
    show: '看它发生',
    quiet: '平常的一天',
    disaster: '发生什么',
    lost: '丢失',
    down: '邮箱停用',
    backlog: '期间等待',
    drain: '多久补完',
    messages: '封',
    minutes: '分钟',
    late: (n: string) => `${n} 封要等站点恢复才看得到`,
    split: (n: string) => `${n} 封被两边用同样的编号收下`,
    waits: { nowhere: '没有', 'own-queue': '在自己的队列里', senders: '在发件方那里：没有 MX 或 DNS 应答' },
    returned: '超过四天，发件方会放弃',
    reasons: {
      unharmed: (_: string) => '邮箱留在原处。',
      moved: (site: string) => `多数票彼此可见：邮箱切到了 ${site}。`,
      'by-hand': (site: string) => `人工把邮箱切到了 ${site}。`,
      'no-majority': (site: string) => `没有一边超过半数票：全部停写，等人判断，然后用 ${site}。`,
      split: (site: string) => `没有人投票：${site} 照常工作，另一边也接管了。这就是脑裂。`,
      waits: (_: string) => '无处可切，只能等修好。',
      backup: (_: string) => '没有别的存储了：在新机器上恢复昨晚的备份。',
    } satisfies Record<Outcome['reason'], (site: string) => string>,
    cost: '成本',
    units: '单位',
    capacity: '投递能力',
    perMinute: '封/分钟',
    rtt: 'A–C 往返时延',
    met: '承诺全部兑现，也没有超出预算。',
    open: (n: number, over: boolean) => (n > 0 ? `5 种灾难里有 ${n} 种违背了承诺${over ? '，而且超出预算' : ''}。` : '承诺都兑现了，但超出预算。'),
    impossible: {
      'no-store': '没有一个站点放邮箱：信没有地方可投。至少在一个站点勾选“邮箱存储”。',
      'no-mx': '没有一个站点有 MX：没有人能把信交给你。至少在一个站点勾选“MX”。',
      'no-dns': '没有一个站点有 DNS 服务器：没有人找得到你的 MX。至少在一个站点勾选“DNS”。',
      'too-slow': '等远处的副本写好，投递就比到达还慢，队列会无限增长。把存储放近一些，或者改为先答复、后复制。',
    },
    broken: '请先改正上面的输入，再看结果。',
    assumed:
      '假设：光在光纤里每公里 5 微秒，设备 0.5 毫秒；每次投递 10 毫秒，外加 4 次往返，同时 20 路；信在 MX 队列里停 2 秒；每晚有一份存在所有站点之外的备份，恢复要 24 小时；平均每封 75 KB。单位：站点 4，邮箱存储 5，MX 1，DNS、投票权各 0.2，到 B 的线路 0.5，到 C 的 2，切换程序 1。这些数没有一个来自真实的银行。',
    picture: { lost: '没了', dark: '断电', active: '邮箱在此', cut: '断' },
  },
} as const;
