import { addressesIn, holdsAddresses, noAddresses, noRedirect } from './message.ts';
import type { Argument, Node } from './parser.ts';
import { SieveProblem } from './problem.ts';

/** What this sandbox knows. Everything else is refused by name, never skipped. */
export const extensions = [
  'fileinto',
  'reject',
  'envelope',
  'copy',
  'imap4flags',
  'vacation',
  'variables',
  'subaddress',
  'relational',
  'encoded-character',
  'comparator-i;octet',
  'comparator-i;ascii-casemap',
  'comparator-i;ascii-numeric',
] as const;
/** Known to many servers, not here. */
const elsewhere = [
  'body',
  'regex',
  'date',
  'index',
  'include',
  'editheader',
  'enotify',
  'notify',
  'mailbox',
  'duplicate',
  'environment',
  'ereject',
  'foreverypart',
  'mime',
  'extracttext',
  'vacation-seconds',
  'special-use',
  'mboxmetadata',
  'servermetadata',
  'ihave',
  'fcc',
  'virustest',
  'spamtest',
  'spamtestplus',
];

type Kind = 'strings' | 'string' | 'number';
interface Spec {
  needs?: string;
  /** Tags without and with an argument. */
  tags?: Record<string, Kind | null>;
  /** Of each group at most one tag. */
  groups?: readonly (readonly string[])[];
  positional: readonly Kind[];
  /** Positional arguments that may be missing, from the left: a variable's name before flags. */
  optional?: number;
  tests?: 'none' | 'one' | 'list';
  block?: boolean;
}

const matchTypes = { is: null, contains: null, matches: null, count: 'string', value: 'string' } as const;
const matchGroup = ['is', 'contains', 'matches', 'count', 'value'] as const;
const partTags = { all: null, localpart: null, domain: null, user: null, detail: null } as const;
const partGroup = ['all', 'localpart', 'domain', 'user', 'detail'] as const;
const flagCommand: Spec = { needs: 'imap4flags', positional: ['string', 'strings'], optional: 1 };

export const commands: Record<string, Spec> = {
  require: { positional: ['strings'] },
  if: { positional: [], tests: 'one', block: true },
  elsif: { positional: [], tests: 'one', block: true },
  else: { positional: [], block: true },
  stop: { positional: [] },
  keep: { tags: { flags: 'strings' }, positional: [] },
  discard: { positional: [] },
  fileinto: { needs: 'fileinto', tags: { copy: null, flags: 'strings' }, positional: ['string'] },
  redirect: { tags: { copy: null }, positional: ['string'] },
  reject: { needs: 'reject', positional: ['string'] },
  setflag: flagCommand,
  addflag: flagCommand,
  removeflag: flagCommand,
  set: {
    needs: 'variables',
    tags: { lower: null, upper: null, lowerfirst: null, upperfirst: null, quotewildcard: null, length: null },
    groups: [
      ['lower', 'upper'],
      ['lowerfirst', 'upperfirst'],
    ],
    positional: ['string', 'string'],
  },
  vacation: {
    needs: 'vacation',
    tags: { days: 'number', subject: 'string', from: 'string', addresses: 'strings', mime: null, handle: 'string' },
    positional: ['string'],
  },
};

export const tests: Record<string, Spec> = {
  address: { tags: { ...matchTypes, ...partTags, comparator: 'string' }, groups: [matchGroup, partGroup], positional: ['strings', 'strings'] },
  envelope: {
    needs: 'envelope',
    tags: { ...matchTypes, ...partTags, comparator: 'string' },
    groups: [matchGroup, partGroup],
    positional: ['strings', 'strings'],
  },
  header: { tags: { ...matchTypes, comparator: 'string' }, groups: [matchGroup], positional: ['strings', 'strings'] },
  string: { needs: 'variables', tags: { ...matchTypes, comparator: 'string' }, groups: [matchGroup], positional: ['strings', 'strings'] },
  hasflag: { needs: 'imap4flags', tags: { ...matchTypes, comparator: 'string' }, groups: [matchGroup], positional: ['strings', 'strings'], optional: 1 },
  size: { tags: { over: null, under: null }, groups: [['over', 'under']], positional: ['number'] },
  exists: { positional: ['strings'] },
  true: { positional: [] },
  false: { positional: [] },
  not: { positional: [], tests: 'one' },
  allof: { positional: [], tests: 'list' },
  anyof: { positional: [], tests: 'list' },
};

const tagNeeds: Record<string, string> = {
  copy: 'copy',
  flags: 'imap4flags',
  count: 'relational',
  value: 'relational',
  user: 'subaddress',
  detail: 'subaddress',
};

