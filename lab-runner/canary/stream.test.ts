import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { patience } from '../../test/support/patience.ts';
import { DialogueLog } from '../probes/dialogue.ts';
import { Network } from '../probes/network.ts';
import { Smtp } from '../probes/smtp.ts';
import { loopbackDial, scripted } from '../probes/test-network.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { CanaryStore } from './canary-store.ts';
import type { Route } from './post.ts';
import { CanaryStream } from './stream.ts';

/** Milliseconds since 1970: the time of all tests. */
const begun = Date.parse('2026-03-02T08:00:00Z');
let folder: string;
let db: Database;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'postlab-canary-'));
  db = await openDatabase(join(folder, 'x.db'));
});
afterEach(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true });
});

const route: Route = {
  id: 'orders',
  direction: 'inbound',
  from: 'ada@shop.example',
  to: 'lin@k3f9.test',
  host: 'mx',
  fqdn: 'mail.k3f9.test',
  partner: { address: '192.0.2.10', mx: 'mx.shop.example' },
  tls: 'none',
  attacker: false,
  user: '',
  password: '',
  every: 10,
  retry: 1,
};

/** A server whose answers the test changes; what it took is in `mail`. */
async function server(answers: Record<string, string>) {
  const mail: string[] = [];
  let data: string[] | null = null;
  const listening = await scripted('220 mx\r\n', (line, socket) => {
    if (data) {
      if (line !== '.') {
        data.push(line);
        return '';
      }
      mail.push(data.join('\n'));
      data = null;
      if (answers['.'] !== 'hang up') return answers['.'] ?? '250 ok\r\n';
      socket.destroy();
      return '';
    }
    const word = /^(RCPT TO:<[^>]*>|\w+)/.exec(line)?.[1] ?? '';
    const said = answers[word] ?? answers[word.slice(0, 4)];
    if (said) return said;
    if (line === 'DATA') {
      data = [];
      return '354 go\r\n';
    }
    return '250 ok\r\n';
  });
  return { port: listening.port, mail, [Symbol.asyncDispose]: () => listening[Symbol.asyncDispose]() };
}

function stream(port: number, state: () => 'go' | 'pause' | 'end' = () => 'go', stranger = 0, over: Partial<Route> = {}) {
  const ended = vi.fn();
  const made = new CanaryStream({
    sandbox: 's1',
    routes: [{ ...route, ...over }],
    lurkers: [],
    stranger,
    store: new CanaryStore(db),
    smtp: async (signal) =>
      new Smtp(
        new Network({
          sandbox: {
            id: 's1',
            parameters: {},
            hosts: [{ name: 'mx', address: '127.0.0.1', container: '' }],
            personas: [],
            partnerKey: { selector: 'partner', privatePem: '' },
            ca: '',
            volumes: {},
          },
          dial: (options) => loopbackDial({ ...options, port }),
          log: new DialogueLog([]),
          signal,
        }),
      ),
    state: async () => state(),
    onChange: () => undefined,
    onEnd: ended,
    // Time stands still, so that a slow machine makes no second number due.
    now: () => begun,
    log: () => undefined,
  });
  return { made, ended };
}

it('keeps a deferred message and delivers it once; a runner that starts again goes on where the other was', async () => {
  const answers: Record<string, string> = { RCPT: '452 4.2.2 Mailbox is full\r\n' };
  await using mx = await server(answers);
  const first = stream(mx.port).made;
  const before = await first.report(true);
  expect(before.items).toMatchObject([{ number: 1, state: 'waiting', attempts: 1, lastReply: '452 4.2.2 Mailbox is full', uncertain: false }]);
  first.close();
  delete answers['RCPT'];
  const second = stream(mx.port).made;
  expect((await second.report(false)).items).toHaveLength(1);
  const after = await second.report(true);
  second.close();
  expect(after.items[0]).toMatchObject({ number: 1, token: before.items[0]?.token, state: 'accepted', attempts: 2 });
  expect(mx.mail).toHaveLength(after.items.length);
  expect(mx.mail[0]).toContain(`Reference: ${before.items[0]?.token}`);
});

it('what was in hand when the hosts were stopped may come twice, also for a runner that starts again', async () => {
  await using mx = await server({});
  const first = stream(mx.port).made;
  expect((await first.report(true)).items).toMatchObject([{ state: 'accepted', uncertain: false }]);
  await first.interrupted(begun + 3_600_000);
  expect((await first.report(false)).items).toMatchObject([{ uncertain: false }]);
  await first.interrupted(begun);
  expect((await first.report(false)).items).toMatchObject([{ state: 'accepted', uncertain: true }]);
  first.close();
  const second = stream(mx.port).made;
  expect((await second.report(false)).items).toMatchObject([{ uncertain: true }]);
  second.close();
});

