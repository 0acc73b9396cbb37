import type { Language } from '../../../lab-runner/contract/text.ts';
import type { Aligned, Evaluation, Query } from './model.ts';

export const words = {
  en: {
    examples: 'Examples:',
    from: 'From field (or just its domain)',
    spf: 'SPF: domain of MAIL FROM',
    dkim: 'DKIM: d= of the signature, or of several',
    passed: 'passed',
    failed: 'did not pass',
    zone: 'What the DNS holds',
    old: 'RFC 7489 (Public Suffix List)',
    now: 'RFC 9989 (tree walk)',
    loading: 'Loading the Public Suffix List…',
    noAuthor: 'Expected one address such as Lin Wei <lin@k3f9.test>, or a domain, found none. Without exactly one author domain there is no DMARC.',
    authors: (list: string[]) =>
      `${list.length} author domains (${list.join(', ')}). RFC 9989 §5.3.1: DMARC is for messages with exactly one; a receiver may check each and take the strictest (§11.5). Shown here: ${list[0]}.`,
    asked: 'Asked for',
    found: { record: 'record', nothing: 'nothing', several: 'several: all discarded', timeout: 'no answer' } satisfies Record<Query['found'], string>,
    organizational: 'Organizational domain of the author',
    alignment: 'Alignment',
    mode: { r: 'relaxed', s: 'strict' },
    aligned: (one: Aligned) =>
      `${one.method.toUpperCase()} ${one.domain} (${one.mode === 's' ? 'strict' : `relaxed, organizational domain ${one.organizational}`}): ${one.aligned ? 'aligned' : 'not aligned'}, ${one.pass ? 'passed' : 'did not pass'}`,
    result: (e: Evaluation): string => {
      switch (e.result) {
        case 'pass':
          return 'One identifier both passed and is aligned.';
        case 'fail':
          return 'No identifier both passed and is aligned.';
        case 'temperror':
          return 'The DNS did not answer: neither pass nor fail.';
        default:
          return 'DMARC does not apply to this message.';
      }
    },
    why: {
      'no-record': 'There is no record.',
      several: 'Several records at one name are as good as none.',
      'bad-policy': 'p, sp or np is missing or none of none, quarantine, reject; and there is no rua to make it “none”.',
      timeout: '',
      'bad-policy-as-none': 'A policy tag is missing or wrong, but there is a rua: read as p=none.',
    },
    policy: (e: Evaluation): string => `Record at ${e.at}. ${e.tag ? `Tag ${e.tag}=${e.asked}` : ''}`,
    disposition: (e: Evaluation, spec: 'old' | 'now'): string => {
      if (spec === 'old' && e.sample < 100)
        return `The owner asks for ${e.asked}, for ${e.sample} % of the failing messages (pct), and one step less for the others.`;
      if (spec === 'now' && e.disposition !== e.asked) return `The owner asks for ${e.asked}, and tests it (t=y): ${e.disposition}.`;
      return `The owner asks for: ${e.disposition}.`;
    },
    ignored: (tags: string[]) => `Not known here, ignored: ${tags.join(', ')}.`,
  },
  'zh-cn': {
    examples: '例子：',
    from: 'From 字段（或只写域名）',
    spf: 'SPF：MAIL FROM 的域名',
    dkim: 'DKIM：签名的 d=，可以有几个',
    passed: '通过',
    failed: '未通过',
    zone: 'DNS 里有什么',
    old: 'RFC 7489（公共后缀列表）',
    now: 'RFC 9989（逐级上溯）',
    loading: '正在载入公共后缀列表……',
    noAuthor: '这里要填一个地址，例如 林薇 <lin@k3f9.test>，或者一个域名，现在没有。作者域名不是恰好一个，就谈不上 DMARC。',
    authors: (list: string[]) =>
      `有 ${list.length} 个作者域名（${list.join('、')}）。RFC 9989 §5.3.1：DMARC 只用于恰好一个的情况；收信方可以逐个检查，取最严的（§11.5）。这里显示 ${list[0]}。`,
    asked: '查询',
    found: { record: '有记录', nothing: '没有', several: '不止一条：全部作废', timeout: '没有应答' } satisfies Record<Query['found'], string>,
    organizational: '作者的组织域',
    alignment: '对齐',
    mode: { r: '宽松', s: '严格' },
    aligned: (one: Aligned) =>
      `${one.method.toUpperCase()} ${one.domain}（${one.mode === 's' ? '严格' : `宽松，组织域 ${one.organizational}`}）：${one.aligned ? '对齐' : '不对齐'}，${one.pass ? '通过' : '未通过'}`,
    result: (e: Evaluation): string => {
      switch (e.result) {
        case 'pass':
          return '有一个标识既通过又对齐。';
        case 'fail':
          return '没有一个标识既通过又对齐。';
        case 'temperror':
          return 'DNS 没有应答：既不算通过，也不算失败。';
        default:
          return 'DMARC 不适用于这封信。';
      }
    },
    why: {
      'no-record': '没有记录。',
      several: '同一个名字下有几条记录，等于没有。',
      'bad-policy': 'p、sp 或 np 缺失，或者不是 none、quarantine、reject 之一；又没有 rua，不能当作 none。',
      timeout: '',
      'bad-policy-as-none': '策略标记缺失或写错，但有 rua：按 p=none 处理。',
    },
    policy: (e: Evaluation): string => `记录在 ${e.at}。${e.tag ? `用的标记是 ${e.tag}=${e.asked}` : ''}`,
    disposition: (e: Evaluation, spec: 'old' | 'now'): string => {
      if (spec === 'old' && e.sample < 100) return `域名主人要求 ${e.asked}，只对 ${e.sample} % 的失败邮件（pct），其余降一级。`;
      if (spec === 'now' && e.disposition !== e.asked) return `域名主人要求 ${e.asked}，但还在测试（t=y）：${e.disposition}。`;
      return `域名主人要求：${e.disposition}。`;
    },
    ignored: (tags: string[]) => `这一版不认识，忽略：${tags.join('、')}。`,
  },
} satisfies Record<Language, unknown>;
