import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { connect, feed, fromBytes, idle, type Policy, type Reason, type Reply, type Session, standard, toBytes } from './session.ts';

/** Postfix with Debian's defaults, as it was recorded: it does not insist on EHLO. */
const recorded: Policy = { ...standard, heloRequired: false };
const run = (policy: Policy, ...writes: string[]): { session: Session; replies: Reply[] } => {
  let { session, replies } = connect(policy);
  for (const write of writes) {
    const fed = feed(session, policy, toBytes(write));
    session = fed.session;
    replies = [...replies, ...fed.replies];
  }
  return { session, replies };
};
const codes = (replies: Reply[]): string[] => replies.map((reply) => (reply.lines.at(-1) as string).slice(0, 9).replace(/ [^\d].*$/, ''));
const talk = (policy: Policy, ...lines: string[]) => run(policy, ...lines.map((line) => `${line}\r\n`));
const opening = ['EHLO pc.k3f9.test', 'MAIL FROM:<a@k3f9.test>', 'RCPT TO:<li@haibo.example>'];

describe('says what the recorded Postfix 3.10 said', () => {
  test.each(['session', 'order', 'swallowed', 'stuffed'])('%s', (name) => {
    const text = readFileSync(new URL(`../../../docs/runs/B1/raw/${name}.txt`, import.meta.url), 'utf8');
    const lines = text.split('\n').slice(1, -1);
    // In the recording a reply begins with three digits; everything else was typed.
    const said = lines.filter((line) => /^\d{3} /.test(line)).map((line) => /^\d{3}( \d\.\d\.\d)?/.exec(line)?.[0]);
    const typed = lines.filter((line) => !/^\d{3}[ -]/.test(line) && !line.startsWith('nc: '));
    const { replies } = talk(recorded, ...typed);
    expect(replies.map((reply) => /^\d{3}( \d\.\d\.\d)?/.exec(reply.lines.at(-1) as string)?.[0])).toEqual(said);
  });
});

test('VRFY tells who exists, as Postfix does by default', () => {
  const { replies } = talk(
    recorded,
    'EHLO pc',
    'VRFY li@haibo.example',
    'VRFY <li@haibo.example>',
    'VRFY no@haibo.example',
    'VRFY x@else.test',
    'VRFY li',
    'VRFY',
  );
  expect(codes(replies).slice(2)).toEqual(['252 2.0.0', '252 2.0.0', '550 5.1.1', '454 4.7.1', '454 4.7.1', '501 5.5.4']);
});

describe('transparency (RFC 5321 §4.5.2)', () => {
  const stored = (...writes: string[]) => run(standard, ...opening.map((line) => `${line}\r\n`), 'DATA\r\n', ...writes).session.stored[0]?.content;

  test('the first dot of a line goes, a lone dot ends', () => {
    expect(stored('a\r\n..\r\n..x\r\n.y\r\n...\r\n.\r\n')).toBe('a\r\n.\r\n.x\r\ny\r\n..\r\n');
    expect(stored('.\r\n')).toBe('');
  });

  test('it does not matter how the bytes are cut into writes', () => {
    const bytes = 'a\r\n..b\r\n.\r\n';
    for (let i = 1; i < bytes.length; i++) expect(stored(bytes.slice(0, i), bytes.slice(i))).toBe('a\r\n.b\r\n');
  });

  test.each(['a\n.\nMAIL FROM:<x@y.test>\r\n', 'a\r\n.\nMAIL FROM:<x@y.test>\r\n', 'a\n.\r\nMAIL FROM:<x@y.test>\r\n'])(
    'only CRLF.CRLF ends a message: %j does not',
    (smuggled) => {
      const { session } = run(standard, ...opening.map((line) => `${line}\r\n`), 'DATA\r\n', smuggled, 'b\r\n.\r\n');
      expect(session.stored).toHaveLength(1);
      expect(session.stored[0]?.content).toBe('a\r\nMAIL FROM:<x@y.test>\r\nb\r\n');
    },
  );
});

