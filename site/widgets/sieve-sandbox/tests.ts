import { bind, tests } from './language.ts';
import { type Comparator, type MatchType, matches, type Relation, relates } from './match.ts';
import { type AddressPart, addressesIn, fieldsNamed, holdsAddresses, type Mail, noAddresses, partOf } from './message.ts';
import type { Argument, Node } from './parser.ts';
import { SieveProblem } from './problem.ts';
import type { Envelope, Step } from './run.ts';
import { expand } from './variables.ts';

/** What tests look at, and what they change: the captures of :matches. */
export interface Scope {
  mail: Mail;
  envelope: Envelope;
  /** null: `variables` was not required, and ${…} is text. */
  variables: Map<string, string> | null;
  captures: string[];
  flags: string[];
}

/** Decides a test. Each one that was reached is told, in the order in which it was decided. */
export function test(node: Node, scope: Scope, tell: (step: Step) => void): boolean {
  const result = decide(node, scope, tell);
  tell({
    line: node.line,
    what: [node.name, ...node.arguments.flatMap((argument) => (argument.kind === 'tag' ? [`:${argument.name}`] : []))].join(' '),
    result,
  });
  return result;
}

function decide(node: Node, scope: Scope, tell: (step: Step) => void): boolean {
  switch (node.name) {
    case 'true':
      return true;
    case 'false':
      return false;
    case 'not':
      return !test(node.tests[0] as Node, scope, tell);
    // The first that decides ends it: later tests are not looked at.
    case 'allof':
      return node.tests.every((one) => test(one, scope, tell));
    case 'anyof':
      return node.tests.some((one) => test(one, scope, tell));
  }
  const { tags, positional } = bind(node, tests[node.name] as (typeof tests)[string]);
  const list = (argument: Argument | undefined): string[] => (argument?.kind === 'strings' ? argument.texts.map((text) => expand(text, scope)) : []);
  const keys = list(positional.at(-1));
  const part = (['all', 'localpart', 'domain', 'user', 'detail'] as const).find((name) => tags.has(name)) ?? 'all';
  const { mail } = scope;
  switch (node.name) {
    case 'size': {
      const limit = positional[0]?.kind === 'number' ? positional[0].value : 0;
      return tags.has('over') ? mail.size > limit : mail.size < limit;
    }
    case 'exists':
      return keys.every((name) => fieldsNamed(mail, name).length > 0);
    case 'header':
      return any(
        list(positional[0]).flatMap((name) => fieldsNamed(mail, name).map((field) => field.text)),
        keys,
        tags,
        scope,
      );
    case 'address': {
      const names = list(positional[0]);
      const wrong = names.find((name) => !holdsAddresses(name));
      if (wrong) throw noAddresses(node.line, wrong);
      return any(
        parts(
          names.flatMap((name) => fieldsNamed(mail, name).flatMap((field) => addressesIn(field.raw))),
          part,
        ),
        keys,
        tags,
        scope,
      );
    }
    case 'envelope': {
      const names = list(positional[0]).map((name) => name.toLowerCase());
      const wrong = names.find((name) => name !== 'from' && name !== 'to');
      if (wrong) throw new SieveProblem(node.line, `the envelope has "from" and "to", found “${wrong}”.`, `信封只有 "from" 和 "to"，现在是“${wrong}”。`);
      return any(
        parts(
          names.map((name) => (name === 'from' ? scope.envelope.from : scope.envelope.to)),
          part,
        ),
        keys,
        tags,
        scope,
      );
    }
    case 'string':
      return any(list(positional[0]), keys, tags, scope);
    default: {
      // hasflag: with a variable's name in front, else the internal list.
      const names = positional.length === 2 ? list(positional[0]) : null;
      const flags = names ? names.flatMap((name) => (scope.variables?.get(name.toLowerCase()) ?? '').split(/\s+/).filter(Boolean)) : scope.flags;
      return any(
        flags,
        keys.flatMap((key) => key.split(/\s+/).filter(Boolean)),
        tags,
        scope,
      );
    }
  }
}

const parts = (addresses: string[], part: AddressPart): string[] =>
  addresses.flatMap((address) => (address === '' ? (part === 'all' ? [''] : []) : (partOf(address, part) ?? [])));

function any(values: string[], keys: string[], tags: ReadonlyMap<string, Argument | null>, scope: Scope): boolean {
  const textOf = (name: string): string => {
    const argument = tags.get(name);
    return argument?.kind === 'strings' ? (argument.texts[0] as string) : '';
  };
  const comparator = (textOf('comparator') || 'i;ascii-casemap') as Comparator;
  const type = (['is', 'contains', 'matches', 'count', 'value'] as const).find((name) => tags.has(name)) ?? ('is' satisfies MatchType);
  if (type === 'count') return keys.some((key) => relates(String(values.length), textOf('count') as Relation, key, comparator));
  if (type === 'value') return values.some((value) => keys.some((key) => relates(value, textOf('value') as Relation, key, comparator)));
  for (const value of values)
    for (const key of keys) {
      const captures = matches(value, key, type, comparator);
      if (!captures) continue;
      if (type === 'matches') scope.captures = captures;
      return true;
    }
  return false;
}
