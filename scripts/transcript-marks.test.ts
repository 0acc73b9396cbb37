import { expect, test } from 'vitest';
import { applyMarks } from './transcript-marks.ts';

const text = '$ cmd\nnoise 1\n\nnoise 2\nsent to a\nsent to b\nnoise 3\nend\n';

test('cuts with one mark, and what is empty between two cuts goes with them; notes take the first free line', () => {
  const marks = {
    cut: [/^noise/],
    notes: [
      [/^sent/, '①'],
      [/^sent/, '②!'],
    ] as [RegExp, string][],
  };
  expect(applyMarks('x', text, marks)).toBe('$ cmd\n…\nsent to a   ①\nsent to b   ②!\n…\nend\n');
});

test('shows only what lies between two lines', () => {
  expect(applyMarks('x', text, { from: /^sent/, to: /^noise/ })).toBe('sent to a\nsent to b\nnoise 3\n');
});

test('a line that is no longer there is an error that says what to do', () => {
  expect(() => applyMarks('x', text, { notes: [[/bounced/, '①']] })).toThrow(/transcript "x": note ① expected a line like \/bounced\/, found none/);
  for (const marks of [{ cut: [/zzz/] }, { from: /zzz/ }, { to: /zzz/ }]) expect(() => applyMarks('x', text, marks)).toThrow(/expected a line like/);
});
