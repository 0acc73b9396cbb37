import { expect, it } from 'vitest';
import { askServer } from './dns-ask.ts';

it('a server that no way leads to gives no answer, and ends nothing', async () => {
  // Datagrams to the broadcast address are forbidden by the kernel as soon as the socket is connected, as they are when a network is gone.
  expect(await askServer('255.255.255.255', 'k3f9.test', 'MX', { from: '127.0.0.1', limits: { udp: 5_000, tcp: 5_000 } })).toBeNull();
});
