import { expect, test } from 'vitest';
import { commandsOf, parseTranscript } from './transcript.ts';

const text = `
$ swaks --to lin@k3f9.test --quit-after RCPT
<-  220 mail.k3f9.test ESMTP Postfix (Debian)      ①
…
<** 550 5.1.1 User unknown   ②!
root@mx:~# postqueue -p
Mail queue is empty
`;

test('tells commands, output, cuts and marks apart', () => {
  const lines = parseTranscript(text);
  expect(lines.map((l) => l.kind)).toEqual(['command', 'output', 'cut', 'output', 'command', 'output']);
  expect(lines[1]).toMatchObject({ text: '<-  220 mail.k3f9.test ESMTP Postfix (Debian)', note: 1, failure: false });
  expect(lines[3]).toMatchObject({ text: '<** 550 5.1.1 User unknown', note: 2, failure: true });
  expect(lines[4]).toMatchObject({ prompt: 'root@mx:~#', text: 'postqueue -p' });
});

test('gives the commands to copy', () => {
  expect(commandsOf(parseTranscript(text))).toBe('swaks --to lin@k3f9.test --quit-after RCPT\npostqueue -p');
});

test('a line that only contains an address is output', () => {
  expect(parseTranscript('lin@k3f9.test: relayed')[0]?.kind).toBe('output');
});
