import { expect, test } from 'vitest';
import { isTerminalAnswer, typed } from './keys.ts';

test('bytes become hexadecimal keys', () => {
  expect(typed('%1', Buffer.from('ls\r'))).toEqual({ text: 'send-keys -t %1 -H 6c 73 0d\n', commands: 1 });
});

test('a paste becomes several commands that carry all of it', () => {
  const bytes = Buffer.from(Array.from({ length: 1300 }, (_, i) => i % 256));
  const { text, commands } = typed('%1', bytes);
  expect(commands).toBe(3);
  const hex = text
    .trimEnd()
    .split('\n')
    .map((line) => line.replace('send-keys -t %1 -H ', '').replaceAll(' ', ''));
  expect(Buffer.from(hex.join(''), 'hex')).toEqual(bytes);
});

test.each(['\x1b[?1;2c', '\x1b[>0;276;0c', '\x1b[24;80R', '\x1b[0n', '\x1b[?1;2c\x1b[24;1R', '\x1bP>|xterm.js(6.0.0)\x1b\\'])(
  '%j is an answer of a terminal',
  (text) => {
    expect(isTerminalAnswer(Buffer.from(text))).toBe(true);
  },
);

test.each(['c', '\x1b[A', '\x1b[1;2R', '\x1bOR', '\x1b[200~x\x1b[201~', '\x1b[<0;3;4M', '\x1b[24;80Rx', '', '\x1b'])('%j was typed', (text) => {
  expect(isTerminalAnswer(Buffer.from(text))).toBe(false);
});
