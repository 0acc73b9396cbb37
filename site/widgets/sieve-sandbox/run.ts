import { withCharacters } from './encoded.ts';
import { type Bound, bind, checkScript, commands } from './language.ts';
import { addressesIn, type Mail, noRedirect, parseMail } from './message.ts';
import { type Node, parse } from './parser.ts';
import { SieveProblem } from './problem.ts';
import { type Scope, test } from './tests.ts';
import { expand, modify, validName } from './variables.ts';

export type Action =
  | { kind: 'keep'; flags: string[] }
  | { kind: 'fileinto'; folder: string; flags: string[] }
  | { kind: 'redirect'; to: string }
  | { kind: 'discard' }
  | { kind: 'reject'; reason: string }
  | { kind: 'vacation'; reason: string; days: number; subject: string | null; from: string | null; suppressed: Suppressed | null };
/** Why no vacation reply goes out although the command was reached (RFC 5230 §4.5, 4.6; RFC 3834). */
export type Suppressed = 'null-sender' | 'self' | 'list' | 'automatic' | 'not-to-me';

export interface Envelope {
  /** '' for the null sender. */
  from: string;
  to: string;
}

export interface Step {
  line: number;
  /** The test as it was decided: `header :contains` */
  what: string;
  result: boolean;
}

export interface Outcome {
  actions: Action[];
  /** The message also goes to INBOX, since nothing said where it should go. */
  implicitKeep: boolean;
  implicitFlags: string[];
  steps: Step[];
  /** A fault while running: actions are dropped and the message is kept (RFC 5228 §2.10.6). */
  failed: SieveProblem | null;
}

/** How many redirects a script may make, as Pigeonhole's default. */
export const redirectLimit = 4;

/** Runs a script over a message. Throws SieveProblem when the script is not one. */
export function runSieve(script: string, message: string, envelope: Envelope): Outcome {
  const parsed = parse(script);
  let required = checkScript(parsed);
  let nodes = parsed;
  if (required.has('encoded-character')) {
    nodes = withCharacters(parsed);
    required = checkScript(nodes);
  }
  const run = new Run(parseMail(message), envelope, required.has('variables'));
  try {
    run.block(nodes);
  } catch (error) {
    if (!(error instanceof SieveProblem)) throw error;
    return { actions: [], implicitKeep: true, implicitFlags: [], steps: run.steps, failed: error };
  }
  return { actions: run.actions, implicitKeep: run.implicitKeep, implicitFlags: run.implicitKeep ? [...run.scope.flags] : [], steps: run.steps, failed: null };
}

class Run {
  readonly actions: Action[] = [];
  readonly steps: Step[] = [];
  implicitKeep = true;
  readonly scope: Scope;
  constructor(mail: Mail, envelope: Envelope, variables: boolean) {
    this.scope = { mail, envelope, variables: variables ? new Map() : null, captures: [], flags: [] };
  }

  /** False when the script was stopped. */
  block(nodes: readonly Node[]): boolean {
    let taken = false;
    for (const node of nodes) {
      if (node.name === 'if' || node.name === 'elsif' || node.name === 'else') {
        if (node.name === 'if') taken = false;
        else if (taken) continue;
        const wanted = node.name === 'else' || test(node.tests[0] as Node, this.scope, (step) => this.steps.push(step));
        if (!wanted) continue;
        taken = true;
        if (!this.block(node.block ?? [])) return false;
      } else if (node.name === 'stop') return false;
      else if (node.name !== 'require') this.command(node, bind(node, commands[node.name] as (typeof commands)[string]));
    }
    return true;
  }

  private command(node: Node, { tags, positional }: Bound): void {
    const strings = (i: number): string[] => {
      const argument = positional.at(i);
      return argument?.kind === 'strings' ? argument.texts.map((text) => expand(text, this.scope)) : [];
    };
    const tagged = (name: string): string[] | null => {
      const argument = tags.get(name);
      return argument?.kind === 'strings' ? argument.texts.map((text) => expand(text, this.scope)) : null;
    };
    const flags = () => flagsOf(tagged('flags') ?? this.scope.flags);
    const [first] = strings(0);
    switch (node.name) {
      case 'keep':
        this.implicitKeep = false;
        return this.store({ kind: 'keep', flags: flags() }, node);
      case 'fileinto':
        if (!tags.has('copy')) this.implicitKeep = false;
        return this.store(/^inbox$/i.test(first ?? '') ? { kind: 'keep', flags: flags() } : { kind: 'fileinto', folder: first ?? '', flags: flags() }, node);
      case 'redirect':
        return this.redirect(node, first ?? '', tags.has('copy'));
      case 'discard':
        this.implicitKeep = false;
        if (!this.actions.some((action) => action.kind === 'discard')) this.actions.push({ kind: 'discard' });
        return;
      case 'reject':
        this.conflict(node, (action) => action.kind !== 'discard');
        this.implicitKeep = false;
        this.actions.push({ kind: 'reject', reason: first ?? '' });
        return;
      case 'setflag':
      case 'addflag':
      case 'removeflag':
        return this.flag(node, positional.length === 2 ? (first ?? '') : null, strings(-1));
      case 'set': {
        const name = first ?? '';
        if (!validName(name))
          throw new SieveProblem(node.line, `“${name}” is no name of a variable: letters, digits and _.`, `“${name}”不是变量名：只能用字母、数字和 _。`);
        this.scope.variables?.set(name.toLowerCase(), modify(strings(1)[0] ?? '', new Set(tags.keys())));
        return;
      }
      case 'vacation': {
        this.conflict(node, (action) => action.kind === 'reject' || action.kind === 'vacation');
        const days = tags.get('days');
        this.actions.push({
          kind: 'vacation',
          reason: first ?? '',
          days: days?.kind === 'number' ? Math.max(1, days.value) : 7,
          subject: tagged('subject')?.[0] ?? null,
          from: tagged('from')?.[0] ?? null,
          suppressed: this.suppressed(tagged('addresses') ?? []),
        });
      }
    }
  }

