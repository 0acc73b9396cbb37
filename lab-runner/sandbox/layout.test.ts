import { SocketAddress } from 'node:net';
import { describe, expect, it } from 'vitest';
import { freeSubnet, hostAddress, hostAddress6, network6, personaAddress, personaAddress6 } from './layout.ts';

describe('freeSubnet', () => {
  it.each([
    [[], 0, '198.18.0.0/28'],
    [['198.18.0.0/28'], 0, '198.18.0.16/28'],
    [['198.18.0.0/24'], 0, '198.18.1.0/28'],
    [['198.18.0.5/32', '172.17.0.0/16', 'fd00::/64'], 0, '198.18.0.16/28'],
    [[], 511, '198.18.31.240/28'],
    [['198.18.31.240/28'], 511, '198.18.0.0/28'],
  ])('with %j in use, from %d: %s', (used, start, subnet) => {
    expect(freeSubnet(used, start)?.subnet).toBe(subnet);
  });
  it('is null when everything is taken', () => {
    expect(freeSubnet(['198.18.0.0/15'])).toBeNull();
  });
  it('gives gateway and world the first two addresses', () => {
    expect(freeSubnet([], 15)).toEqual({ subnet: '198.18.0.240/28', gateway: '198.18.0.241', world: '198.18.0.242' });
  });
});

describe('addresses', () => {
  it('are by order of declaration', () => {
    expect(hostAddress('198.18.7.240/28', 0)).toBe('198.18.7.248');
    expect(hostAddress('198.18.7.240/28', 5)).toBe('198.18.7.253');
    expect(personaAddress(0)).toBe('192.0.2.10');
  });
  it('over IPv6 are in a network of the sandbox’s own, written as every program writes them', () => {
    expect(network6('198.18.7.240/28')).toEqual({ subnet: '2001:db8:1:17f0::/64', gateway: '2001:db8:1:17f0::1' });
    expect([hostAddress6('198.18.0.0/28', 0), hostAddress6('198.18.31.240/28', 5)]).toEqual(['2001:db8:1:1000::8', '2001:db8:1:2ff0::d']);
    for (const subnet of ['198.18.0.0/28', '198.18.31.240/28'])
      for (const address of [hostAddress6(subnet, 0), network6(subnet).gateway, personaAddress6(6)])
        expect(new SocketAddress({ address, family: 'ipv6' }).address).toBe(address);
  });
});
