import { expect, test } from 'vitest';
import { paneState, questions, screenOf } from './screen.ts';

const lines = (...texts: string[]) => texts.map((text) => Buffer.from(text));
/** As tmux answers: a shell at its prompt on the third line of a 5-line screen. */
const atPrompt = '%1 /dev/pts/3 2 0 4294967295 4294967295 7 2 1 0 0 0 1 0 0 0 0 0 0 4 5 80 bash';
const inEditor = '%1 /dev/pts/3 2 1 3 4 0 1 0 0 1 1 1 0 0 0 0 0 0 4 5 80 vi';

const screen = (answer: string, captured: Parameters<typeof screenOf>[1]) => {
  const state = paneState(Buffer.from(answer));
  if (!state) throw new Error('not a state');
  return screenOf(state, captured).toString();
};

test('four questions, all about the same session', () => {
  const asked = questions('=t1:');
  expect(asked).toHaveLength(4);
  expect(asked.every((question) => question.includes('-t =t1:'))).toBe(true);
});

test('history, then the screen, then the cursor', () => {
  const drawn = screen(atPrompt, { history: lines('a', '\x1b[1mb'), visible: lines('c', 'd', 'root:~# ', '', ''), below: [] });
  expect(drawn).toBe('a\r\n\x1b[1mb\x1b[m\r\nc\r\nd\r\nroot:~# \r\n\r\n\x1b[?2004h\x1b[3;8H');
});

test('the one line that tmux gives when there is no history is left out', () => {
  const drawn = screen(atPrompt.replace('pts/3 2 ', 'pts/3 0 '), { history: lines('c'), visible: lines('c', 'd'), below: [] });
  expect(drawn.startsWith('c\r\nd')).toBe(true);
});

test('a full-screen program is drawn over the screen it hides, with its modes', () => {
  const drawn = screen(inEditor, { history: lines('old'), visible: lines('text', '~'), below: lines('$ vi') });
  expect(drawn).toBe('old\r\n$ vi\x1b[5;4H\x1b[?1049h\x1b[Htext\r\n~\x1b[?1h\x1b=\x1b[2;1H\x1b[?25l');
});

test('a scroll region smaller than the screen is set', () => {
  const drawn = screen(inEditor.replace('0 4 5 80 vi', '0 3 5 80 vi'), { history: [], visible: lines('x'), below: [] });
  expect(drawn).toContain('\x1b[1;4r');
});

test('no pane, no state', () => {
  expect(paneState(undefined)).toBeNull();
  expect(paneState(Buffer.from('  '))).toBeNull();
});
