import { expect, test } from 'vitest';
import { standard } from '../smtp-engine/session.ts';
import { bytesOf, cells, goals, play, readSends, type Send, stuff, writeSends } from './model.ts';

const crlf = (text: string, stuffed = false): Send => ({ text, ending: 'crlf', stuffed });
const opening = ['EHLO pc', 'MAIL FROM:<a@k3f9.test>', 'RCPT TO:<wang@haibo.example>', 'RCPT TO:<li@haibo.example>', 'DATA'].map((text) => crlf(text));

test('doubles the first dot of every line and no other', () => {
  expect(stuff('.a\nb.\n.\n..\n')).toBe('..a\nb.\n..\n...\n');
});

test('a link brings back what was sent', () => {
  const sends: Send[] = [crlf('EHLO pc'), { text: '.a\n\\n', ending: 'lf', stuffed: true }, crlf('汉', true), { text: '', ending: 'lf', stuffed: false }];
  expect(readSends(writeSends(sends))).toEqual(sends);
  expect(readSends('xnonsense\n')).toEqual([]);
});

test('bytes are UTF-8, and each line has its end', () => {
  expect(bytesOf({ text: '汉\n.', ending: 'lf', stuffed: true })).toBe('\xe6\xb1\x89\n..\n');
  expect(cells('.\r\na\n').map((cell) => cell.mark)).toEqual(['dot', 'cr', 'lf', null, 'bare']);
  expect(cells('\xe6').map(({ hex, mark }) => [hex, mark])).toEqual([['e6', 'high']]);
});

test('the goals are met by doing it, not by something like it', () => {
  const body = 'Page 1\n.\nPage 2\n.profile';
  expect(goals(play(standard, [...opening, crlf(body, true), crlf('.')]))).toEqual({ dots: true, order: false, smuggled: false });
  expect(goals(play(standard, [...opening, crlf('Page 1\n..\nPage 2\n..profile'), crlf('.')])).dots).toBe(true);
  expect(goals(play(standard, [...opening, crlf(body), crlf('.')])).dots).toBe(false);
  expect(goals(play(standard, [...opening, crlf('Page 1\n....\n..profile'), crlf('.')])).dots).toBe(false);
  expect(goals(play(standard, [...opening.filter((s) => !s.text.includes('li@')), crlf(body, true), crlf('.')])).dots).toBe(false);
  expect(goals(play(standard, [crlf('EHLO pc'), crlf('DATA')])).order).toBe(true);
  expect(goals(play(standard, [...opening, crlf('x'), { text: '.', ending: 'lf', stuffed: false }])).smuggled).toBe(true);
});
