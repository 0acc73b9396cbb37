import { expect, test } from 'vitest';
import cases from './cases.json' with { type: 'json' };
import { matches } from './match.ts';
import { addressesIn, parseMail } from './message.ts';
import { SieveProblem } from './problem.ts';
import recorded from './recorded.json' with { type: 'json' };
import { type Action, runSieve } from './run.ts';

interface Case {
  name: string;
  script: string;
  message?: string;
  from?: string;
  to?: string;
}
const messages: Record<string, string> = cases.messages;
const said: Record<string, { status: number; out: string; err: string }> = recorded;

const flags = (list: readonly string[]) =>
  list.length > 0
    ? ` [${list
        .map((flag) => flag.toLowerCase())
        .toSorted()
        .join(' ')}]`
    : '';
const ours = (action: Action): string => {
  switch (action.kind) {
    case 'keep':
      return `store INBOX${flags(action.flags)}`;
    case 'fileinto':
      return `store ${action.folder}${flags(action.flags)}`;
    case 'redirect':
      return `redirect ${action.to}`;
    case 'discard':
      return 'discard';
    case 'reject':
      return `reject ${action.reason.split('\n')[0]}`;
    case 'vacation':
      return `vacation ${action.days} ${action.subject ?? ''}: ${action.reason}`;
  }
};

/** What sieve-test printed, in the same words. */
function theirs(out: string): { actions: string[]; keep: string | null } {
  const [performed, implicit] = out.split('Implicit keep:') as [string, string];
  const read = (text: string): string[] => {
    const list: string[] = [];
    for (const line of text.split('\n')) {
      const store = /^ \* store message in folder: (.*)$/.exec(line);
      const other = /^ \* (?:redirect message to: <(.*)>|reject message with reason: (.*?)(?:[?\r].*)?|(discard)|(send vacation message):)$/.exec(line);
      const flag = /^ {8}\+ add IMAP flags: (.*)$/.exec(line);
      if (store) list.push(`store ${/^inbox$/i.test(store[1] as string) ? 'INBOX' : store[1]}`);
      else if (other?.[1]) list.push(`redirect ${other[1]}`);
      else if (other?.[2]) list.push(`reject ${other[2]}`);
      else if (other?.[3]) list.push('discard');
      else if (other?.[4])
        list.push(
          `vacation ${Number(/=> seconds : (\d+)/.exec(text)?.[1]) / 86_400} ${/=> subject : (.*)/.exec(text)?.[1] ?? ''}: ${/START MESSAGE\n([\s\S]*?)\nEND MESSAGE/.exec(text)?.[1]}`,
        );
      else if (flag) list.push(`${list.pop()}${flags((flag[1] as string).trim().split(' '))}`);
    }
    return list;
  };
  return { actions: read(performed), keep: read(implicit)[0] ?? null };
}

test.each(cases.cases as Case[])('as Pigeonhole 2.4.1 decides: $name', ({ name, script, message, from, to }) => {
  const real = said[name];
  if (!real) throw new Error(`recorded.json has no "${name}": run docs/runs/S14/run.sh`);
  const run = () => runSieve(script, messages[message ?? 'order'] as string, { from: from ?? 'wang@haibo.example', to: to ?? 'lin+orders@k3f9.test' });
  if (real.status === 89) {
    expect(run).toThrow(SieveProblem);
    // The same line; where a string or block is never closed, both the beginning and the end are right answers.
    const line = Number(/line (\d+): error/.exec(real.err)?.[1]);
    const problem = caught(run);
    if (!/end of file/.test(real.err)) expect(problem.line).toBe(line);
    expect(problem.text['zh-cn']).toMatch(/\p{Script=Han}/u);
    return;
  }
  const outcome = run();
  if (real.status === 1) {
    expect(outcome.failed).not.toBeNull();
    expect(outcome).toMatchObject({ actions: [], implicitKeep: true });
    return;
  }
  expect(outcome.failed).toBeNull();
  expect({ actions: outcome.actions.map(ours), keep: outcome.implicitKeep ? `store INBOX${flags(outcome.implicitFlags)}` : null }).toEqual(theirs(real.out));
});

