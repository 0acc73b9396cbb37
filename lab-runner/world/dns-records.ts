import type { Answer } from 'dns-packet';
import { WorldFault } from './fault.ts';

/** A resource record other than the OPT pseudo-record. Owner names are lower-case and without the final dot. */
export type DnsRecord = Exclude<Answer, { type: 'OPT' }> & { ttl: number };

const types = ['A', 'AAAA', 'CAA', 'CNAME', 'MX', 'NS', 'PTR', 'SOA', 'SRV', 'TLSA', 'TXT'] as const;
const defaultTtl = 60;

/** Lower-case, without the final dot; `''` is the root. */
export function canonical(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/**
 * Reads one line of a zone as in a master file (RFC 1035 §5.1): owner, optional TTL and class, type, data.
 * `@` is the zone; an owner or target without a final dot is below the zone unless it already ends in it.
 * Throws WorldFault `bad-zone` saying what was expected.
 */
export function parseRecord(zone: string, line: string): DnsRecord {
  const words = line.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? [];
  const bad = (expected: string) => new WorldFault('bad-zone', `zone ${zone}: expected ${expected}, found "${line}"`);
  const origin = canonical(zone);
  const absolute = (name: string): string => {
    if (name === '@') return origin;
    if (name.endsWith('.')) return canonical(name);
    const lower = name.toLowerCase();
    return lower === origin || lower.endsWith(`.${origin}`) ? lower : `${lower}.${origin}`;
  };
  const name = absolute(words.shift() ?? '');
  let ttl = defaultTtl;
  if (/^\d+$/.test(words[0] ?? '')) ttl = Number(words.shift());
  if (words[0]?.toUpperCase() === 'IN') words.shift();
  const type = types.find((t) => t === words[0]?.toUpperCase());
  if (!type) throw bad(`one of the types ${types.join(', ')}`);
  const data = words.slice(1);
  const number = (i: number): number => {
    const n = Number(data[i]);
    if (!/^\d+$/.test(data[i] ?? '')) throw bad(`a number as value ${i + 1} of ${type}`);
    return n;
  };
  const text = (i: number): string => {
    if (data[i] === undefined) throw bad(`${i + 1} value(s) of ${type}`);
    return data[i];
  };
  switch (type) {
    case 'A':
    case 'AAAA':
      return { name, type, ttl, data: text(0) };
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return { name, type, ttl, data: absolute(text(0)) };
    case 'MX':
      // "MX 0 ." is the null MX of RFC 7505: its exchange is the root.
      return { name, type, ttl, data: { preference: number(0), exchange: text(1) === '.' ? '.' : absolute(text(1)) } };
    case 'TXT':
      return { name, type, ttl, data: data.map(unquote) };
    case 'SRV':
      return { name, type, ttl, data: { priority: number(0), weight: number(1), port: number(2), target: absolute(text(3)) } };
    case 'CAA': {
      const tag = text(1);
      if (tag !== 'issue' && tag !== 'issuewild' && tag !== 'iodef') throw bad('issue, issuewild or iodef');
      return { name, type, ttl, data: { flags: number(0), tag, value: unquote(text(2)) } };
    }
    case 'TLSA':
      return {
        name,
        type,
        ttl,
        data: { usage: number(0), selector: number(1), matchingType: number(2), certificate: Buffer.from(data.slice(3).join(''), 'hex') },
      };
    case 'SOA':
      return {
        name,
        type,
        ttl,
        data: {
          mname: absolute(text(0)),
          rname: absolute(text(1)),
          serial: number(2),
          refresh: number(3),
          retry: number(4),
          expire: number(5),
          minimum: number(6),
        },
      };
  }
}

function unquote(word: string): string {
  return word.startsWith('"') ? word.slice(1, -1).replace(/\\(.)/g, '$1') : word;
}