it('takes the time of the try that was accepted, and keeps it', async () => {
  const answers: Record<string, string> = { RCPT: '451 4.3.0 later\r\n' };
  await using mx = await server(answers);
  const first = stream(mx.port, () => 'go', 0, { target: 7 }).made;
  expect((await first.report(true)).items).toMatchObject([{ state: 'waiting', took: null, target: 7_000 }]);
  delete answers['RCPT'];
  const accepted = (await first.report(true)).items[0];
  expect(accepted?.took).toBeGreaterThanOrEqual(0);
  first.close();
  const second = stream(mx.port, () => 'go', 0, { target: 7 }).made;
  expect((await second.report(false)).items[0]).toEqual(accepted);
  second.close();
});

it('gives up only on a 5xx of the transaction', async () => {
  const answers: Record<string, string> = { RCPT: '550 5.1.1 no such user\r\n' };
  await using mx = await server(answers);
  const { made } = stream(mx.port);
  expect((await made.report(true)).items).toMatchObject([{ state: 'rejected', lastReply: '550 5.1.1 no such user' }]);
  delete answers['RCPT'];
  expect((await made.report(true)).items[0]).toMatchObject({ state: 'rejected', attempts: 1 });
  made.close();
});

it('a server that hangs up after the message is tried again, and the second copy is forgiven', async () => {
  const answers: Record<string, string> = { '.': 'hang up' };
  await using mx = await server(answers);
  const { made } = stream(mx.port);
  expect((await made.report(true)).items[0]).toMatchObject({ state: 'waiting', uncertain: true });
  delete answers['.'];
  expect((await made.report(true)).items[0]).toMatchObject({ state: 'accepted', uncertain: true });
  expect(mx.mail.length).toBeGreaterThanOrEqual(2);
  made.close();
});

it('a server whose TLS is broken gets the message in clear, but not from a sender that insists', async () => {
  const answers: Record<string, string> = { EHLO: '250-mx\r\n250 STARTTLS\r\n', STARTTLS: '454 4.7.0 TLS not available\r\n' };
  await using mx = await server(answers);
  const plain = stream(mx.port, undefined, 0, { tls: 'opportunistic' }).made;
  expect((await plain.report(true)).items[0]).toMatchObject({ state: 'accepted' });
  plain.close();
  answers['STARTTLS'] = '220 go\r\nthis is no TLS\r\n';
  const broken = stream(mx.port, undefined, 0, { id: 'broken', tls: 'opportunistic' }).made;
  expect((await broken.report(true)).items[0]).toMatchObject({ state: 'accepted' });
  broken.close();
  const strict = stream(mx.port, undefined, 0, { id: 'strict', tls: 'verified' }).made;
  expect((await strict.report(true)).items[0]).toMatchObject({ state: 'waiting' });
  strict.close();
});

it('a refused connection is only a wait', async () => {
  let port = 0;
  {
    await using gone = await server({});
    port = gone.port;
  }
  const { made } = stream(port);
  expect((await made.report(true)).items).toMatchObject([{ state: 'waiting', attempts: 1, lastReply: expect.stringContaining('refused') }]);
  made.close();
});

it('remembers for ever that a stranger was let through', async () => {
  const answers: Record<string, string> = {};
  await using mx = await server(answers);
  const open = stream(mx.port, () => 'go', 30).made;
  expect((await open.report(true)).relayed).toMatchObject([{ to: 'ada@shop.example', reply: '250 ok' }]);
  open.close();
  answers['RCPT TO:<ada@shop.example>'] = '554 5.7.1 Relay access denied\r\n';
  const closed = stream(mx.port, () => 'go', 30).made;
  expect((await closed.report(true)).relayed).toHaveLength(1);
  closed.close();
});

it('runs by itself, rests while the hosts sleep, and ends with the sandbox', async () => {
  await using mx = await server({});
  let state: 'go' | 'pause' | 'end' = 'pause';
  const { made, ended } = stream(mx.port, () => state);
  made.start();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(mx.mail).toHaveLength(0);
  state = 'go';
  await vi.waitFor(() => expect(mx.mail).toHaveLength(1), patience);
  state = 'end';
  await vi.waitFor(() => expect(ended).toHaveBeenCalledOnce(), patience);
});
