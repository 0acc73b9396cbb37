import { BlockList, SocketAddress } from 'node:net';
import { expect, test } from 'vitest';
import { senderBlock6 } from '../contract/topology.ts';
import type { InternetCall } from '../contract/world.ts';
import { Internet } from './internet.ts';
import { loopbackNetwork, script } from './test-network.ts';

function internet(lane = { index: 0, of: 1 }) {
  const calls: InternetCall[] = [];
  const { network, dialogues } = loopbackNetwork();
  const probe = new Internet(
    network,
    async (call) => {
      calls.push(call);
      return call.do === 'queries'
        ? [
            { at: 1_000, from: '198.18.0.8', server: '203.0.113.53', name: 'mx.peer.example', type: 'A' },
            { at: 2_000, from: '198.18.0.8', server: '203.0.113.53', name: 'peer.example', type: 'MX' },
            { at: 3_000, from: '198.18.0.8', server: '203.0.113.53', name: 'other.example', type: 'MX' },
          ]
        : call.do === 'path'
          ? [1428]
          : [];
    },
    lane,
  );
  return { probe, calls, dialogues };
}

test('checks side by side have different strangers, each one of its own', () => {
  const draw = (index: number) => {
    const { probe } = internet({ index, of: 3 });
    return Array.from({ length: 84 }, () => probe.stranger());
  };
  const [a, b] = [draw(0), draw(1)];
  expect(new Set([...a, ...b]).size).toBe(168);
  for (const ip of a) expect(ip).toMatch(/^(203\.0\.113|198\.51\.100)\.(129|1[3-9]\d|2[0-4]\d|25[0-4])$/);
});

test('an address is listed as RFC 5782 says, and taken off at the end of its block', async () => {
  const { probe, calls, dialogues } = internet();
  {
    await using _listed = await probe.list('bl.example', '192.0.2.99');
    expect(calls).toMatchObject([{ do: 'publish', name: '99.2.0.192.bl.example', type: 'A', records: ['60 127.0.0.2'] }]);
  }
  expect(calls[1]).toMatchObject({ do: 'publish', name: '99.2.0.192.bl.example', records: null });
  expect(dialogues[0]?.lines[0]?.text).toMatchObject({ en: expect.stringContaining('99.2.0.192.bl.example A 60 127.0.0.2') });
});

test('questions are found by name, by what is below a name, and by type', async () => {
  const { probe, calls } = internet();
  expect((await probe.queries({ under: 'Peer.example.' })).map((q) => q.name)).toEqual(['mx.peer.example', 'peer.example']);
  expect((await probe.queries({ name: 'peer.example', type: 'mx' })).map((q) => q.at.getTime())).toEqual([2_000]);
  await probe.queries({ since: new Date(5) });
  expect(calls.at(-1)).toEqual({ do: 'queries', since: 5 });
});

test('strangers over IPv6 are of the block that world dials from, never the same', () => {
  const { probe } = internet();
  const block = new BlockList();
  block.addSubnet(senderBlock6.replace('/64', ''), 64, 'ipv6');
  const drawn = Array.from({ length: 50 }, () => probe.stranger6());
  expect(new Set(drawn).size).toBe(50);
  for (const ip of drawn) {
    expect(block.check(ip, 'ipv6')).toBe(true);
    expect(new SocketAddress({ address: ip, family: 'ipv6' }).address).toBe(ip);
  }
});

test('what a router says is in the evidence', async () => {
  const { probe, calls, dialogues } = internet();
  expect(await probe.path({ from: '2001:db8:ffff:1::7', host: 'mx', port: 993, mtu: 1280 })).toEqual([1428]);
  expect(calls).toEqual([{ do: 'path', from: '2001:db8:ffff:1::7', to: '127.0.0.1', port: 993, mtu: 1280 }]);
  expect(script(dialogues)).toEqual([
    '- largest segment received from port 993: 1428',
    '- ICMPv6 to mx: your packets to 2001:db8:ffff:1::7 are too big, at most 1280 bytes pass',
  ]);
  await probe.path({ from: '203.0.113.129', host: 'mx', port: 993 });
  expect(calls.at(-1)).toMatchObject({ mtu: null });
});