export interface Bound {
  tags: Map<string, Argument | null>;
  positional: Argument[];
}

/** The arguments of a command or test by name and place, or what is wrong with them. */
export function bind(node: Node, spec: Spec): Bound {
  const tags = new Map<string, Argument | null>();
  const positional: Argument[] = [];
  for (let i = 0; i < node.arguments.length; i++) {
    const argument = node.arguments[i] as Argument;
    if (argument.kind !== 'tag') {
      positional.push(argument);
      continue;
    }
    const kind = spec.tags?.[argument.name];
    if (kind === undefined)
      throw new SieveProblem(
        argument.line,
        `${node.name} has no :${argument.name}.${expectedTags(spec)}`,
        `${node.name} 没有 :${argument.name}。${expectedTags(spec)}`,
      );
    const group = spec.groups?.find((names) => names.includes(argument.name)) ?? [argument.name];
    const twice = group.find((name) => tags.has(name));
    if (twice) throw new SieveProblem(argument.line, `:${twice} and :${argument.name} cannot stand together.`, `:${twice} 和 :${argument.name} 不能一起用。`);
    if (kind === null) {
      tags.set(argument.name, null);
      continue;
    }
    const value = node.arguments[++i];
    check(node, value, kind, `:${argument.name}`);
    tags.set(argument.name, value as Argument);
  }
  const missing = spec.positional.length - positional.length;
  if (missing < 0 || missing > (spec.optional ?? 0))
    throw new SieveProblem(
      node.line,
      `${node.name} expected ${spec.positional.length} argument(s), found ${positional.length}.`,
      `${node.name} 应有 ${spec.positional.length} 个参数，现在有 ${positional.length} 个。`,
    );
  for (const [i, argument] of positional.entries()) check(node, argument, spec.positional[i + missing] as Kind, '');
  return { tags, positional };
}

const expectedTags = (spec: Spec): string =>
  spec.tags
    ? ` (${Object.keys(spec.tags)
        .map((name) => `:${name}`)
        .join(' ')})`
    : '';

function check(node: Node, argument: Argument | undefined, kind: Kind, of: string): void {
  const found = argument?.kind === 'strings' && argument.texts.length === 1 ? 'string' : argument?.kind;
  if (found === kind || (found === 'string' && kind === 'strings')) return;
  const names = { strings: ['a text or a list of texts', '文本或文本列表'], string: ['one text', '一个文本'], number: ['a number', '数字'] } as const;
  throw new SieveProblem(
    argument?.line ?? node.line,
    `${node.name} ${of} expected ${names[kind][0]} here.`.replace('  ', ' '),
    `${node.name} ${of} 这里应是${names[kind][1]}。`.replace('  ', ' '),
  );
}

/** Refuses what the script may not do: before anything runs, in branches that are not taken as well. Returns the extensions asked for. */
export function checkScript(script: readonly Node[]): Set<string> {
  const required = new Set<string>();
  let begun = false;
  for (const node of script) {
    if (node.name === 'require') {
      if (begun) throw new SieveProblem(node.line, 'require must stand before all other commands.', 'require 必须在所有其他命令之前。');
      for (const name of (bind(node, commands.require as Spec).positional[0] as { texts: string[] }).texts) {
        if ((extensions as readonly string[]).includes(name)) required.add(name);
        else if (elsewhere.includes(name))
          throw new SieveProblem(
            node.line,
            `the extension “${name}” exists, but this sandbox does not have it. Try it on a real server.`,
            `扩展“${name}”确实存在，但这个沙盒没有。请到真实服务器上试。`,
          );
        else
          throw new SieveProblem(
            node.line,
            `there is no extension “${name}” here. Known: ${extensions.join(', ')}.`,
            `这里没有扩展“${name}”。已有：${extensions.join('、')}。`,
          );
      }
    } else begun = true;
  }
  checkBlock(script, required, true);
  return required;
}

