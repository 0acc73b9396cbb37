import type { LocalizedText } from '../../../lab-runner/contract/text.ts';
import type { Kind } from './model.ts';

/** What a mail server may have a kind of data for, by which basis, and what less would do. */
export interface Explained {
  name: LocalizedText;
  purpose: LocalizedText;
  basis: LocalizedText;
  less: LocalizedText;
}

const security: LocalizedText = {
  en: 'PIPL Art. 13(3) with Cybersecurity Law Art. 23; GDPR Art. 6(1)(f), recital 49 (security of a network)',
  'zh-cn': '《个人信息保护法》第十三条第三项，结合《网络安全法》第二十三条；GDPR 第 6(1)(f) 条与序言第 49 段（网络安全）',
};
const pseudonym: LocalizedText = { en: 'pseudonym by a keyed hash; the domain stays', 'zh-cn': '用带密钥的散列换成代号，域名保留' };
const content: LocalizedText = {
  en: 'none for the operator: it belongs to writer and reader (2006 Measures Art. 3; 2002/58/EC Art. 5)',
  'zh-cn': '运营者没有：它属于写信和收信的人（2006 年《管理办法》第三条；2002/58/EC 第 5 条）',
};
const none: LocalizedText = { en: 'none', 'zh-cn': '无' };

export const explained: Record<Kind, Explained> = {
  address: {
    name: { en: 'mail address', 'zh-cn': '邮箱地址' },
    purpose: { en: 'deliver; say later what became of a message', 'zh-cn': '投递；日后查明信的去向' },
    basis: {
      en: 'PIPL Art. 13(2), (3) (contract; 2006 Measures Art. 10); GDPR Art. 6(1)(b) or (f)',
      'zh-cn': '《个人信息保护法》第十三条第二、三项（合同；2006 年《管理办法》第十条）；GDPR 第 6(1)(b) 或 (f) 条',
    },
    less: pseudonym,
  },
  login: {
    name: { en: 'login', 'zh-cn': '登录名' },
    purpose: { en: 'stop a stolen account', 'zh-cn': '止住被盗的账号' },
    basis: security,
    less: pseudonym,
  },
  ip: {
    name: { en: 'IP address', 'zh-cn': 'IP 地址' },
    purpose: { en: 'recognise attacks; the record that Art. 10 wants', 'zh-cn': '识别攻击；第十条要求的记录' },
    basis: security,
    less: { en: 'the network: /24, or /48 of IPv6', 'zh-cn': '只留网段：/24，IPv6 为 /48' },
  },
  machine: {
    name: { en: 'name of a machine', 'zh-cn': '机器名' },
    purpose: { en: 'hardly any; people name laptops after themselves', 'zh-cn': '几乎没有；人们常用自己的名字给电脑命名' },
    basis: security,
    less: { en: 'pseudonym; at submission do not pass it on', 'zh-cn': '换成代号；提交时不往外传' },
  },
  name: {
    name: { en: 'name of a person', 'zh-cn': '姓名' },
    purpose: content,
    basis: none,
    less: { en: 'not into any log', 'zh-cn': '不进任何日志' },
  },
  subject: {
    name: { en: 'subject', 'zh-cn': '主题' },
    purpose: content,
    basis: none,
    less: { en: 'its length, if anything', 'zh-cn': '至多留长度' },
  },
  program: {
    name: { en: 'mail program', 'zh-cn': '邮件程序' },
    purpose: { en: 'none; it tells the version to attack', 'zh-cn': '没有；反而暴露可攻击的版本' },
    basis: none,
    less: { en: 'remove at submission', 'zh-cn': '提交时去掉' },
  },
  'message-id': {
    name: { en: 'Message-ID', 'zh-cn': 'Message-ID' },
    purpose: { en: 'find the same message in two logs', 'zh-cn': '在两份日志里找到同一封信' },
    basis: security,
    less: { en: 'a hash serves as well', 'zh-cn': '换成散列一样能查' },
  },
  phone: {
    name: { en: 'telephone number', 'zh-cn': '电话号码' },
    purpose: content,
    basis: none,
    less: { en: 'kind and length', 'zh-cn': '只留种类和长度' },
  },
  'id-number': {
    name: { en: 'Chinese identity number', 'zh-cn': '身份证号' },
    purpose: content,
    basis: { en: 'none; treated as sensitive (GB/T 35273-2020, Annex B)', 'zh-cn': '无；按敏感信息对待（GB/T 35273-2020 附录 B）' },
    less: { en: 'kind and length', 'zh-cn': '只留种类和长度' },
  },
  card: {
    name: { en: 'card number', 'zh-cn': '银行卡号' },
    purpose: content,
    basis: { en: 'none; sensitive (PIPL Art. 28: financial accounts)', 'zh-cn': '无；敏感（《个人信息保护法》第二十八条：金融账户）' },
    less: { en: 'kind and length', 'zh-cn': '只留种类和长度' },
  },
};

