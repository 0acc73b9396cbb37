import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { personaKind } from '../contract/topology.ts';
import type { WorldSandbox } from '../contract/world.ts';
import { replyDelayOf } from './behaviour.ts';
import { type AcceptedMessage, PersonaServer } from './persona-server.ts';
import { testSandbox } from './test-sandbox.ts';

type Persona = WorldSandbox['personas'][number];
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A partner's server on the loopback, and one dialogue with it: each line is sent when the reply to the one before has come. */
async function dialogue(
  change: Partial<Persona>,
  lines: string[],
  certificate?: { certificate: string; key: string },
): Promise<{ replies: string[]; kept: AcceptedMessage[] }> {
  const kept: AcceptedMessage[] = [];
  const persona = { ...(testSandbox().personas[0] as Persona), ...change };
  const server = new PersonaServer({
    sandbox: 's1',
    persona,
    certificate,
    keep: async (message) => {
      kept.push(message);
      return null;
    },
    log: () => undefined,
  });
  const listener = createServer((socket) => server.accept(socket));
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  ends.push(() => {
    server.close();
    listener.close();
  });
  const socket: Socket = connect((listener.address() as AddressInfo).port, '127.0.0.1');
  const replies: string[] = [];
  await new Promise<void>((resolve) => {
    let text = '';
    const todo = [...lines];
    socket.on('error', () => resolve());
    socket.on('close', () => resolve());
    socket.on('data', (chunk) => {
      text += chunk.toString();
      for (let end = text.search(/^\d{3} .*\r\n/m); end >= 0; end = text.search(/^\d{3} .*\r\n/m)) {
        const reply = text.slice(end, text.indexOf('\r\n', end));
        text = text.slice(text.indexOf('\r\n', end) + 2);
        replies.push(reply);
        const next = todo.shift();
        if (next === undefined) socket.end();
        else socket.write(`${next}\r\n`);
      }
    });
  });
  return { replies, kept };
}

const letter = ['EHLO mail.k3f9.test', 'MAIL FROM:<kai@k3f9.test>', 'RCPT TO:<ada@peer.example>', 'DATA', 'Subject: hi\r\n\r\nhello\r\n.'];

test('a partner takes mail for its domain and keeps it before it says 250', async () => {
  const { replies, kept } = await dialogue({}, letter);
  expect(replies.map((r) => r.slice(0, 3))).toEqual(['220', '250', '250', '250', '354', '250']);
  expect(kept).toMatchObject([{ mailFrom: 'kai@k3f9.test', rcptTo: ['ada@peer.example'] }]);
});

test.each([
  ['connect', 0],
  ['mail', 2],
  ['rcpt', 3],
  ['data', 5],
] as const)('a partner that refuses at %s does so there and keeps nothing', async (at, index) => {
  const { replies, kept } = await dialogue({ refuse: { at, code: 451, text: '4.7.1 Come back later' } }, letter);
  expect(replies[index]).toBe('451 4.7.1 Come back later');
  expect(kept).toEqual([]);
});

test('only the slow ones let people wait, and none longer than clients wait', () => {
  const delays = personaKind.options.map((kind) => [kind, replyDelayOf(kind)]);
  expect(delays.filter(([, delay]) => delay !== 0)).toEqual([
    ['slow', 1_500],
    ['tarpit', 15_000],
  ]);
});

test('a full mailbox is a temporary trouble', async () => {
  expect((await dialogue({ kind: 'full' }, letter)).replies[3]).toMatch(/^452 4\.2\.2 /);
});

test('a secondary takes mail for another domain, and for no third one', async () => {
  const { replies } = await dialogue({ alsoFor: ['books.example'] }, [...letter.slice(0, 2), 'RCPT TO:<ada@books.example>', 'RCPT TO:<ada@elsewhere.example>']);
  expect(replies.slice(3).map((r) => r.slice(0, 3))).toEqual(['250', '554']);
});

test('STARTTLS that breaks: 220, and then nothing', async () => {
  const { replies } = await dialogue({ starttls: true, brokenTls: true }, ['EHLO mail.k3f9.test', 'STARTTLS', 'ClientHello']);
  expect(replies.at(-1)).toMatch(/^220 /);
  expect(replies).toHaveLength(3);
});
