import { expect, it } from 'vitest';
import type { CanaryItem } from '../contract/canary.ts';
import type { CheckContext, Dialogue, ReceivedMessage } from '../contract/check.ts';
import { Canary } from './canary.ts';
import { DialogueLog } from './dialogue.ts';
import { Network } from './network.ts';
import { loopbackDial, script } from './test-network.ts';

const target = 5_000;
const item = (number: number, over: Partial<CanaryItem>): CanaryItem => ({
  flow: 'orders',
  direction: 'inbound',
  number,
  token: `pl-${number}`,
  from: 'ada@shop.example',
  to: 'lin@k3f9.test',
  begunAt: new Date(),
  state: 'accepted',
  attempts: 1,
  endedAt: new Date(),
  took: 400,
  target,
  lastReply: '250 ok',
  uncertain: false,
  attack: false,
  ...over,
});

/** Each look that asks for a round gets the next of `fresh` as well. */
function canary(fresh: Partial<CanaryItem>[], outside: Partial<ReceivedMessage>[] = [], rounds?: () => Partial<CanaryItem>) {
  const dialogues: Dialogue[] = [];
  const items = [item(1, { ...fresh[0], took: 60_000 })];
  const made = new Canary({
    network: new Network({
      sandbox: { id: 's1', parameters: {}, hosts: [], personas: [], partnerKey: { selector: 'partner', privatePem: '' }, ca: '', volumes: {} },
      dial: loopbackDial,
      log: new DialogueLog(dialogues),
      signal: new AbortController().signal,
    }),
    report: async (now) => {
      if (rounds) return { items: [item(1, rounds())], relayed: [], lurking: [] };
      const next = now ? fresh[items.length - 1] : undefined;
      if (next) items.push(item(items.length + 1, next));
      return { items: [...items], relayed: [], lurking: [] };
    },
    imap: {} as CheckContext['imap'],
    outside: { received: async () => outside } as unknown as CheckContext['outside'],
    until: async (look) => {
      for (let i = 0; i < 6; i++) {
        const found = await look();
        if (found) return found;
      }
      return null;
    },
  });
  return { made, dialogues };
}

it('two on time are enough; what was late before, and one that is late now, does not count', async () => {
  const { made, dialogues } = canary([{ took: 400 }, { took: 9_000 }, { took: 500 }]);
  expect(await made.prompt('orders')).toMatchObject({ verdict: 'pass', observed: { en: '0.4, 9.0, 0.5 s' } });
  expect(script(dialogues).join('\n')).toContain('no. 3 ada@shop.example → lin@k3f9.test: 9.0 s, late');
  expect(script(dialogues).join('\n')).not.toContain('no. 1 ');
});

it('fails when every number is late, and says how late', async () => {
  const { made } = canary(Array.from({ length: 6 }, () => ({ took: 5_100 })));
  expect(await made.prompt('orders')).toMatchObject({
    verdict: 'fail',
    expected: { en: 'numbered mail from ada@shop.example to lin@k3f9.test is there within 5 s' },
    observed: { en: expect.stringContaining('of 4 sent now, 0 were on time; they have been under way for 5.1, 5.1, 5.1, 5.1 s') },
  });
});

it('outbound: what the partner does not have is not on time, however quickly it was taken', async () => {
  const sent = { direction: 'outbound' as const, begunAt: new Date(), endedAt: new Date() };
  const there = { mailFrom: 'lin@k3f9.test', at: new Date(), raw: Buffer.from('pl-2') };
  expect(await canary([sent, sent], [there, { ...there, raw: Buffer.from('pl-3') }]).made.prompt('orders')).toMatchObject({ verdict: 'pass' });
  expect(await canary([sent, sent], [there]).made.prompt('orders')).toMatchObject({
    verdict: 'fail',
    observed: { en: expect.stringContaining('1 were on time') },
  });
  expect(await canary([sent, sent], [there, { ...there, mailFrom: '', raw: Buffer.from('pl-3') }]).made.prompt('orders')).toMatchObject({ verdict: 'fail' });
});

it('a server that answers nothing, or refuses, is not prompt', async () => {
  expect(await canary(Array.from({ length: 6 }, () => ({ state: 'rejected' as const, took: null }))).made.prompt('orders')).toMatchObject({ verdict: 'fail' });
  expect(await canary([{ state: 'waiting', endedAt: null, took: null }]).made.prompt('orders')).toMatchObject({ verdict: 'fail' });
});

it('a flow without a target is a mistake of the lab', async () => {
  await expect(canary([{ target: null }]).made.prompt('orders')).rejects.toThrow('a flow of this lab with a target');
});

it('arrived: what waits is tried four times at least, however long a try takes, and not for ever', async () => {
  const sent = { direction: 'outbound' as const };
  const there = { mailFrom: 'lin@k3f9.test', at: new Date(), raw: Buffer.from('pl-1') };
  let tries = 0;
  const rounds = () => ({ ...sent, ...(++tries < 4 && { state: 'waiting' as const, endedAt: null, lastReply: '421 4.3.2 busy' }) });
  expect(await canary([], [there], rounds).made.arrived({ logins: {}, timeout: 1 })).toMatchObject({ verdict: 'pass' });
  tries = -10;
  expect(await canary([], [there], rounds).made.arrived({ logins: {}, timeout: 1 })).toMatchObject({
    verdict: 'fail',
    observed: { en: expect.stringContaining('1 of 1 still wait with their sender; no. 1 to lin@k3f9.test was answered: 421 4.3.2 busy') },
  });
  expect(tries).toBeLessThan(0);
});
