import type { LocalizedText } from '../../../lab-runner/contract/text.ts';
import { errors } from './errors.ts';
import { manuals } from './manuals.ts';
import { rfcs } from './rfcs.ts';

export const kinds = ['rfc', 'manual', 'error', 'term', 'lesson'] as const;
export type Kind = (typeof kinds)[number];
export interface Entry {
  /** `rfc5321`, `postconf.5`, `error:Relay access denied`, `term:quota`, `S08`. */
  id: string;
  kind: Kind;
  title: LocalizedText;
  text: LocalizedText;
  /** Where to read on: a lesson's id, or nothing. */
  lesson?: string;
}
const same = (text: string): LocalizedText => ({ en: text, 'zh-cn': text });

/** What the finder knows by itself; terms and lessons are added by the site. */
export const ownEntries: readonly Entry[] = [
  ...rfcs.map(({ n, title, replacedBy }) => ({
    id: `rfc${n}`,
    kind: 'rfc' as const,
    title: same(`RFC ${n}`),
    text: replacedBy === undefined ? same(title) : { en: `${title}. Replaced by RFC ${replacedBy}.`, 'zh-cn': `${title}。已被 RFC ${replacedBy} 取代。` },
  })),
  ...manuals.map(({ name, section, what, from }) => ({
    id: `${name}.${section}`,
    kind: 'manual' as const,
    title: same(`${name}(${section})`),
    text: same(`${what} [${from}]`),
  })),
  ...errors.map(({ says, by, means, lesson }) => ({
    id: `error:${says}`,
    kind: 'error' as const,
    title: same(says),
    text: { en: `${by}: ${means.en}`, 'zh-cn': `${by}：${means['zh-cn']}` },
    lesson,
  })),
];

/** Lower case, full-width forms made plain, quotation marks away. */
export const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’“”"'`]/g, '');

/** Words, numbers and single Chinese characters: Chinese has no spaces. */
export function tokens(text: string): string[] {
  return (
    plain(text)
      .match(/\p{Script=Han}|[\p{L}\p{N}_][\p{L}\p{N}_.-]*/gu)
      ?.map((one) => one.replace(/[.-]+$/, '')) ?? []
  );
}
const stop = new Set(['the', 'a', 'an', 'of', 'for', 'to', 'in', 'is', 'how', 'what', 'where', 'rfc', 'man', '的', '是', '在', '了', '什', '么', '怎', '样']);

export interface Hit {
  entry: Entry;
  score: number;
}

/**
 * The best entries for a question: an exact name (`RFC 7505`, `postconf(5)`) first, then a pasted line that contains the fixed words of a known
 * error, then entries in which all words occur (title before text, whole words before parts).
 */
export function find(entries: readonly Entry[], query: string, only: Kind | '' = ''): Hit[] {
  const text = plain(query).replace(/\s+/g, ' ').trim();
  if (text === '') return [];
  const wanted = tokens(query).filter((token) => !stop.has(token));
  const number = text.match(/^(?:rfc\s*)?(\d{3,5})(?:\s|$|§)/)?.[1];
  const page = text.match(/^([a-z][\w-]*)(?:\.|\s*\()(\d\w*)\)?$/);
  const hits: Hit[] = [];
  for (const entry of entries) {
    if (only !== '' && entry.kind !== only) continue;
    const score = rate(entry, text, wanted, number, page);
    if (score > 0) hits.push({ entry, score });
  }
  return hits.sort((a, b) => b.score - a.score || a.entry.id.localeCompare(b.entry.id));
}

