import type { LocalizedText } from '../../../lab-runner/contract/text.ts';
import type { DrillItem } from './items.ts';
import { items } from './items.ts';

/** A configuration as Dovecot reads it: settings and named sections, in any order. */
export interface Block {
  settings: Map<string, string>;
  sections: Map<string, Block>;
}
export type Read = { block: Block } | { problem: LocalizedText };
export type Marked = { kind: 'right' } | { kind: 'wrong'; said: LocalizedText };

const problem = (en: string, zh: string): { problem: LocalizedText } => ({ problem: { en, 'zh-cn': zh } });
/** What 2.4 answers to the names of 2.3 (docs/runs/S08/drill.json). */
const gone: readonly string[] = ['mail_location', 'ssl_cert', 'ssl_key', 'disable_plaintext_auth', 'args', 'quota_rule'];

/** Reads `name = value` and `name label { … }`, with comments; quotation marks around a value do not matter. */
export function readConfig(text: string): Read {
  const root: Block = { settings: new Map(), sections: new Map() };
  const open: Block[] = [root];
  for (const whole of text.split('\n')) {
    const line = whole.replace(/(^|\s)#.*$/, '').trim();
    const at = open.at(-1) as Block;
    if (line === '') continue;
    if (line === '}') {
      if (open.length === 1) return problem('There is one } too many.', '多了一个 }。');
      open.pop();
      continue;
    }
    if (/(^|[^%])\{\s*\S/.test(line) || /^[^%"{]+\}/.test(line))
      return problem('One line each: “name {”, the settings, “}”.', '各占一行：“名字 {”、各项设置、“}”。');
    const section = line.match(/^(.+?)\s*\{$/);
    if (section) {
      const name = (section[1] as string).replace(/["']/g, '').replace(/\s+/g, ' ').toLowerCase();
      if (name === 'plugin')
        return problem(
          'doveconf: “Unknown section name: plugin”. Its settings stand at the top level now.',
          'doveconf：“Unknown section name: plugin”。里面的设置现在写在顶层。',
        );
      if (name === 'passdb' || name === 'userdb')
        return problem(`doveconf: “${name} { } is missing section name”.`, `doveconf：“${name} { } is missing section name”，少了名字。`);
      const block = at.sections.get(name) ?? { settings: new Map(), sections: new Map() };
      at.sections.set(name, block);
      open.push(block);
      continue;
    }
    const setting = line.match(/^([a-z0-9_/]+)\s*=\s*(.*)$/i);
    if (!setting) return problem(`Expected “setting = value” or “section name {”, found “${line}”.`, `应为“设置 = 值”或“段 名字 {”，现在是“${line}”。`);
    const name = (setting[1] as string).toLowerCase();
    if (gone.includes(name))
      return problem(`doveconf: “Unknown setting: ${name}”. That is the name of 2.3.`, `doveconf：“Unknown setting: ${name}”。这是 2.3 的名字。`);
    at.settings.set(
      name,
      (setting[2] as string)
        .trim()
        .replace(/^(["'])(.*)\1$/, '$2')
        .replace(/\s*\|\s*/g, ' | '),
    );
  }
  if (open.length > 1) return problem('A } is missing.', '少了一个 }。');
  return { block: root };
}

/** Marks what was typed for a piece of the drill: as doveconf reads it, whatever the order and the spaces. */
export function mark(item: DrillItem, typed: string): Marked {
  const text = typed.trim();
  if (text === '') return { kind: 'wrong', said: { en: 'Type what 2.4 wants in its place.', 'zh-cn': '写出 2.4 里对应的内容。' } };
  if (/%[a-zA-Z]/.test(text))
    return {
      kind: 'wrong',
      said: {
        en: 'doveconf accepts this without a word, and takes %d or %n for plain letters: everybody gets the same value. Write %{user | …}.',
        'zh-cn': 'doveconf 一声不吭就接受了，却把 %d、%n 当成普通字母：人人得到同一个值。要写 %{user | …}。',
      },
    };
  if (text.includes('$mail_plugins'))
    return {
      kind: 'wrong',
      said: {
        en: "doveconf accepts it, and the first login fails: “Plugin '$mail_plugins' not found”.",
        'zh-cn': "doveconf 能通过，一登录就失败：“Plugin '$mail_plugins' not found”。",
      },
    };
  if (/=\s*<\//.test(text))
    return {
      kind: 'wrong',
      said: { en: 'The path stands without “<”: the setting’s name already says that it is a file.', 'zh-cn': '路径前不写“<”：设置的名字已经说明是文件。' },
    };
  const read = readConfig(text);
  if ('problem' in read) return { kind: 'wrong', said: read.problem };
  const wanted = item.accepted.map((one) => readConfig(one)).flatMap((one) => ('block' in one ? [one.block] : []));
  if (wanted.some((one) => same(one, read.block))) return { kind: 'right' };
  return { kind: 'wrong', said: difference(wanted[0] as Block, read.block) };
}

function same(a: Block, b: Block): boolean {
  return (
    a.settings.size === b.settings.size &&
    a.sections.size === b.sections.size &&
    [...a.settings].every(([name, value]) => b.settings.get(name) === value) &&
    [...a.sections].every(([name, block]) => {
      const other = b.sections.get(name);
      return other !== undefined && same(block, other);
    })
  );
}

/** The first thing that differs, without giving the answer away. */
function difference(wanted: Block, found: Block): LocalizedText {
  for (const [name] of found.settings)
    if (!wanted.settings.has(name)) return { en: `Another setting is wanted here than “${name}”.`, 'zh-cn': `这里要的不是“${name}”这项设置。` };
  for (const [name, block] of found.sections) {
    const other = wanted.sections.get(name);
    if (!other) return { en: `Another section is wanted here than “${name}”.`, 'zh-cn': `这里要的不是“${name}”这一段。` };
    if (!same(other, block)) return difference(other, block);
  }
  for (const [name, value] of wanted.settings) {
    const is = found.settings.get(name);
    if (is !== undefined && is !== value) return { en: `${name}: the name is right, the value is not yet.`, 'zh-cn': `${name}：名字对了，值还不对。` };
  }
  return { en: 'So far right; something is still missing.', 'zh-cn': '到这里都对，还少一点。' };
}

/** The state in the address: what was typed, by piece. */
export const drillDefaults: Record<string, string> = Object.fromEntries(items.map((item) => [item.id, '']));
