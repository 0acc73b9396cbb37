import { type Engine, labelOf } from '../../lab-runner/engine/engine.ts';
import { ipv6On } from '../../lab-runner/engine/ipv6.ts';
import { freeSubnet } from '../../lab-runner/sandbox/layout.ts';

/** A bridge on the engine's host: its MAC and its IPv6 link-local address ('' when it has none). */
export interface Bridge {
  mac: string;
  linkLocal: string;
}

/** What a hostile learner would like to reach on the engine's host. */
export interface HostFacts {
  /** IPv4 addresses of the engine's host, docker0's among them, without loopback. */
  addresses: string[];
  /** Its global IPv6 addresses, if it has any. */
  addresses6: string[];
  bridge(name: string): Promise<Bridge>;
  /** The real resolvers. */
  resolvers: string[];
  /** Who has sent something to the listener, by any protocol, since the start. */
  heard(): Promise<string>;
  /** Sends to the listener from the host itself: the proof that it listens. */
  knock(address: string): Promise<string>;
  port: number;
}

const listener = `
import socket, threading, sys
port = int(sys.argv[1])
heard = open('/tmp/heard', 'a', buffering=1)
def tcp():
    s = socket.socket(socket.AF_INET6); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    s.bind(('::', port)); s.listen(16)
    while True:
        c, who = s.accept(); heard.write(f'tcp {who[0]}\\n'); c.sendall(b'you are in\\n'); c.close()
def udp():
    s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    s.bind(('::', port))
    while True:
        data, who = s.recvfrom(2000); heard.write(f'udp {who[0]} {data.decode()}\\n'); s.sendto(b'you are in\\n', who)
threading.Thread(target=tcp, daemon=True).start(); print('listening', flush=True); udp()
`;

/** A container in the network of the engine's host that listens on a port of all its addresses. */
export async function listenOnEnginesHost(engine: Engine, options: { instance: string; image: string; port: number }): Promise<HostFacts> {
  const { port } = options;
  const id = await engine.createService({
    name: `postlab-${options.instance}-listener`,
    image: options.image,
    command: ['/usr/bin/python3', '-c', listener, String(port)],
    labels: { [labelOf.instance]: options.instance, [labelOf.kind]: 'test' },
    network: 'host',
    networkMode: 'host',
    capabilities: [],
  });
  await engine.start(id);
  const sh = async (line: string) => (await engine.run(id, ['/bin/bash', '-c', line], { timeout: 90_000 })).stdout;
  const knock = (address: string) => sh(`for i in $(seq 300); do exec 3<>/dev/tcp/${address}/${port} && head -1 <&3 && break; sleep 0.1; done 2>/dev/null`);
  return {
    port,
    knock,
    addresses: (await sh("ip -4 -o addr show | awk '{print $4}' | cut -d/ -f1")).split('\n').filter((a) => a !== '' && !a.startsWith('127.')),
    addresses6: (await sh("ip -6 -o addr show scope global | awk '{print $4}' | cut -d/ -f1")).split('\n').filter((a) => a !== ''),
    resolvers: (await sh('awk \'$1 == "nameserver" {print $2}\' /etc/resolv.conf'))
      .split('\n')
      .filter((a) => /^\d+\.\d+\.\d+\.\d+$/.test(a) && !a.startsWith('127.')),
    bridge: async (name) => {
      const text = await sh(`ip -o link show ${name}; ip -6 -o addr show dev ${name} scope link`);
      return { mac: /link\/ether (\S+)/.exec(text)?.[1] ?? '', linkLocal: /inet6 (fe80\S+)\/64/.exec(text)?.[1] ?? '' };
    },
    heard: () => sh('cat /tmp/heard 2>/dev/null'),
  };
}

