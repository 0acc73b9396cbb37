import type { LocalizedText } from '../../../lab-runner/contract/text.ts';
import { canonicalAddress } from './address.ts';

/** One record as a resolver would answer it: names without the last dot, in lower case; the root is `.`. */
export interface DnsRecord {
  name: string;
  type: RecordType;
  /** Address, or name; for TXT what stands there. */
  value: string;
  /** Of an MX. */
  preference: number;
}
/** `SERVFAIL` is no record: it stands for a name whose servers do not answer. */
export type RecordType = 'A' | 'AAAA' | 'MX' | 'CNAME' | 'PTR' | 'TXT' | 'SERVFAIL';
export interface LineProblem {
  line: number;
  said: LocalizedText;
}

const known: readonly string[] = ['A', 'AAAA', 'MX', 'CNAME', 'PTR', 'TXT', 'SERVFAIL'];
/** In a zone they belong there; for the way of a message they do not matter. */
const silent: readonly string[] = ['SOA', 'NS', 'CAA', 'SRV', 'DS', 'DNSKEY'];

const mostProblems = 20;

export const plainName = (typed: string): string => (typed === '.' ? '.' : typed.toLowerCase().replace(/\.$/, ''));

/** Reads lines such as `haibo.example. 3600 IN MX 10 mx.haibo.example.`; TTL, class and the last dot may be left out. */
export function readZone(text: string): { records: DnsRecord[]; problems: LineProblem[] } {
  const records: DnsRecord[] = [];
  const problems: LineProblem[] = [];
  const lines = text.split('\n');
  for (const [index, whole] of lines.entries()) {
    const line = whole.replace(/;.*$/, '').trim();
    if (line === '' || line.startsWith('$')) continue;
    const said = readLine(line);
    if ('en' in said) {
      // Nobody reads thousands of complaints about a text that is no zone, and no page can show them.
      if (problems.length < mostProblems) problems.push({ line: index + 1, said });
    } else if ('name' in said) records.push(said);
  }
  const names = Map.groupBy(records, (record) => record.name);
  for (const record of records)
    if (record.type === 'CNAME' && (names.get(record.name)?.length ?? 0) > 1 && problems.length < mostProblems)
      problems.push({
        line: lines.findIndex((one) => plainName(one.trim().split(/\s+/)[0] ?? '') === record.name) + 1,
        said: {
          en: `${record.name} has a CNAME and something else. An alias stands alone (RFC 2181 §10.1): a name server refuses this zone.`,
          'zh-cn': `${record.name} 既有 CNAME 又有别的记录。别名必须单独存在（RFC 2181 §10.1），域名服务器会拒绝加载这样的区域。`,
        },
      });
  return { records, problems };
}

function readLine(line: string): DnsRecord | LocalizedText | Record<never, never> {
  const words = line.split(/\s+/);
  const name = plainName(words.shift() ?? '');
  while (/^(\d+[smhdw]?|in)$/i.test(words[0] ?? '') && words.length > 1) words.shift();
  const type = (words.shift() ?? '').toUpperCase();
  const value = words.join(' ');
  if (silent.includes(type)) return {};
  const shown = line.length > 80 ? `${line.slice(0, 80)}…` : line;
  if (!known.includes(type))
    return {
      en: `Expected “name type value”, found “${shown}”. Types known here: ${known.join(', ')}.`,
      'zh-cn': `应为“名字 类型 值”，现在是“${shown}”。这里认得的类型：${known.join('、')}。`,
    };
  if (/[^a-z0-9._:-]/.test(name.replace(/^\*\./, '')))
    return {
      en: `Expected a name of letters, digits, hyphens and dots, found “${name}”. Other letters are written as xn--…`,
      'zh-cn': `名字只能含字母、数字、连字符和点，现在是“${name}”。其他文字写成 xn--…`,
    };
  const record = (fields: Partial<DnsRecord>): DnsRecord => ({ name, type: type as RecordType, value: '', preference: 0, ...fields });
  if (type === 'SERVFAIL') return record({});
  if (value === '') return { en: `${type} of ${name}: expected a value, found nothing.`, 'zh-cn': `${name} 的 ${type}：应有一个值，现在是空的。` };
  if (type === 'TXT') return record({ value });
  if (type === 'A' || type === 'AAAA') {
    const address = canonicalAddress(value);
    if (address === null || address.includes(':') !== (type === 'AAAA'))
      return {
        en: `${type} of ${name}: expected an ${type === 'A' ? 'IPv4 address such as 192.0.2.10' : 'IPv6 address such as 2001:db8::10'}, found “${value}”.`,
        'zh-cn': `${name} 的 ${type}：应为 ${type === 'A' ? 'IPv4 地址，如 192.0.2.10' : 'IPv6 地址，如 2001:db8::10'}，现在是“${value}”。`,
      };
    return record({ value: address });
  }
  if (type === 'PTR') return record({ name: canonicalAddress(name) ?? addressOfReverse(name) ?? name, value: plainName(value) });
  if (type === 'CNAME') return record({ value: plainName(value) });
  const mx = value.match(/^(\d+)\s+(\S+)$/);
  if (!mx || Number(mx[1]) > 65535)
    return {
      en: `MX of ${name}: expected a preference (0 to 65535) and a name, as in “10 mail.${name}”, found “${value}”.`,
      'zh-cn': `${name} 的 MX：应为优先值（0 到 65535）加名字，如“10 mail.${name}”，现在是“${value}”。`,
    };
  return record({ preference: Number(mx[1]), value: plainName(mx[2] as string) });
}

/** `10.2.0.192.in-addr.arpa` → `192.0.2.10`; the nibbles of ip6.arpa likewise. */
function addressOfReverse(name: string): string | null {
  const v4 = name.match(/^(\d+)\.(\d+)\.(\d+)\.(\d+)\.in-addr\.arpa$/);
  if (v4) return canonicalAddress(`${v4[4]}.${v4[3]}.${v4[2]}.${v4[1]}`);
  const v6 = name.match(/^(([0-9a-f]\.){32})ip6\.arpa$/);
  if (!v6) return null;
  const nibbles = (v6[1] as string).replaceAll('.', '').split('').reverse().join('');
  return canonicalAddress(nibbles.match(/.{4}/g)?.join(':') ?? '');
}
