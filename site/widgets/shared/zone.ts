import type { LocalizedText } from '../../../lab-runner/contract/text.ts';

/** What a resolver would say: records, no such name, or silence. An existing name without that type is `ok` with no records. */
export interface DnsAnswer {
  status: 'ok' | 'nxdomain' | 'timeout';
  records: string[];
}
export interface Zone {
  /** `name` without regard to case and final dot; CNAMEs are followed. TXT strings are joined; MX is `10 mx.example`. */
  lookup(name: string, type: string): DnsAnswer;
}
export interface ZoneProblem {
  line: number;
  text: LocalizedText;
}

const known = new Set(['A', 'AAAA', 'MX', 'TXT', 'PTR', 'CNAME', 'TLSA', 'NS', 'SOA', 'SRV', 'CAA', 'SPF']);
const mostProblems = 20;
export const plainName = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/** One line a record, or several lines between parentheses, as `opendkim-genkey` writes them. Comments (`; …`) are removed outside quotes. */
function logicalLines(text: string): LogicalLine[] {
  const lines: LogicalLine[] = [];
  let open: LogicalLine | null = null;
  for (const [i, raw] of text.split(/\r?\n/).entries()) {
    const { tokens, opened, closed } = tokenise(raw);
    if (open) for (const token of tokens) open.tokens.push(token);
    else if (tokens.length > 0) lines.push({ line: i + 1, indented: /^\s/.test(raw), tokens });
    if (opened && !open) open = lines.at(-1) ?? null;
    if (closed) open = null;
  }
  return lines;
}