test('BDAT counts bytes, not characters, and needs no dots (RFC 3030)', () => {
  const body = 'Subject: 汉\r\n\r\n.\r\nx';
  const n = Buffer.byteLength(body);
  const { session, replies } = run(standard, ...opening.map((line) => `${line}\r\n`), `BDAT ${n} LAST\r\n${body}QUIT\r\n`);
  expect(codes(replies).slice(-2)).toEqual(['250 2.0.0', '221 2.0.0']);
  expect(fromBytes(session.stored[0]?.content ?? '')).toBe(body);
  const short = run(standard, ...opening.map((line) => `${line}\r\n`), `BDAT ${n + 5} LAST\r\n${body}QUIT\r\n`);
  expect(short.session.stored[0]?.content.endsWith('xQUIT\r')).toBe(true);
});

test('chunks add up; DATA does not mix with them', () => {
  const { replies, session } = run(standard, ...opening.map((line) => `${line}\r\n`), 'BDAT 3\r\nabc', 'DATA\r\n', 'BDAT 2 LAST\r\nde');
  expect(codes(replies).slice(-3)).toEqual(['250 2.0.0', '503 5.5.1', '250 2.0.0']);
  expect(session.stored[0]?.content).toBe('abcde');
});

test('a group of commands in one write is fine; going on after DATA or EHLO is not (RFC 2920)', () => {
  expect(codes(run(standard, 'EHLO a\r\n', 'MAIL FROM:<a@k3f9.test>\r\nRCPT TO:<li@haibo.example>\r\nDATA\r\n').replies)).toEqual([
    '220',
    '250',
    '250 2.1.0',
    '250 2.1.5',
    '354',
  ]);
  const early = run(standard, 'EHLO a\r\nMAIL FROM:<a@k3f9.test>\r\n');
  expect(codes(early.replies)).toEqual(['220', '554 5.5.0']);
  expect(early.session.phase).toBe('closed');
});

describe('policies', () => {
  const last = (policy: Partial<Policy>, ...lines: string[]): [string | undefined, Reason | undefined] => {
    const { replies } = talk({ ...standard, ...policy }, ...lines);
    return [codes(replies).at(-1), replies.at(-1)?.reason];
  };
  test.each<[string, Partial<Policy>, string[], string, Reason]>([
    ['no EHLO', {}, ['MAIL FROM:<a@k3f9.test>'], '503 5.5.1', 'need-helo'],
    ['TLS first', { tlsRequired: true }, opening.slice(0, 2), '530 5.7.0', 'tls-required'],
    ['declared size', { size: 100 }, ['EHLO a', 'MAIL FROM:<a@k3f9.test> SIZE=101'], '552 5.3.4', 'size-declared'],
    ['relay, Debian', {}, [...opening.slice(0, 2), 'RCPT TO:<x@else.test>'], '454 4.7.1', 'relay'],
    ['relay, strict', { relay: 'reject' }, [...opening.slice(0, 2), 'RCPT TO:<x@else.test>'], '554 5.7.1', 'relay'],
    ['relay, open', { relay: 'open' }, [...opening.slice(0, 2), 'RCPT TO:<x@else.test>'], '250 2.1.5', 'ok'],
    ['full', { full: ['li'] }, opening, '452 4.2.2', 'full'],
    ['greylist', { greylist: true }, opening, '450 4.2.0', 'greylist'],
    ['greylist, again', { greylist: true }, [...opening, 'RCPT TO:<li@haibo.example>'], '250 2.1.5', 'ok'],
    ['real size', { size: 3 }, [...opening, 'DATA', 'abc', '.'], '552 5.3.4', 'size'],
    ['option', {}, ['EHLO a', 'MAIL FROM:<a@b.test> HOLDFOR=9'], '555 5.5.4', 'option'],
    ['no brackets', {}, ['EHLO a', 'MAIL FROM: a@b.test'], '501 5.1.7', 'syntax'],
    ['null sender', {}, ['EHLO a', 'MAIL FROM:<>'], '250 2.1.0', 'ok'],
    ['null recipient', {}, [...opening.slice(0, 2), 'RCPT TO:<>'], '501 5.1.3', 'syntax'],
    ['postmaster without domain', {}, [...opening.slice(0, 2), 'RCPT TO:<Postmaster>'], '250 2.1.5', 'ok'],
    ['header outside of DATA', {}, ['EHLO a', 'Subject: hi'], '221 2.7.0', 'not-smtp'],
  ])('%s', (_, policy, lines, code, reason) => {
    expect(last(policy, ...lines)).toEqual([code, reason]);
  });

  test('STARTTLS forgets what was said, and offers itself no more', () => {
    const { session, replies } = talk(standard, ...opening, 'STARTTLS', 'RCPT TO:<li@haibo.example>', 'EHLO a', 'STARTTLS');
    expect(session.tls).toBe(true);
    expect(codes(replies).slice(-4)).toEqual(['220 2.0.0', '503 5.5.1', '250', '554 5.5.1']);
    expect(replies.at(-2)?.lines.join()).not.toContain('STARTTLS');
  });

  test('an idle client is told why it is cut off', () => {
    const { session } = talk(standard, 'EHLO a');
    expect(codes(idle(session, standard).replies)).toEqual(['421 4.4.2']);
    expect(feed(idle(session, standard).session, standard, 'NOOP\r\n').replies).toEqual([]);
  });
});

