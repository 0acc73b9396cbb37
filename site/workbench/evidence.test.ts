import { expect, test } from 'vitest';
import type { Dialogue } from '../../lab-runner/contract/check.ts';
import { endName, secondsText, shortened, turnsOf } from './evidence.ts';

const smtp: Dialogue = {
  protocol: 'smtp',
  from: '203.0.113.25',
  to: 'mx:587',
  lines: [
    { direction: 'received', text: '220 mx', at: 3 },
    { direction: 'sent', text: 'EHLO probe.example', at: 4 },
    { direction: 'received', text: '250-mx', at: 5 },
    { direction: 'received', text: '250-PIPELINING', at: 5 },
    { direction: 'received', text: '250-AUTH PLAIN', at: 5, deciding: true },
    { direction: 'received', text: '250 SMTPUTF8', at: 6 },
    { direction: 'note', text: { en: 'one', 'zh-cn': '一' }, at: 7 },
    { direction: 'note', text: { en: 'two', 'zh-cn': '二' }, at: 8 },
  ],
};

test('lines in a row of one side are one turn, notes stand for themselves', () => {
  expect(turnsOf(smtp).map((t) => [t.speaker, t.lines.length, t.deciding])).toEqual([
    ['right', 1, false],
    ['left', 1, false],
    ['right', 4, true],
    ['note', 1, false],
    ['note', 1, false],
  ]);
});

test('in a record written by the partner, what it received came from the left', () => {
  const outside: Dialogue = { ...smtp, protocol: 'outside', lines: [{ direction: 'received', text: 'EHLO me', at: 0 }] };
  expect(turnsOf(outside)[0]?.speaker).toBe('left');
});

test('a long turn keeps its beginning and the line that decided', () => {
  const turn = turnsOf(smtp)[2];
  if (!turn) throw new Error('expected a third turn');
  expect(shortened(turn).lines.map((l) => l.text)).toEqual(['250-mx', '250-PIPELINING', '250-AUTH PLAIN']);
  expect(shortened(turn).left).toBe(1);
  expect(shortened(turn, 4).left).toBe(0);
});

test('ends in words', () => {
  const hosts = [{ name: 'client', address: '198.18.7.242' }];
  expect(endName('198.18.7.242', hosts).en).toBe('client (198.18.7.242)');
  expect(endName('203.0.113.25', hosts)['zh-cn']).toBe('外部网络 203.0.113.25');
  expect(endName('engine', hosts)['zh-cn']).toBe('通过容器引擎读取');
  expect(endName('mx:587', hosts).en).toBe('mx:587');
  expect(secondsText(1234)).toBe('1.23');
});
