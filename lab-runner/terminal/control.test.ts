import { expect, test } from 'vitest';
import { type ControlEvent, ControlParser } from './control.ts';

const begin = '\x1bP1000p';

function read(...chunks: (string | Buffer)[]): ControlEvent[] {
  const parser = new ControlParser();
  return chunks.flatMap((chunk) => [...parser.read(Buffer.from(chunk))]);
}

test('output comes out as the program wrote it', () => {
  const line = '%output %3 \\033[1ma\\134b 日本\\015\\012\n';
  expect(read(`${begin}${line}`)).toEqual([{ kind: 'begun' }, { kind: 'output', pane: '%3', bytes: Buffer.from('\x1b[1ma\\b 日本\r\n') }]);
});

test('any cut between chunks gives the same', () => {
  const all = Buffer.from(`${begin}%begin 5 1 0\r\n%end 5 1 0\r\n%output %1 x\\012日\n%begin 6 2 1\nline\n%end 6 2 1\n%exit\n`);
  const whole = read(all);
  expect(whole.map((event) => event.kind)).toEqual(['begun', 'output', 'reply', 'exit']);
  for (let at = 1; at < all.length; at++) expect(read(all.subarray(0, at), all.subarray(at))).toEqual(whole);
});

test('a captured screen that holds %end of another command does not end the reply', () => {
  const events = read(`${begin}%begin 6 2 1\n%end 6 3 1\n%output %1 no\n%end 6 2 1\n`);
  expect(events[1]).toEqual({ kind: 'reply', ok: true, lines: [Buffer.from('%end 6 3 1'), Buffer.from('%output %1 no')] });
});

test('a command that fails is a reply that is not ok, a start that fails is refused', () => {
  expect(read(`${begin}%begin 6 2 1\nno such pane\n%error 6 2 1\n`)[1]).toEqual({ kind: 'reply', ok: false, lines: [Buffer.from('no such pane')] });
  expect(read(`${begin}%begin 6 2 0\nno space\n%error 6 2 0\n%exit\n`).slice(1)).toEqual([
    { kind: 'refused', reason: 'no space' },
    { kind: 'exit', reason: '' },
  ]);
});

test('what the engine says instead of tmux can be read', () => {
  const parser = new ControlParser();
  expect([...parser.read(Buffer.from('exec: "tmux": not found'))]).toEqual([]);
  expect(parser.before).toBe('exec: "tmux": not found');
});

test('a reason is told without the space before it', () => {
  expect(read(`${begin}%exit server exited\n`)[1]).toEqual({ kind: 'exit', reason: 'server exited' });
});