/** A label of one or two letters beside each mark: a colour alone says nothing to many. */
export const short: Record<Kind, LocalizedText> = {
  address: { en: 'addr', 'zh-cn': '址' },
  login: { en: 'login', 'zh-cn': '登' },
  ip: { en: 'IP', 'zh-cn': 'IP' },
  machine: { en: 'host', 'zh-cn': '机' },
  name: { en: 'name', 'zh-cn': '名' },
  subject: { en: 'subj', 'zh-cn': '题' },
  program: { en: 'prog', 'zh-cn': '程' },
  'message-id': { en: 'id', 'zh-cn': '号' },
  phone: { en: 'tel', 'zh-cn': '话' },
  'id-number': { en: 'ID no.', 'zh-cn': '证' },
  card: { en: 'card', 'zh-cn': '卡' },
};

export const words = {
  en: {
    input: 'Paste headers, a log, a message',
    stays: 'What you paste stays in this page: it is not sent and does not go into the address.',
    samples: 'Marked by hand:',
    key: 'Key of the pseudonyms',
    noKey: 'Without a key anybody can hash the addresses that exist and turn the pseudonyms back. Type one.',
    empty: 'Nothing to look at yet.',
    tooLong: (n: number, most: number) => `Expected at most ${most} characters, found ${n}. Paste a part of it.`,
    nothing: 'These patterns find nothing here. That is no proof: they know forms, not meanings.',
    count: (n: number, kinds: number) => `${n} stretches of ${kinds} ${kinds === 1 ? 'kind' : 'kinds'} of personal data.`,
    recall: (found: number, of: number) => `Recall on this text, marked by hand: ${found} of ${of} (${Math.round((found / of) * 100)} %).`,
    missed: 'Missed:',
    marked: 'What was found',
    purpose: 'Purpose on a mail server:',
    basis: 'Basis:',
    less: 'Less would do:',
    out: 'Minimised',
    why: 'The marks are found by form. Names in running text, diagnoses, addresses of houses have none.',
  },
  'zh-cn': {
    input: '贴上信头、日志或正文',
    stays: '贴上的内容只留在本页：不发送，也不写进网址。',
    samples: '人工标注过的：',
    key: '代号所用的密钥',
    noKey: '没有密钥，谁都可以把现有的地址逐个算散列，把代号还原。请输入一个。',
    empty: '还没有内容。',
    tooLong: (n: number, most: number) => `最多 ${most} 个字符，现在有 ${n} 个。请只贴一部分。`,
    nothing: '这些规则在这里什么都没找到。这不是证明：它们只认形式，不懂意思。',
    count: (n: number, kinds: number) => `找到 ${n} 处、${kinds} 类个人信息。`,
    recall: (found: number, of: number) => `与人工标注相比，召回 ${found} / ${of}（${Math.round((found / of) * 100)} %）。`,
    missed: '漏掉：',
    marked: '找到的内容',
    purpose: '邮件服务器用它做什么：',
    basis: '依据：',
    less: '少留一些也够：',
    out: '最小化之后',
    why: '标记靠形式找到。正文里的姓名、诊断、住址没有固定形式。',
  },
} as const;