function checkBlock(block: readonly Node[], required: Set<string>, top: boolean): void {
  let before = '';
  for (const node of block) {
    const spec = commands[node.name];
    if (!spec || !Object.hasOwn(commands, node.name))
      throw new SieveProblem(
        node.line,
        Object.hasOwn(tests, node.name) ? `${node.name} is a test: it belongs into an if.` : `there is no command “${node.name}”.`,
        Object.hasOwn(tests, node.name) ? `${node.name} 是测试，要放在 if 里。` : `没有“${node.name}”这条命令。`,
      );
    need(node.line, node.name, spec.needs, required);
    if (node.name === 'require' && !top) throw new SieveProblem(node.line, 'require must stand before all other commands.', 'require 必须在所有其他命令之前。');
    if ((node.name === 'elsif' || node.name === 'else') && before !== 'if' && before !== 'elsif')
      throw new SieveProblem(node.line, `${node.name} has no if before it.`, `${node.name} 前面没有 if。`);
    bindTagged(node, spec, required);
    if (spec.block && !node.block)
      throw new SieveProblem(node.line, `${node.name} expected { … }, found a semicolon.`, `${node.name} 后面应是 { … }，现在是分号。`);
    if (!spec.block && node.block)
      throw new SieveProblem(node.line, `${node.name} takes no { … }; expected a semicolon.`, `${node.name} 不带 { … }，应以分号结束。`);
    checkTests(node, spec, required);
    if (node.block) checkBlock(node.block, required, false);
    before = node.name;
  }
}

function checkTests(node: Node, spec: Spec, required: Set<string>): void {
  const wanted = spec.tests ?? 'none';
  if (wanted === 'none' && node.tests.length > 0)
    throw new SieveProblem(
      node.line,
      `${node.name} is followed by “${node.tests[0]?.name}”: is a semicolon missing?`,
      `${node.name} 后面跟着“${node.tests[0]?.name}”：是不是少了分号？`,
    );
  if (wanted === 'one' && node.tests.length !== 1)
    throw new SieveProblem(
      node.line,
      `${node.name} expected one test; join several by allof (…, …) or anyof (…, …).`,
      `${node.name} 只接一个测试；多个要用 allof (…, …) 或 anyof (…, …)。`,
    );
  if (wanted === 'list' && node.tests.length === 0)
    throw new SieveProblem(node.line, `${node.name} expected ( test, test … ).`, `${node.name} 后面应是（测试，测试……）。`);
  for (const test of node.tests) {
    const testSpec = Object.hasOwn(tests, test.name) ? tests[test.name] : undefined;
    if (!testSpec) throw new SieveProblem(test.line, `there is no test “${test.name}”.`, `没有“${test.name}”这个测试。`);
    need(test.line, test.name, testSpec.needs, required);
    bindTagged(test, testSpec, required);
    checkTests(test, testSpec, required);
  }
}

function bindTagged(node: Node, spec: Spec, required: Set<string>): void {
  const bound = bind(node, spec);
  for (const [tag, argument] of bound.tags) {
    need(node.line, `:${tag}`, tagNeeds[tag], required);
    const value = argument?.kind === 'strings' ? (argument.texts[0] as string) : '';
    if (tag === 'comparator') {
      if (!['i;octet', 'i;ascii-casemap', 'i;ascii-numeric'].includes(value))
        throw new SieveProblem(node.line, `there is no comparator “${value}”.`, `没有“${value}”这个比较器。`);
      if (value === 'i;ascii-numeric') need(node.line, value, 'comparator-i;ascii-numeric', required);
      if (value === 'i;ascii-numeric' && (bound.tags.has('contains') || bound.tags.has('matches')))
        throw new SieveProblem(
          node.line,
          'i;ascii-numeric compares numbers: it knows no :contains and no :matches.',
          'i;ascii-numeric 比较的是数字，没有 :contains 和 :matches。',
        );
    }
    if ((tag === 'count' || tag === 'value') && !['gt', 'ge', 'lt', 'le', 'eq', 'ne'].includes(value))
      throw new SieveProblem(
        node.line,
        `:${tag} expected "gt", "ge", "lt", "le", "eq" or "ne", found "${value}".`,
        `:${tag} 后面应是 "gt"、"ge"、"lt"、"le"、"eq" 或 "ne"，现在是 "${value}"。`,
      );
  }
  // What is written out can be judged before anything runs; what holds ${…} cannot.
  const [first] = bound.positional;
  const written = first?.kind === 'strings' ? first.texts.filter((text) => !text.includes('${')) : [];
  if (node.name === 'redirect') for (const to of written) if (addressesIn(to).length === 0) throw noRedirect(node.line, to);
  if (node.name === 'address') for (const name of written) if (!holdsAddresses(name)) throw noAddresses(node.line, name);
  if (node.name === 'size' && bound.tags.size === 0) throw new SieveProblem(node.line, 'size expected :over or :under.', 'size 后面应是 :over 或 :under。');
}

function need(line: number, what: string, extension: string | undefined, required: Set<string>): void {
  if (extension && !required.has(extension))
    throw new SieveProblem(line, `${what} needs require "${extension}"; at the top of the script.`, `${what} 需要在脚本开头写 require "${extension}";。`);
}