  private store(action: Action & { flags: string[] }, node: Node): void {
    this.conflict(node, (before) => before.kind === 'reject');
    const same = this.actions.find(
      (before) => before.kind === action.kind && (before.kind !== 'fileinto' || (action.kind === 'fileinto' && before.folder === action.folder)),
    );
    // The same folder twice holds one copy, with the later flags.
    if (same && 'flags' in same) same.flags = action.flags;
    else this.actions.push(action);
  }

  private redirect(node: Node, to: string, copy: boolean): void {
    const [address] = addressesIn(to);
    if (!address) throw noRedirect(node.line, to);
    this.conflict(node, (action) => action.kind === 'reject');
    if (!copy) this.implicitKeep = false;
    if (this.actions.some((action) => action.kind === 'redirect' && action.to === address)) return;
    if (this.actions.filter((action) => action.kind === 'redirect').length >= redirectLimit)
      throw new SieveProblem(
        node.line,
        `more than ${redirectLimit} redirects: servers limit them, since one script could send mail to thousands.`,
        `超过 ${redirectLimit} 次转发：服务器会限制，否则一个脚本就能向成千上万人发信。`,
      );
    this.actions.push({ kind: 'redirect', to: address });
  }

  private conflict(node: Node, with_: (action: Action) => boolean): void {
    const other = this.actions.find(with_);
    if (other)
      throw new SieveProblem(
        node.line,
        `${node.name} cannot stand with ${other.kind}: the sender would hear “refused” of a message that was taken (RFC 5429 §2.2).`,
        `${node.name} 不能与 ${other.kind} 并用：否则信收下了，发件人却听到“拒收”（RFC 5429 §2.2）。`,
      );
  }

  private flag(node: Node, variable: string | null, list: string[]): void {
    if (variable !== null && !validName(variable)) throw new SieveProblem(node.line, `“${variable}” is no name of a variable.`, `“${variable}”不是变量名。`);
    const before = variable === null ? this.scope.flags : flagsOf([this.scope.variables?.get(variable.toLowerCase()) ?? '']);
    const given = flagsOf(list);
    const has = (flags: readonly string[], flag: string) => flags.some((other) => other.toLowerCase() === flag.toLowerCase());
    const after =
      node.name === 'setflag'
        ? given
        : node.name === 'addflag'
          ? [...before, ...given.filter((flag) => !has(before, flag))]
          : before.filter((flag) => !has(given, flag));
    if (variable === null) this.scope.flags = after;
    else this.scope.variables?.set(variable.toLowerCase(), after.join(' '));
  }

  private suppressed(more: readonly string[]): Suppressed | null {
    const { mail, envelope } = this.scope;
    const me = [envelope.to, ...more].map((address) => address.toLowerCase());
    if (envelope.from === '') return 'null-sender';
    if (me.includes(envelope.from.toLowerCase())) return 'self';
    const named = (name: string) => mail.fields.filter((field) => field.name.toLowerCase() === name);
    if (mail.fields.some((field) => /^list-/i.test(field.name)) || named('precedence').some((field) => /^(bulk|list|junk)$/i.test(field.text))) return 'list';
    if (named('auto-submitted').some((field) => !/^no\b/i.test(field.text))) return 'automatic';
    const to = ['to', 'cc', 'bcc', 'resent-to', 'resent-cc', 'resent-bcc'].flatMap(named).flatMap((field) => addressesIn(field.raw));
    return to.some((address) => me.includes(address.toLowerCase())) ? null : 'not-to-me';
  }
}

/** A list of flags from texts that may hold several each; every flag once (RFC 5232 §2). */
function flagsOf(texts: readonly string[]): string[] {
  const out: string[] = [];
  for (const flag of texts.flatMap((text) => text.split(/\s+/)))
    if (flag !== '' && !out.some((other) => other.toLowerCase() === flag.toLowerCase())) out.push(flag);
  return out;
}