/**
 * What a root with NET_RAW can send whatever the kernel of its host thinks of IPv6: whole Ethernet frames. UDP to the
 * bridge's link-local address, UDP to an IPv4 address of the machine, and a ping to all nodes; prints what answers.
 * Arguments: word, port, MAC, link-local address, IPv4 address; and, where an answer is wanted, the seconds to go on until one comes.
 */
export const rawFrames = `
import socket, struct, sys, time
word, port, mac, six, four = sys.argv[1].encode(), int(sys.argv[2]), bytes.fromhex(sys.argv[3].replace(':', '')), sys.argv[4], sys.argv[5]
s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3)); s.bind(('eth0', 0)); s.settimeout(0.2)
me = s.getsockname()[4]
mine6 = socket.inet_pton(socket.AF_INET6, 'fe80::bad1')
def checksum(data):
    data += bytes(len(data) % 2)
    n = sum(struct.unpack('!%dH' % (len(data) // 2), data))
    while n >> 16: n = (n & 0xffff) + (n >> 16)
    return ~n & 0xffff or 0xffff
def v6(to, dst, proto, body, at):
    target = socket.inet_pton(socket.AF_INET6, dst)
    sum = checksum(mine6 + target + struct.pack('!II', len(body), proto) + body)
    body = body[:at] + struct.pack('!H', sum) + body[at + 2:]
    s.send(to + me + struct.pack('!HIHBB', 0x86dd, 6 << 28, len(body), proto, 255) + mine6 + target + body)
def v4(to, src, dst, body):
    head = struct.pack('!BBHHHBBH4s4s', 0x45, 0, 20 + len(body), 7, 0, 64, 17, 0, socket.inet_aton(src), socket.inet_aton(dst))
    s.send(to + me + b'\\x08\\x00' + head[:10] + struct.pack('!H', checksum(head)) + head[12:] + body)
udp = struct.pack('!HHHH', 4444, port, 8 + len(word), 0) + word
ping = struct.pack('!BBHHH', 128, 0, 0, 9, 1) + word
begun = time.time()
end = begun + 3
latest = begun + (int(sys.argv[6]) if len(sys.argv) > 6 else 0)
answered = False
again = 0
while time.time() < end or (not answered and time.time() < latest):
    if time.time() > again:
        again = time.time() + 0.5
        v6(mac, six, 17, udp, 6)
        v6(bytes.fromhex('333300000001'), 'ff02::1', 58, ping, 2)
        for source in ('172.17.0.99', '198.18.0.99'): v4(mac, source, four, udp)
    try: frame = s.recv(2000)
    except OSError: continue
    # From the machine itself, to us or asking who we are: it has taken what we sent.
    if frame[6:12] == mac and frame[12:14] == b'\\x86\\xdd' and frame[20] in (17, 58) and mine6[8:] in frame:
        print('answer', frame[20], frame[54])
        # Who answers once hears what is sent from now on.
        if not answered: end = max(end, time.time() + 2)
        answered = True
`;

/** A container on a network like a sandbox's, but whose bridge is not named `lab…`: our firewall does not know it. */
export async function withoutRule(engine: Engine, instance: string, image: string): Promise<{ container: string; bridge: string; remove(): Promise<void> }> {
  const labels = { [labelOf.instance]: instance, [labelOf.kind]: 'test' };
  const bridge = `ctl${instance.slice(0, 10)}`;
  const name = `postlab-${instance}-control`;
  const subnet = freeSubnet(await engine.usedSubnets(), 300);
  if (!subnet) throw new Error('there should be a free subnet for the control');
  const network = await engine.createNetwork({ name, bridge, ...subnet, labels });
  const container = await engine.createService({
    name,
    image,
    command: ['/usr/bin/sleep', '600'],
    labels,
    network: name,
    capabilities: ['NET_RAW', 'NET_ADMIN'],
    sysctls: ipv6On,
  });
  await engine.start(container);
  return {
    container,
    bridge,
    remove: async () => {
      await engine.remove(container);
      await engine.removeNetwork(network);
    },
  };
}