/** From 554 dialogues tried on Postfix 3.10.5: the code, and the enhanced code where there is one. */
describe('the corners of Postfix', () => {
  const [ehlo, from, to] = opening as [string, string, string];
  test.each([
    [[ehlo, from, 'DATA'], '554 5.5.1'],
    [[ehlo, 'DATA'], '503 5.5.1'],
    [[ehlo, from, to, 'DATA x'], '501 5.5.4'],
    [[ehlo, from, 'BDAT 0 LAST'], '554 5.5.1'],
    [[ehlo, from, 'BDAT 0 LAST', 'DATA'], '503 5.5.1'],
    [[ehlo, from, to, 'BDAT x'], '521 5.5.4'],
    [['HELP'], '214 2.0.0'],
    [['EXPN x'], '500 5.5.2'],
    [['TURN'], '500 5.5.2'],
    [['EHLO'], '501'],
    [['STARTTLS now'], '501 5.5.4'],
    [['RSET x'], '501 5.5.4'],
    [['NOOP x y'], '250 2.0.0'],
    [['AUTH PLAIN AAAA'], '503 5.5.1'],
    [[ehlo, 'AUTH PLAIN AAAA'], '503 5.5.1'],
    [[ehlo, 'MAIL'], '501 5.5.4'],
    [[ehlo, 'MAIL FROM:'], '501 5.5.4'],
    [[ehlo, 'MAIL FROM <a@k3f9.test>'], '501 5.5.4'],
    [[ehlo, 'MAIL FROM:a@k3f9.test'], '501 5.1.7'],
    [[ehlo, 'MAIL FROM:<a b@k3f9.test>'], '501 5.1.7'],
    [[ehlo, 'MAIL FROM:<"a b"@k3f9.test>'], '250 2.1.0'],
    [[ehlo, 'MAIL FROM:<a>'], '250 2.1.0'],
    [[ehlo, 'MAIL FROM:<a@k3f9.test> SIZE=abc'], '501 5.5.4'],
    [[ehlo, 'MAIL FROM:<a@k3f9.test> FOO=1'], '555 5.5.4'],
    [[ehlo, from, 'RCPT TO:li@haibo.example'], '501 5.1.3'],
    [[ehlo, from, 'RCPT TO:<@a.test:li@haibo.example>'], '250 2.1.5'],
    [[ehlo, from, 'RCPT TO:<li>'], '250 2.1.5'],
    [[ehlo, from, 'RCPT TO:<postmaster>'], '250 2.1.5'],
    [[ehlo, from, 'RCPT TO:<li@haibo.example> NOTIFY=NEVER'], '250 2.1.5'],
    [[ehlo, from, 'RCPT TO:<li@haibo.example> FOO=1'], '555 5.5.4'],
  ] as const)('%j', (lines, code) => {
    expect(codes(talk(standard, ...lines).replies).at(-1)).toBe(code);
  });
});
