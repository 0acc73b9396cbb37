import { expect, it } from 'vitest';
import { Smtp } from './smtp.ts';
import { testContext } from './test-context.ts';
import { loopbackNetwork, scripted } from './test-network.ts';

/** Nothing of this thread runs for so many milliseconds: a virtual machine that is not given its processor. */
const standStill = (time: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, time);

it('a reply that came while this thread stood still is heard, though its time is over', async () => {
  const { network } = loopbackNetwork();
  await using server = await scripted('220 hi\r\n', (_line, socket) => {
    setTimeout(() => socket.write('250 ok\r\n'), 50);
    return '';
  });
  await using session = await new Smtp(network).connect({ host: 'mx', port: server.port, timeout: 2_000 });
  const hello = session.ehlo();
  setTimeout(() => standStill(4_000), 10);
  expect((await hello).code).toBe(250);
}, 30_000);

it('a server that is silent is given up all the same', async () => {
  const { network } = loopbackNetwork();
  await using server = await scripted('220 hi\r\n', () => '');
  await using session = await new Smtp(network).connect({ host: 'mx', port: server.port, timeout: 2_000 });
  const hello = session.ehlo();
  const failed = expect(hello).rejects.toThrow(/sent no reply to "EHLO/);
  setTimeout(() => standStill(4_000), 10);
  await failed;
}, 30_000);

it('until gives back the time in which this thread stood still', async () => {
  const ctx = testContext();
  setTimeout(() => standStill(2_500), 10);
  let looks = 0;
  expect(await ctx.until(async () => ++looks >= 3, { timeout: 1_000, every: 200 })).toBe(true);
  expect(await ctx.until(async () => false, { timeout: 300, every: 100 })).toBeNull();
}, 30_000);