function caught(run: () => unknown): SieveProblem {
  try {
    run();
  } catch (error) {
    if (error instanceof SieveProblem) return error;
    throw error;
  }
  throw new Error('expected a problem, found none');
}

test('every case was recorded, and both kinds are there', () => {
  expect(Object.keys(said).toSorted()).toEqual(cases.cases.map((c) => c.name).toSorted());
  expect(cases.cases.length).toBeGreaterThan(90);
});

test('what exists elsewhere is refused by name, not skipped', () => {
  const problem = caught(() => runSieve('require "body";\nif body :contains "x" { discard; }', '', { from: '', to: '' }));
  expect(problem.text.en).toContain('this sandbox does not have it');
});

test('a script of ten thousand brackets ends with a message, not with a crash', () => {
  expect(() => runSieve('if true {'.repeat(10_000), '', { from: '', to: '' })).toThrow(SieveProblem);
  expect(() => runSieve(`if ${'not '.repeat(10_000)}true { keep; }`, '', { from: '', to: '' })).toThrow(SieveProblem);
});

test('vacation is not sent to lists, robots, nobody, oneself, or for mail that was not addressed to one (RFC 5230 §4.5, 4.6)', () => {
  const reply = (head: string, from = 'wang@haibo.example') => {
    const [action] = runSieve('require "vacation"; vacation :addresses "office@k3f9.test" "Away.";', `${head}\n\n`, { from, to: 'lin@k3f9.test' }).actions;
    return action?.kind === 'vacation' ? action.suppressed : 'none';
  };
  expect(reply('To: lin@k3f9.test')).toBeNull();
  expect(reply('To: office@k3f9.test')).toBeNull();
  expect(reply('To: all@k3f9.test')).toBe('not-to-me');
  expect(reply('To: lin@k3f9.test\nList-Id: <a.b>')).toBe('list');
  expect(reply('To: lin@k3f9.test\nAuto-Submitted: auto-replied')).toBe('automatic');
  expect(reply('To: lin@k3f9.test', '')).toBe('null-sender');
  expect(reply('To: lin@k3f9.test', 'office@k3f9.test')).toBe('self');
});

test('addresses of RFC 5322', () => {
  expect(addressesIn('"A, B" <a@x.test>, b@y.test (c, d), Group: c@z.test, "d e"@z.test;')).toEqual(['a@x.test', 'b@y.test', 'c@z.test', 'd e@z.test']);
  expect(addressesIn('undisclosed-recipients:;')).toEqual([]);
});

test('size counts octets with CRLF', () => {
  expect(parseMail('A: 1\n\nä\n').size).toBe(12);
  expect(parseMail('A: 1\r\n\r\nä\r\n').size).toBe(12);
});

test.each([
  ['Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>', ['pete@silly.test']],
  ['A Group:Ed Jones <joe@where.test>,"Doe, John" <jdoe@one.test>;', ['joe@where.test', 'jdoe@one.test']],
  ['Mary Smith <@node.test,@b.test:mary@example.net>, , jdoe@test   . example', ['mary@example.net', 'jdoe@test.example']],
  ['Undisclosed recipients:;', []],
  ['"a>b"@one.test, <"c d"@two.test>', ['a>b@one.test', 'c d@two.test']],
  ['lin@k3f9.test (', ['lin@k3f9.test']],
  ['<lin@k3f9.test', ['lin@k3f9.test']],
])('addresses in the shapes of RFC 5322 appendix A: %s', (field, addresses) => {
  expect(addressesIn(field)).toEqual(addresses);
});

test('a pattern of many stars is answered at once, and no regular expression is made of it', { timeout: 30_000 }, () => {
  expect(matches('a'.repeat(100_000), `${'*a'.repeat(1000)}*b`, 'matches', 'i;octet')).toBeNull();
  expect(matches('abcabc', '*b*c', 'matches', 'i;octet')).toEqual(['abcabc', 'a', 'cab']);
  expect(matches('x😀y', 'x?y', 'matches', 'i;octet')).toEqual(['x😀y', '😀']);
});