function rate(entry: Entry, text: string, wanted: readonly string[], number: string | undefined, page: RegExpMatchArray | null): number {
  if (number !== undefined && entry.id === `rfc${number}`) return 1000;
  if (page && entry.id === `${page[1]}.${page[2]}`) return 1000;
  if (entry.kind === 'manual' && entry.id.replace(/\.\w+$/, '') === text) return 900;
  if (entry.kind === 'error' && text.includes(plain(entry.title.en))) return 800 + entry.title.en.length;
  if (wanted.length === 0) return 0;
  const title = tokens(`${entry.title.en} ${entry.title['zh-cn']}`);
  const body = tokens(`${entry.text.en} ${entry.text['zh-cn']}`);
  let sum = 0;
  for (const token of wanted) {
    const part = (list: readonly string[]) => list.some((one) => one.includes(token) && token.length > 1);
    const worth = title.includes(token) ? 10 : body.includes(token) ? 5 : part(title) ? 4 : part(body) ? 2 : 0;
    if (worth === 0) return 0;
    sum += worth;
  }
  // Of two entries with the same words the shorter one is more about them.
  return sum / wanted.length + 1 / (title.length + body.length);
}

/** Questions of the scavenger hunt; each is answered by pointing at an entry. */
export const hunt: readonly { id: string; question: LocalizedText; answers: readonly string[] }[] = [
  {
    id: 'null-mx',
    question: { en: 'Which document says that a domain takes no mail at all?', 'zh-cn': '哪份文档规定怎样声明一个域名根本不收邮件？' },
    answers: ['rfc7505'],
  },
  {
    id: 'imap',
    question: { en: 'RFC 3501 is cited in a contract. Which document replaced it?', 'zh-cn': '合同里引用了 RFC 3501。取代它的是哪份文档？' },
    answers: ['rfc9051'],
  },
  {
    id: 'hold',
    question: { en: 'On which page stands how to put queued messages on hold?', 'zh-cn': '怎样把队列里的信挂起，写在哪一页手册里？' },
    answers: ['postsuper.1'],
  },
  {
    id: 'parameters',
    question: { en: 'Where is every parameter of main.cf described?', 'zh-cn': 'main.cf 的每个参数，在哪里有说明？' },
    answers: ['postconf.5'],
  },
  { id: 'ages', question: { en: 'Which tool prints the queue by domain and age?', 'zh-cn': '哪个工具按域名和年龄列出队列？' }, answers: ['qshape.1'] },
  {
    id: 'line',
    question: {
      en: 'The log says: `550 5.1.1 <lin@k3f9.test>: Recipient address rejected: User unknown in local recipient table`, although the domain uses virtual mailboxes. Find what it means.',
      'zh-cn': '域名用的是虚拟邮箱，日志却说 `550 5.1.1 <lin@k3f9.test>: Recipient address rejected: User unknown in local recipient table`。找出它的意思。',
    },
    answers: ['error:User unknown in local recipient table'],
  },
  { id: 'codes', question: { en: 'Which document gives 5.7.25 its meaning?', 'zh-cn': '哪份文档规定了 5.7.25 的含义？' }, answers: ['rfc7372'] },
  {
    id: 'port465',
    question: { en: 'Which document says that submission should use TLS from the first byte?', 'zh-cn': '哪份文档建议邮件提交一开始就用 TLS？' },
    answers: ['rfc8314'],
  },
  {
    id: 'grey',
    question: { en: 'What is 灰名单 called in English? Point at the term.', 'zh-cn': '“灰名单”的英文是什么？找到这条术语。' },
    answers: ['term:greylisting'],
  },
  {
    id: 'login',
    question: { en: 'Which doveadm page tells how to test a login without the user?', 'zh-cn': '不麻烦用户就能测试登录，写在哪一页 doveadm 手册里？' },
    answers: ['doveadm-auth.1'],
  },
];

/** Five of them, the same for the same seed: a class can be given different ones. */
export function pick(seed: string): typeof hunt {
  let state = 2166136261;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) as number), 16777619) >>> 0;
  const left = [...hunt];
  const chosen: (typeof hunt)[number][] = [];
  while (chosen.length < 5) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    chosen.push(left.splice(Math.floor((state / 2 ** 32) * left.length), 1)[0] as (typeof hunt)[number]);
  }
  return chosen;
}
