import { parseIp4, parseIp6 } from './ip.ts';

export type Qualifier = '+' | '-' | '~' | '?';
export interface Mechanism {
  kind: 'all' | 'include' | 'a' | 'mx' | 'ptr' | 'ip4' | 'ip6' | 'exists';
  /** As it stands in the record. */
  text: string;
  qualifier: Qualifier;
  /** Before macros are expanded; null when the term has none. */
  domain: string | null;
  /** ip4 and ip6 only. */
  network: bigint | null;
  length4: number;
  length6: number;
}
export interface SpfRecord {
  mechanisms: Mechanism[];
  redirect: string | null;
  exp: string | null;
  /** Unknown modifiers, which are ignored (RFC 7208 §6). */
  ignored: string[];
}
/** Why a record cannot be read; `term` as it stands there. The view has the words. */
export type SyntaxProblem =
  | 'unknown-mechanism'
  | 'bad-domain'
  | 'bad-macro'
  | 'bad-ip4'
  | 'bad-ip6'
  | 'bad-cidr'
  | 'needs-domain'
  | 'takes-nothing'
  | 'twice'
  | 'bad-modifier'
  | 'not-ascii';
export class SpfSyntaxError extends Error {
  readonly problem: SyntaxProblem;
  readonly term: string;
  constructor(problem: SyntaxProblem, term: string) {
    super(`${problem}: ${term}`);
    this.problem = problem;
    this.term = term;
  }
}

/** RFC 7208 §4.5: `v=spf1` and then a space or the end. */
export const isSpf = (txt: string): boolean => /^v=spf1( |$)/i.test(txt);

const macroLetters = 'slodiphvcrt';
/** `macro-string` of §7.1; `letters` says which may be expanded here. */
export function macroProblem(text: string, letters: string): SyntaxProblem | null {
  let rest = text;
  while (rest !== '') {
    const literal = /^[\x21-\x24\x26-\x7e]+/.exec(rest);
    if (literal) rest = rest.slice(literal[0].length);
    else if (/^%[%_-]/.test(rest)) rest = rest.slice(2);
    else {
      const macro = /^%\{([a-z])(\d*)(r?)([.\-+,/_=]*)\}/i.exec(rest);
      if (!macro || !letters.includes((macro[1] as string).toLowerCase())) return 'bad-macro';
      if (macro[2] !== '' && Number(macro[2]) === 0) return 'bad-macro';
      rest = rest.slice(macro[0].length);
    }
  }
  return null;
}

/** `domain-spec` of §7.1: a macro-string that ends in a macro, or in a dot and a top label. */
function checkDomain(domain: string, term: string): string {
  const problem = macroProblem(domain, 'slodiphv');
  if (problem) throw new SpfSyntaxError(problem, term);
  const ends = /%\{[^}]*\}$/.test(domain) || /\.([a-z0-9]*[a-z][a-z0-9]*|[a-z0-9]+-[a-z0-9-]*[a-z0-9])\.?$/i.test(domain);
  if (!ends) throw new SpfSyntaxError('bad-domain', term);
  return domain;
}

const cidr = (digits: string, most: number, term: string): number => {
  if (!/^(0|[1-9]\d*)$/.test(digits) || Number(digits) > most) throw new SpfSyntaxError('bad-cidr', term);
  return Number(digits);
};

function mechanism(text: string): Mechanism {
  const head = /^([+\-~?]?)([a-z][a-z0-9_.-]*)(.*)$/i.exec(text);
  if (!head) throw new SpfSyntaxError('unknown-mechanism', text);
  const qualifier = (head[1] || '+') as Qualifier;
  const kind = (head[2] as string).toLowerCase();
  const rest = head[3] as string;
  const base = { text, qualifier, domain: null, network: null, length4: 32, length6: 128 };
  switch (kind) {
    case 'all':
      if (rest !== '') throw new SpfSyntaxError('takes-nothing', text);
      return { ...base, kind };
    case 'include':
    case 'exists':
      if (!rest.startsWith(':') || rest === ':') throw new SpfSyntaxError('needs-domain', text);
      return { ...base, kind, domain: checkDomain(rest.slice(1), text) };
    case 'ptr':
      if (rest === '') return { ...base, kind };
      if (!rest.startsWith(':')) throw new SpfSyntaxError('bad-domain', text);
      return { ...base, kind, domain: checkDomain(rest.slice(1), text) };
    case 'a':
    case 'mx': {
      // The prefix lengths stand at the end; a slash may also be part of the domain-spec.
      const split = /^(:.*?)?(?:\/(\d*))?(?:\/\/(\d*))?$/.exec(rest);
      if (!split) throw new SpfSyntaxError('bad-cidr', text);
      const [, named, four, six] = split;
      if (named === ':') throw new SpfSyntaxError('needs-domain', text);
      return {
        ...base,
        kind,
        domain: named === undefined ? null : checkDomain(named.slice(1), text),
        length4: four === undefined ? 32 : cidr(four, 32, text),
        length6: six === undefined ? 128 : cidr(six, 128, text),
      };
    }
    case 'ip4':
    case 'ip6': {
      const split = /^:([^/]*)(?:\/(.*))?$/.exec(rest);
      const network = split ? (kind === 'ip4' ? parseIp4(split[1] as string) : parseIp6(split[1] as string)) : null;
      if (!split || network === null) throw new SpfSyntaxError(kind === 'ip4' ? 'bad-ip4' : 'bad-ip6', text);
      const length = split[2] === undefined ? (kind === 'ip4' ? 32 : 128) : cidr(split[2], kind === 'ip4' ? 32 : 128, text);
      return { ...base, kind, network, length4: length, length6: length };
    }
    default:
      throw new SpfSyntaxError('unknown-mechanism', text);
  }
}

/** A record that begins with v=spf1. Throws SpfSyntaxError: one error anywhere makes the whole record permerror (§4.6). */
export function parseRecord(txt: string): SpfRecord {
  if (/[^\x20-\x7e]/.test(txt)) throw new SpfSyntaxError('not-ascii', txt.replace(/[\x20-\x7e]+/g, '').slice(0, 20));
  const record: SpfRecord = { mechanisms: [], redirect: null, exp: null, ignored: [] };
  for (const term of txt.slice('v=spf1'.length).split(' ').filter(Boolean)) {
    const modifier = /^([a-z][a-z0-9_.-]*)=(.*)$/i.exec(term);
    if (!modifier) {
      record.mechanisms.push(mechanism(term));
      continue;
    }
    const name = (modifier[1] as string).toLowerCase();
    const value = modifier[2] as string;
    if (name === 'redirect' || name === 'exp') {
      if (record[name] !== null) throw new SpfSyntaxError('twice', term);
      if (value === '') throw new SpfSyntaxError('needs-domain', term);
      record[name] = checkDomain(value, term);
    } else {
      if (macroProblem(value, macroLetters)) throw new SpfSyntaxError('bad-modifier', term);
      record.ignored.push(term);
    }
  }
  return record;
}
