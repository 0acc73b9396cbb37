import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { endOfData, hasBareLf, type Inbound, type InboundId, inbounds, type OutboundId, octets, passOn, receive, visible } from './model.ts';

const of = (id: InboundId): Inbound => inbounds.find((one) => one.id === id) as Inbound;
const smuggled = (end: string): string =>
  `From: eve@cheap.example\r\nSubject: hello\r\n\r\nNice weather.${end}MAIL FROM:<boss@cheap.example>\r\nRCPT TO:<wang@haibo.example>\r\nDATA\r\nFrom: boss@cheap.example\r\nSubject: New bank account\r\n\r\nPay.\r\n.\r\n`;
const arrives = (end: string, outbound: OutboundId, inbound: InboundId) => {
  const passed = passOn(smuggled(end), outbound);
  return passed === null ? null : receive(passed, of(inbound));
};
const count = (end: string, outbound: OutboundId, inbound: InboundId): number | null => arrives(end, outbound, inbound)?.messages.length ?? null;

/** The five ends that are not RFC 5321's, and who takes which. */
const table: [string, InboundId[]][] = [
  ['\n.\r\n', ['lf-crlf', 'postfix-no', 'cr']],
  ['\n.\n', ['postfix-no', 'cr']],
  ['\r\n.\n', ['postfix-no', 'cr']],
  ['\r.\r\n', ['cr']],
  ['\r.\r', ['cr']],
];
test.each(table)('%j as the end of data', (end, fooled) => {
  for (const { id } of inbounds) expect(count(end, 'unchanged', id), id).toBe(id === 'postfix-reject' && hasBareLf(end) ? 0 : fooled.includes(id) ? 2 : 1);
});

test('the second message has the sender and the subject that the attacker chose', () => {
  expect(arrives('\n.\r\n', 'unchanged', 'postfix-no')?.messages).toEqual([
    { from: null, subject: 'hello' },
    { from: 'boss@cheap.example', subject: 'New bank account' },
  ]);
});

test('what the sending server can do', () => {
  for (const end of ['\n.\r\n', '\n.\n', '\r\n.\n']) {
    expect(count(end, 'refuses', 'postfix-no')).toBeNull();
    expect(count(end, 'stuffs', 'postfix-no')).toBe(1);
  }
  // To convert line ends and not to stuff the dots makes the real end out of a false one.
  expect(count('\n.\n', 'converts', 'rfc')).toBe(2);
  expect(count('\r.\r', 'converts', 'postfix-normalize')).toBe(2);
});

test('normalize keeps the text and reject refuses it; honest mail passes both', () => {
  const mixed = 'Subject: report\r\n\r\nline one\nline two\r\n.\r\n';
  expect(receive(mixed, of('postfix-normalize')).messages).toHaveLength(1);
  expect(receive(mixed, of('postfix-reject'))).toMatchObject({ refused: true, messages: [] });
  expect(receive('Subject: report\r\n\r\nall well\r\n.\r\n', of('postfix-reject')).messages).toHaveLength(1);
  // A device that ends its message with LF.LF is cut off by normalize: there is no end.
  expect(receive('Subject: fax\n\npage\n.\n', of('postfix-normalize')).messages).toHaveLength(0);
  expect(receive('Subject: fax\n\npage\n.\n', of('postfix-no')).messages).toHaveLength(1);
});

test('ends in other places', () => {
  expect(endOfData('.\r\n', of('rfc'))).toEqual({ from: 0, to: 3 });
  expect(endOfData('a\r\n..\r\n', of('rfc'))).toBeNull();
  expect(endOfData('a\r\n.b\r\n', of('rfc'))).toBeNull();
  expect(endOfData('a.\r\n', of('cr'))).toBeNull();
});

test('typed octets', () => {
  expect(octets('a\\r\\n.\\n\nb\\\\')).toEqual({ text: 'a\r\n.\nb\\' });
  expect(octets('a\\x')).toEqual({ problem: '\\x' });
  expect(octets('a\\')).toEqual({ problem: '\\' });
  for (const text of ['a\r\nb\n.\r\n', '\r.\r', 'tab\there \\ there']) expect(octets(visible(text))).toEqual({ text });
});

test('a recorded Postfix saw as many messages as the model says', () => {
  const recorded = (name: string): number =>
    (readFileSync(join(import.meta.dirname, `../../../docs/runs/B6/raw/${name}.txt`), 'utf8').match(/^Subject: /gm) ?? []).length;
  expect(recorded('no')).toBe(count('\n.\r\n', 'unchanged', 'postfix-no'));
  expect(recorded('normalize')).toBe(count('\n.\r\n', 'unchanged', 'postfix-normalize'));
  expect(recorded('reject')).toBe(count('\n.\r\n', 'unchanged', 'postfix-reject'));
});
