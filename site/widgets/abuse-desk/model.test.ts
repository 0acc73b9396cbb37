import { expect, test } from 'vitest';
import { type Account, type Action, fromText, judge, type Move, minutes, opening, play, step, toText } from './desk.ts';
import { log } from './log.ts';
import { fieldsOf, parse, trace } from './parse.ts';
import { cases } from './reports.ts';

const minimal = `From: <abusedesk@example.com>
Subject: FW: Earn money
Content-Type: multipart/report; report-type=feedback-report;
     boundary="part1_13d.2e68ed54_boundary"

--part1_13d.2e68ed54_boundary
Content-Type: text/plain; charset="US-ASCII"

This is an email abuse report.

--part1_13d.2e68ed54_boundary
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: SomeGenerator/1.0
Version: 1
Authentication-Results: mail.example.com;
               spf=fail smtp.mail=somespammer@example.com
Reported-URI: http://example.net/earn_money.html
Reported-URI: mailto:user@example.com

--part1_13d.2e68ed54_boundary
Content-Type: message/rfc822
Content-Disposition: inline

From: <somespammer@example.net>
Received: from mailserver.example.net (mailserver.example.net
     [192.0.2.1]) by example.com with ESMTP id M63d4137594e46;
     Tue, 08 Mar 2005 14:00:00 -0400
Subject: Earn money

Spam Spam Spam
--part1_13d.2e68ed54_boundary--
`;

test('a report in the form of the examples of RFC 5965, Appendix B', () => {
  const report = parse(minimal);
  expect(report.problems).toEqual([]);
  expect(report.type).toBe('abuse');
  expect(report.fields.filter(({ name }) => name === 'Reported-URI')).toHaveLength(2);
  expect(report.fields.find(({ name }) => name === 'Authentication-Results')?.value).toBe('mail.example.com; spf=fail smtp.mail=somespammer@example.com');
  expect(report.header.map(({ name }) => name)).toEqual(['From', 'Received', 'Subject']);
});

test('CRLF is read as LF is, and headers alone may take the place of the message', () => {
  expect(parse(minimal.replaceAll('\n', '\r\n'))).toEqual(parse(minimal));
  expect(parse(minimal.replace('message/rfc822', 'text/rfc822-headers')).problems).toEqual([]);
});

test('what is missing or twice is said', () => {
  expect(parse('Subject: you spam me\n\nStop it!').problems).toEqual(['not-multipart']);
  expect(parse(minimal.replace('; report-type=feedback-report', '')).problems).toEqual(['not-feedback']);
  expect(parse(minimal.replace(/;\s+boundary=.*/, '')).problems).toEqual(['no-boundary']);
  expect(parse(minimal.replace('Version: 1\n', '')).problems).toEqual(['no-version']);
  expect(parse(minimal.replace('Feedback-Type: abuse\n', '')).problems).toEqual(['no-type']);
  expect(parse(minimal.replace('Version: 1\n', 'Version: 1\nVersion: 1\n')).problems).toEqual(['twice']);
  expect(parse(minimal.replace('message/feedback-report', 'text/plain')).problems).toEqual(['no-second']);
  expect(parse(minimal.replace('message/rfc822', 'application/octet-stream')).problems).toEqual(['no-third']);
});

test('fields are unfolded', () => {
  expect(fieldsOf('A: 1\n  2\nB:3')).toEqual([
    { name: 'A', value: '1 2' },
    { name: 'B', value: '3' },
  ]);
});

test('every case is a valid report, and its account is what the log says', () => {
  for (const { id, raw, right } of cases) {
    const report = parse(raw);
    expect([id, report.problems]).toEqual([id, []]);
    expect([id, trace(report, log, 'mail.k3f9.test', 'k3f9.test').account ?? 'nobody']).toEqual([id, right.account]);
  }
});

test('the forged hop claims a queue ID that no line of the log has; the redacted one is found by nothing else', () => {
  const of = (id: string) => parse(cases.find((one) => one.id === id)?.raw ?? '');
  expect(trace(of('forged'), log, 'mail.k3f9.test', 'k3f9.test')).toMatchObject({ claimed: '4jZ5AAAAAAzZZZZ', lines: [], account: null });
  expect(cases.find((one) => one.id === 'again')?.raw).not.toContain('zhao');
});

const right = (id: string): Move[] => {
  const one = cases.find((c) => c.id === id) as (typeof cases)[number];
  return [
    { kind: 'look', id },
    { kind: 'act', id, ...one.right },
    { kind: 'answer', id },
  ];
};
const all = cases.map(({ id }) => id);

test('time passes by what is done; nothing is done before it has arrived, or twice', () => {
  const desk = play(cases, right('lin'));
  expect(desk.minute).toBe(minutes.look + minutes.act + minutes.answer);
  expect(step(cases, opening, { kind: 'look', id: 'forward' })).toEqual(opening);
  expect(step(cases, desk, { kind: 'look', id: 'lin' })).toEqual(desk);
  expect(step(cases, opening, { kind: 'wait' }).minute).toBe(1);
});

test('what is urgent first beats the order of arrival, and that beats closing everybody', () => {
  const wait: Move = { kind: 'wait' };
  const urgent = judge(
    cases,
    play(cases, [wait, wait, ...right('zhao'), wait, ...right('form'), ...['again', 'news', 'lin', 'forged', 'forward', 'notspam'].flatMap(right)]),
  );
  const arrival = judge(cases, play(cases, all.flatMap(right)));
  const closing = cases.flatMap(({ id, right: { account } }): Move[] => [
    { kind: 'act', id, account: (account === 'nobody' ? 'lin' : account) as Account, action: 'close' as Action },
    { kind: 'answer', id },
  ]);
  const rash = judge(cases, play(cases, [...Array<Move>(7).fill(wait), ...closing]));
  expect(urgent.score).toBeGreaterThan(arrival.score);
  expect(arrival.score).toBeGreaterThan(rash.score);
  expect(urgent.score).toBeGreaterThanOrEqual(90);
  expect(urgent).toMatchObject({ falselyClosed: [], wrong: [] });
  expect(rash.falselyClosed.sort()).toEqual(['lin', 'news', 'sun']);
});

test('doing nothing is worth little, and says what went out', () => {
  const idle = judge(cases, play(cases, Array<Move>(20).fill({ kind: 'wait' })));
  expect(idle.harm).toBe(idle.harmAtMost);
  expect(idle.harm).toBe(40 * (45 - 2) + 10 * (45 - 8));
  expect(idle.late).toEqual(all);
  expect(idle.score).toBe(0);
});

test('the steps survive the address; nonsense in it is left out', () => {
  const moves = [...right('lin'), { kind: 'wait' } as Move];
  expect(fromText(cases, toText(cases, moves))).toEqual(moves);
  expect(fromText(cases, 'x.l99.a0-root-close.a0-lin-kill.w')).toEqual([{ kind: 'wait' }]);
});
