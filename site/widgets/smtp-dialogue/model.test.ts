import { expect, test } from 'vitest';
import { defaults, type Input, play, readPolicy, readPrediction, score } from './model.ts';

const game = (change: Partial<Input>, ...said: string[]) => play(readPolicy({ ...defaults, ...change } as Input).policy, said.join('\n'));

test('the switches change the answers, and nothing else does', () => {
  const talk = [
    '--- EHLO pc',
    '--- MAIL FROM:<a@k3f9.test> SIZE=2000',
    '--- RCPT TO:<li@haibo.example>',
    '--- RCPT TO:<x@else.test>',
    '--- DATA',
    '--- hi',
    '--- .',
  ];
  const codes = (change: Partial<Input>) => game(change, ...talk).rounds.map((round) => round.actual);
  expect(codes({})).toEqual(['250', '250', '250', '454', '354', null, '250']);
  expect(codes({ size: '1000' }).slice(1, 3)).toEqual(['552', '503']);
  expect(codes({ relay: 'reject' })[3]).toBe('554');
  expect(codes({ relay: 'open' })[3]).toBe('250');
  expect(codes({ tls: '1' })[1]).toBe('530');
  expect(codes({ grey: '1' }).slice(2, 5)).toEqual(['450', '454', '554']);
  expect(codes({ full: '1' })[2]).toBe('452');
});

test('predictions are judged, silence included', () => {
  const { rounds } = game({}, '250 EHLO pc', '250 DATA', '--- x', '421 *', '250 NOOP');
  expect(rounds.map((round) => round.right)).toEqual([true, false, false, true, false]);
  expect(['550', ' 550 5.1.1', '-', '---', '无', '999', ''].map(readPrediction)).toEqual(['550', '550', '---', '---', '---', null, null]);
});

test('passed needs ten rounds, four fifths, and every class', () => {
  const full = [
    '250 EHLO pc',
    '250 MAIL FROM:<a@k3f9.test>',
    '250 RCPT TO:<li@haibo.example>',
    '454 RCPT TO:<x@else.test>',
    '550 RCPT TO:<no@haibo.example>',
    '354 DATA',
    '--- hi',
    '250 .',
    '503 DATA',
    '252 VRFY li@haibo.example',
  ];
  expect(score(game({}, ...full))).toEqual({ right: 10, total: 10, classes: ['2', '3', '4', '5'], passed: true });
  expect(score(game({}, ...full.slice(1))).passed).toBe(false);
  expect(score(game({}, ...Array(10).fill('250 NOOP'))).passed).toBe(false);
  expect(score(game({}, ...full.map((line) => (line.startsWith('250') ? line.replace('250', '251') : line)))).passed).toBe(false);
});

test('a limit that is none is said, and one that no server may have, too', () => {
  expect(readPolicy({ ...defaults, size: 'big' } as Input).problem?.en).toContain('found “big”');
  expect(readPolicy({ ...defaults, size: '1000' } as Input).problem?.en).toContain('64 kB');
  expect(readPolicy(defaults).problem).toBeNull();
});