interface LogicalLine {
  line: number;
  indented: boolean;
  tokens: Token[];
}
interface Token {
  text: string;
  quoted: boolean;
}
/** One character of a quoted string and its length: `\\"` is a quote, `\\059` the octet 59 (RFC 1035 §5.1). */
function character(raw: string, at: number): [string, number] {
  if (raw[at] !== '\\' || at + 1 >= raw.length) return [raw[at] as string, 1];
  const octet = /^\\(\d{3})/.exec(raw.slice(at, at + 4));
  return octet && Number(octet[1]) < 256 ? [String.fromCharCode(Number(octet[1])), 4] : [raw[at + 1] as string, 2];
}
function tokenise(raw: string): { tokens: Token[]; opened: boolean; closed: boolean } {
  const tokens: Token[] = [];
  // Kept as they go, so that a line of a megabyte is read once and not once a token.
  let [text, quoted, tagged] = [false, false, false];
  const lastClosing = /\)\s*(?:;.*)?$/.exec(raw.slice(-2000));
  const closesAt = lastClosing ? raw.length - Math.min(raw.length, 2000) + lastClosing.index : -1;
  let opened = false;
  let closed = false;
  let at = 0;
  const word = /\S+/y;
  while (at < raw.length) {
    const c = raw[at] as string;
    if (/\s/.test(c)) at++;
    else if (c === ';' && (at === 0 || /[\s()"]/.test(raw[at - 1] as string)) && !text) break;
    else if (c === ';' && quoted) break;
    else if (c === '(' && !tagged) {
      opened = true;
      at++;
    } else if (c === ')' && at === closesAt) {
      closed = true;
      at++;
    } else if (c === '"') {
      let value = '';
      at++;
      while (at < raw.length && raw[at] !== '"') {
        const [escaped, length] = character(raw, at);
        value += escaped;
        at += length;
      }
      at++;
      tokens.push({ text: value, quoted: true });
      quoted = true;
      tagged ||= value.includes('=');
    } else {
      word.lastIndex = at;
      const value = (word.exec(raw) as RegExpExecArray)[0];
      // The first word is the owner: `\\032` is a space in it. `dig` writes a semicolon of a TXT record as \\;
      const plain = tokens.length === 0 ? unescaped(value) : value.replace(/\\(?=[;"\\])/g, '');
      tokens.push({ text: plain, quoted: false });
      text ||= plain === 'TXT';
      tagged ||= plain.includes('=');
      at += value.length;
    }
  }
  if (opened && closed) opened = false;
  return { tokens, opened, closed };
}
function unescaped(name: string): string {
  let value = '';
  for (let at = 0; at < name.length; ) {
    const [escaped, length] = character(name, at);
    value += escaped;
    at += length;
  }
  return value;
}

/**
 * DNS records as people paste them: `name [ttl] [IN] TYPE data`. Names are absolute, with or without the final dot, unless `$ORIGIN` stands
 * before them. `name TIMEOUT` and `name TYPE TIMEOUT` make servers that do not answer.
 */
export function parseZone(text: string): { zone: Zone; problems: ZoneProblem[] } {
  const records = new Map<string, Map<string, string[]>>();
  const silent = new Set<string>();
  const problems: ZoneProblem[] = [];
  // A text that is no zone at all has a problem a line: nobody reads more than some, and a page with all of them would stand still.
  const complain = (line: number, text: LocalizedText): void => {
    if (problems.length < mostProblems) problems.push({ line, text });
  };
  let origin = '';
  let owner = '';
  /** Relative names exist only below an `$ORIGIN`. */
  const absolute = (name: string): string => (name === '@' ? origin : plainName(name) + (origin && !name.endsWith('.') ? `.${origin}` : ''));
  for (const { line, indented, tokens } of logicalLines(text)) {
    // An indented line that begins with a type is another record of the same name.
    const again = indented && owner !== '' && known.has(tokens[0]?.text ?? '');
    const [first, ...rest] = again ? [{ text: '', quoted: false }, ...tokens] : tokens;
    if (!first) continue;
    if (first.text === '$ORIGIN') {
      origin = plainName(rest[0]?.text ?? '');
      continue;
    }
    if (first.text.startsWith('$')) continue;
    while (rest[0] && !rest[0].quoted && (/^\d+[smhdw]?$/i.test(rest[0].text) || /^(IN|CH)$/i.test(rest[0].text))) rest.shift();
    const type = rest.shift()?.text.toUpperCase() ?? '';
    const name = again ? owner : absolute(first.text);
    owner = name;
    if (type === 'TIMEOUT') {
      silent.add(`${name} *`);
      touch(records, name);
      continue;
    }
    if (!known.has(type)) {
      const found = type.length > 60 ? `${type.slice(0, 60)}…` : type;
      complain(line, {
        en: `Line ${line}: expected “name TYPE data” with a type such as TXT, A, AAAA, MX or PTR, found ${found === '' ? 'no type' : `“${found}”`}.`,
        'zh-cn': `第 ${line} 行：应为“名字 类型 数据”，类型如 TXT、A、AAAA、MX、PTR，现在${found === '' ? '没有类型' : `是“${found}”`}。`,
      });
      continue;
    }
    if (rest.length === 0) {
      complain(line, { en: `Line ${line}: expected data after ${type}, found nothing.`, 'zh-cn': `第 ${line} 行：${type} 后面应有数据，现在是空的。` });
      continue;
    }
    if (rest[0]?.text === 'TIMEOUT' && !rest[0].quoted) {
      silent.add(`${name} ${type}`);
      touch(records, name);
      continue;
    }
    const data = dataOf(type, rest, absolute);
    const types = touch(records, name);
    const listed = types.get(type);
    if (listed) listed.push(data);
    else types.set(type, [data]);
  }
  return { zone: zoneOf(records, silent), problems };
}

function dataOf(type: string, rest: Token[], absolute: (name: string) => string): string {
  const words = rest.map((token) => token.text);
  if (rest.some((token) => token.quoted))
    return rest
      .filter((token) => token.quoted)
      .map((token) => token.text)
      .join('');
  if (['MX', 'CNAME', 'PTR', 'NS'].includes(type)) return [...words.slice(0, -1), absolute(words.at(-1) as string)].join(' ');
  return words.join(' ');
}

function touch(records: Map<string, Map<string, string[]>>, name: string): Map<string, string[]> {
  const found = records.get(name) ?? new Map<string, string[]>();
  records.set(name, found);
  return found;
}

function zoneOf(records: Map<string, Map<string, string[]>>, silent: Set<string>): Zone {
  const lookup = (asked: string, type: string, hops = 0): DnsAnswer => {
    const name = plainName(asked);
    const types = records.get(name);
    if (!types) {
      // A name with something below it exists (RFC 8020): no records, but no NXDOMAIN.
      const below = [...records.keys()].some((known) => known.endsWith(`.${name}`));
      return { status: below ? 'ok' : 'nxdomain', records: [] };
    }
    const found = types.get(type);
    if (found) return { status: 'ok', records: found };
    if (silent.has(`${name} ${type}`) || silent.has(`${name} *`)) return { status: 'timeout', records: [] };
    const [alias] = types.get('CNAME') ?? [];
    if (alias !== undefined) return hops >= 8 ? { status: 'timeout', records: [] } : lookup(alias, type, hops + 1);
    return { status: 'ok', records: [] };
  };
  return { lookup: (name, type) => lookup(name, type) };
}
