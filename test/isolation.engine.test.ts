import { afterAll, beforeAll, expect, test } from 'vitest';
import { labOf } from '../lab-runner/catalogue/catalogue.ts';
import type { HostSpec } from '../lab-runner/contract/topology.ts';
import type { RunResult } from '../lab-runner/engine/engine.ts';
import type { StoredSandbox } from '../lab-runner/sandbox/sandbox-store.ts';
import { freePort } from './support/child-server.ts';
import { type Bridge, type HostFacts, listenOnEnginesHost, rawFrames, withoutRule } from './support/host-network.ts';
import { TestInstance } from './support/instance.ts';

/** A learner is root and may be hostile (docs/security.md). `evil` tries what it can; `good` is its neighbour. */
let instance: TestInstance;
let evil: StoredSandbox;
let good: StoredSandbox;
let host: HostFacts;

beforeAll(async () => {
  instance = await (await TestInstance.make()).start();
  const lab = labOf(instance.runner.catalogue, 'hello-smtp');
  // With IPv6 there is more to attack with.
  (lab.definition.topology.hosts['client'] as HostSpec).ipv6 = true;
  [evil, good] = await Promise.all([instance.runner.sandboxes.create({ lab, purpose: 'grade' }), instance.runner.sandboxes.create({ lab, purpose: 'grade' })]);
  host = await listenOnEnginesHost(instance.engine, {
    instance: instance.secrets.instance,
    image: instance.runner.images.tagOf('base'),
    port: await freePort(),
  });
});
afterAll(() => instance?.destroy());

const container = (sandbox: StoredSandbox) => sandbox.hosts[0]?.container as string;
const address = (sandbox: StoredSandbox) => sandbox.hosts[0]?.address as string;
const address6 = (sandbox: StoredSandbox) => instance.runner.sandboxes.plan(sandbox).parameters['ip6:client'] as string;
const run = (sandbox: StoredSandbox, command: string[], options: { stdin?: string; timeout?: number } = {}): Promise<RunResult> =>
  instance.engine.run(container(sandbox), command, { timeout: 60_000, ...options });
const sh = (sandbox: StoredSandbox, line: string) => run(sandbox, ['/bin/bash', '-c', line]);
/** Says hello to each address over TCP and UDP, all at once; prints what answered. */
const knock = `
import socket, sys, threading
port, word = int(sys.argv[1]), sys.argv[2]
def one(a, kind):
    try:
        family, kind, proto, _, where = socket.getaddrinfo(a, port, type=kind)[0]
        s = socket.socket(family, kind, proto); s.settimeout(3); s.connect(where); s.send(word.encode())
        print(a, 'answered', s.recv(100))
    except OSError as e:
        print(a, 'no:', e, file=sys.stderr)
all = [threading.Thread(target=one, args=(a, kind)) for a in sys.argv[3:] for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM)]
for t in all: t.start()
for t in all: t.join()
`;
const tryAll = (word: string, port: number, addresses: string[]) => run(evil, ['/usr/bin/python3', '-c', knock, String(port), word, ...addresses]);
const internetWorks = async (sandbox: StoredSandbox) => {
  const { peer } = instance.runner.sandboxes.plan(sandbox).parameters;
  const { stdout } = await sh(sandbox, `mx=$(dig +short MX ${peer} | cut -d' ' -f2); echo "<$mx>"; timeout 30 bash -c "head -1 < /dev/tcp/\${mx%.}/25"`);
  expect(stdout).toMatch(/^<\S+>\n220 /);
};

test("the listener on the engine's host answers the host itself, so that silence means something", async () => {
  expect(host.addresses.length).toBeGreaterThan(0);
  for (const where of host.addresses) expect([where, await host.knock(where)]).toEqual([where, 'you are in\n']);
  await internetWorks(evil);
});

test("no address of the engine's host answers, nor does its resolver, nor a cloud's metadata", async () => {
  const targets = [...new Set([...host.addresses, '172.17.0.1', evil.gateway])];
  expect((await tryAll('plain', host.port, targets)).stdout).toBe('');
  const { stdout } = await sh(
    evil,
    [
      ...host.resolvers.map((r) => `dig +short +time=1 +tries=1 debian.org @${r} | grep -v '^;'`),
      'dig +short +time=1 +tries=1 debian.org | grep -v "^;"',
      'dig +short +time=1 +tries=1 debian.org @127.0.0.11 | grep -v "^;"',
      "timeout 2 bash -c 'head -1 < /dev/tcp/169.254.169.254/80'",
      'ping -c1 -W1 1.1.1.1 | grep "bytes from"',
    ].join('; '),
  );
  expect(stdout).toBe('');
  expect(await host.heard()).not.toContain('plain');
});

test('nor with the bridge as the next hop, whatever the packets claim to be', async () => {
  const bridge = await host.bridge(`lab${evil.id.slice(0, 10)}`);
  expect(bridge.mac).toMatch(/^[0-9a-f:]{17}$/);
  // An address of the own subnet that nobody has, with the bridge's MAC: the host would get what is sent there.
  const hop = `${evil.subnet.split('.').slice(0, 3).join('.')}.${Number(evil.gateway.split('.')[3]) + 12}`;
  const targets = [...new Set([...host.addresses, ...host.resolvers, '172.17.0.1', address(good), '1.1.1.1'])];
  const prepared = await sh(
    evil,
    `set -e; ip neigh replace ${hop} lladdr ${bridge.mac} dev eth0; for t in ${targets.join(' ')}; do ip route replace $t/32 via ${hop} dev eth0 onlink; done`,
  );
  expect(prepared.exitCode, prepared.stderr).toBe(0);
  try {
    expect((await tryAll('nexthop', host.port, targets)).stdout).toBe('');
    // Forged source: one-way UDP that looks as if it came from the host's own networks.
    await sh(
      evil,
      `ip addr add 172.17.0.99/32 dev eth0; for t in ${host.addresses.join(' ')}; do echo forged | nc -u -w1 -s 172.17.0.99 $t ${host.port}; done`,
    );
    for (const resolver of host.resolvers) expect((await sh(evil, `dig +short +time=1 +tries=1 debian.org @${resolver} | grep -v '^;'`)).stdout).toBe('');
    expect(await host.heard()).not.toMatch(/nexthop|forged/);
  } finally {
    await sh(evil, `ip addr del 172.17.0.99/32 dev eth0; for t in ${targets.join(' ')}; do ip route del $t/32; done; ip neigh del ${hop} dev eth0`);
  }
});

test('nor over IPv6 on the bridge, nor with frames made by hand, which do get through on a bridge without our rule', async () => {
  const bridge = await host.bridge(`lab${evil.id.slice(0, 10)}`);
  expect(bridge.linkLocal, 'the bridge has an address of its own: that is why a rule is needed').toMatch(/^fe80::/);
  const send = (word: string, to: Bridge) => ['/usr/bin/python3', '-c', rawFrames, word, String(host.port), to.mac, to.linkLocal, host.addresses[0] as string];
  const sent = await run(evil, send('frames', bridge));
  expect([sent.exitCode, sent.stdout, sent.stderr]).toEqual([0, '', '']);
  // The same from a network that differs in the name of its bridge only.
  const open = await withoutRule(instance.engine, instance.secrets.instance, instance.runner.images.tagOf('base'));
  try {
    // Its address is there a moment after the bridge.
    await expect.poll(async () => (await host.bridge(open.bridge)).linkLocal).toMatch(/^fe80::/);
    const heard = await instance.engine.run(open.container, [...send('control', await host.bridge(open.bridge)), '60'], { timeout: 90_000 });
    expect(heard.stdout).toContain('answer');
    await expect.poll(() => host.heard()).toMatch(/udp fe80::bad\S* control/);
  } finally {
    await open.remove();
  }
  expect(await host.heard()).not.toContain('frames');
});

test('nor from a host that has IPv6, which does reach a machine without our rule', async () => {
  const bridge = await host.bridge(`lab${evil.id.slice(0, 10)}`);
  expect((await sh(evil, 'ping -6 -c1 -W20 2001:db8:ffff::25')).stdout, 'its own Internet answers').toContain('1 received');
  // A link-local address means nothing without its interface; and whatever else the machine may have, with its bridge as the next hop.
  const targets = [`${bridge.linkLocal}%eth0`, ...host.addresses6];
  const routed = await sh(evil, `set -e; for t in ${host.addresses6.join(' ')}; do ip -6 route replace $t/128 via ${bridge.linkLocal} dev eth0; done`);
  expect(routed.exitCode, routed.stderr).toBe(0);
  const open = await withoutRule(instance.engine, instance.secrets.instance, instance.runner.images.tagOf('base'));
  try {
    expect((await tryAll('over-six', host.port, targets)).stdout).toBe('');
    // The same from a network that differs in the name of its bridge only.
    await expect.poll(async () => (await host.bridge(open.bridge)).linkLocal).toMatch(/^fe80::/);
    const there = `${(await host.bridge(open.bridge)).linkLocal}%eth0`;
    const reached = () => instance.engine.run(open.container, ['/usr/bin/python3', '-c', knock, String(host.port), 'six-control', there], { timeout: 60_000 });
    await expect.poll(async () => (await reached()).stdout, { timeout: 60_000 }).toContain('answered');
    await expect.poll(() => host.heard()).toMatch(/udp fe80::\S* six-control/);
  } finally {
    await open.remove();
    await sh(evil, `for t in ${host.addresses6.join(' ')}; do ip -6 route del $t/128; done`);
  }
  expect(await host.heard()).not.toContain('over-six');
});

test('nor through an interface of its own making', async () => {
  const made = await sh(evil, 'ip link add evil0 link eth0 type macvlan mode bridge && ip link set evil0 up; ip -br link');
  const own = made.stdout.includes('evil0') ? 'evil0' : 'eth0';
  try {
    for (const address of host.addresses.slice(0, 2)) await sh(evil, `ip route replace ${address}/32 dev ${own}`);
    expect((await tryAll('onlink', host.port, host.addresses.slice(0, 2))).stdout).toBe('');
    expect(await host.heard()).not.toContain('onlink');
    await internetWorks(good);
  } finally {
    for (const address of host.addresses.slice(0, 2)) await sh(evil, `ip route del ${address}/32 dev ${own}`);
    await sh(evil, 'ip link del evil0');
  }
  // World took the interface's MAC for the host's, as any neighbour on an Ethernet would, and asks anew after a while.
  await expect.poll(() => internetWorks(evil).then(() => 'works', String), { timeout: 200_000, interval: 1000 }).toBe('works');
});

test("a neighbour's host cannot be reached, over its Internet or beside it", async () => {
  const port = 2525;
  const abort = new AbortController();
  const listening = instance.engine
    .run(container(good), ['/bin/bash', '-c', `echo here > /tmp/up; nc -lk ${port} | tee /tmp/heard`], { signal: abort.signal })
    .catch(() => undefined);
  await expect.poll(async () => (await sh(good, `cat /tmp/up; nc -zw1 ${address(good)} ${port} && echo open`)).stdout).toBe('here\nopen\n');
  expect((await tryAll('neighbour', port, [address(good), good.gateway])).stdout).toBe('');
  expect((await sh(evil, `ping -c1 -W1 ${address(good)} | grep 'bytes from'`)).stdout).toBe('');
  // The neighbour's address, taken for oneself: what the Internet sends to the neighbour does not come here.
  await sh(evil, `ip addr add ${address(good)}/32 dev eth0`);
  await internetWorks(good);
  const { peer } = instance.runner.sandboxes.plan(good).parameters;
  const asGood = await sh(
    evil,
    `dig +short +time=1 +tries=1 -b ${address(good)} MX ${peer} | grep -v '^;'; nc -w2 -s ${address(good)} 192.0.2.10 25 < /dev/null`,
  );
  expect(asGood.stdout).toBe('');
  await sh(evil, `ip addr del ${address(good)}/32 dev eth0`);
  expect((await sh(good, 'cat /tmp/heard')).stdout).toBe('');
  abort.abort();
  await listening;
  await sh(good, 'pkill -x nc');
});

test("nor over IPv6, nor can anybody speak in the neighbour's name there", async () => {
  const [mine, theirs, port] = [address6(evil), address6(good), 2626];
  const listener = `
import socket, sys, threading
def tcp():
    s = socket.create_server(('::', ${port}), family=socket.AF_INET6)
    while True: s.accept()[0].sendall(b'here')
# Echo replies, wanted or not.
raw = socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6)
threading.Thread(target=tcp, daemon=True).start()
heard = open('/tmp/heard6', 'a', buffering=1); heard.write('ready\\n')
while True:
    data = raw.recv(2000)
    if data[0] == 129: heard.write('echo ' + data[8:].decode('latin1') + '\\n')
`;
  const abort = new AbortController();
  const listening = instance.engine.run(container(good), ['/usr/bin/python3', '-c', listener], { signal: abort.signal }).catch(() => undefined);
  const heard = async () => (await sh(good, 'cat /tmp/heard6')).stdout;
  const ping = (word: string) => `ping -6 -c3 -i0.2 -W1 -p ${Buffer.from(word).toString('hex')} -I ${theirs} 2001:db8:ffff::25; true`;
  try {
    await expect.poll(heard).toContain('ready');
    expect((await sh(good, `nc -6 -w20 ${theirs} ${port} < /dev/null`)).stdout).toBe('here');
    // By its own gateway, which is the neighbour's, too.
    expect((await tryAll('neighbour6', port, [theirs, theirs.replace(/::.*/, '::1')])).stdout).toBe('');
    expect((await sh(evil, `ping -6 -c1 -W1 ${theirs} | grep 'bytes from'`)).stdout).toBe('');
    // In the neighbour's name: the Internet's answers would come to the neighbour.
    expect((await sh(evil, `ip -6 addr add ${theirs}/128 dev eth0 nodad`)).exitCode).toBe(0);
    await sh(evil, ping('evil'));
    await sh(evil, `ip -6 addr del ${theirs}/128 dev eth0`);
    // What the neighbour asks itself it hears, and after it nothing that was sent before can still come.
    await sh(good, ping('good'));
    await expect.poll(heard).toContain('goodgood');
    expect(await heard()).not.toContain('evilevil');
    // World has no way from one to the other, and says nothing on its own ports over IPv6 but what a partner says.
    const { stdout } = await sh(
      evil,
      `ip -6 route get ${theirs}; ip -6 addr show dev eth0 scope global; for p in 25 53 80; do nc -6 -w1 2001:db8:ffff::25 $p < /dev/null; done`,
    );
    expect(stdout).toContain(mine);
    expect(stdout).not.toMatch(/^220 /m);
  } finally {
    abort.abort();
    await listening;
    await sh(good, `pkill -f create_server`);
  }
});

test('no mount, no device, no other namespace, no kernel setting, no engine', async () => {
  const tries: Record<string, string> = {
    tmpfs: 'mount -t tmpfs none /mnt',
    'cgroup v1': 'mount -t cgroup -o memory none /mnt',
    cgroup2: 'mount -t cgroup2 none /mnt',
    remount: 'mount -o remount,rw /sys/fs/cgroup',
    'proc read-write': 'mount -o remount,rw /proc/sys',
    bind: 'mount --bind / /mnt',
    unshare: 'unshare -m true',
    'user namespace': 'unshare -Ur true',
    device: 'mknod /tmp/disk b 8 0',
    memory: 'head -c1 /dev/mem',
    'core pattern': 'echo "|/tmp/x" > /proc/sys/kernel/core_pattern',
    sysrq: 'echo b > /proc/sysrq-trigger',
    'ip forward': 'echo 1 > /proc/sys/net/ipv4/ip_forward',
    module: 'modprobe dummy || insmod /tmp/x.ko',
    'engine socket': 'ls /var/run/docker.sock /run/docker.sock',
    'kernel log': 'dmesg -C',
    clock: 'date -s "2020-01-01"',
    ptrace: 'nsenter -t 1 -m -u -i -n -p true && nsenter -t 1 --cgroup true',
    'event helper': 'echo /tmp/x > /sys/kernel/uevent_helper',
    'program formats': 'echo ":x:M::x::/tmp/x:" > /proc/sys/fs/binfmt_misc/register',
    // Files of other file systems by their number: what got out of containers once (CAP_DAC_READ_SEARCH).
    'file by handle': `python3 -c '
import ctypes, os, sys
handle = ctypes.create_string_buffer(bytes([8, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]))
sys.exit(0 if ctypes.CDLL(None).open_by_handle_at(os.open("/etc/hostname", 0), handle, 0) >= 0 else 1)'`,
  };
  for (const [name, line] of Object.entries(tries)) {
    const { exitCode, stdout } = await sh(evil, line);
    expect([name, exitCode === 0 ? `went well: ${stdout}` : 'refused']).toEqual([name, 'refused']);
  }
});

test("the cgroups of the host and of others cannot be written, and one's own limits stay", async () => {
  const limits =
    'find /sys/fs/cgroup \\( -name memory.max -o -name memory.limit_in_bytes -o -name memory.high -o -name memory.swap.max -o -name pids.max -o -name cpu.max \\) 2>/dev/null';
  // On v2 the own subtree may be written (systemd needs that), the limits at its root not: they are the engine's.
  const own = '/sys/fs/cgroup';
  const v2 = (await instance.engine.facts()).cgroupVersion === 'v2';
  const written = await sh(
    evil,
    v2
      ? `for f in memory.max pids.max memory.swap.max cgroup.freeze; do echo max > ${own}/$f && echo "$f"; done 2>/dev/null`
      : `for f in $(${limits}); do echo max > $f && echo $f; done 2>/dev/null`,
  );
  expect(written.stdout).toBe('');
  if (!v2) {
    const mine = (await sh(evil, 'sed -n "s/^0:://p" /proc/1/cgroup')).stdout.trim();
    expect(mine).toContain(`/postlab/${instance.secrets.instance}/${evil.id}-client`);
    const theirs = `/sys/fs/cgroup/postlab/${instance.secrets.instance}/${good.id}-client`;
    const { stdout } = await sh(
      evil,
      `mkdir ${own}/evil && echo made; mkdir ${own}/postlab/evil && echo made-here; echo 1 > ${theirs}/cgroup.freeze && echo frozen; echo 1 > ${theirs}/cgroup.kill && echo killed; echo $$ > ${own}/cgroup.procs && echo left; rmdir ${theirs} && echo removed`,
    );
    expect(stdout).toBe('');
  }
  await internetWorks(good);
});

test('a memory hog is ended at the limit; its host and its neighbour go on', async () => {
  const hog = await run(evil, ['/usr/bin/python3', '-c', 'x = bytearray()\nwhile True: x += b"x" * (8 << 20)']);
  expect(hog.exitCode).toBe(137);
  expect((await sh(evil, 'systemctl is-active rsyslog')).stdout).toBe('active\n');
  await internetWorks(evil);
  await internetWorks(good);
});

test('a fork bomb stops at the limit; the neighbour and the engine do not notice, and the host is itself again after it', async () => {
  const limit = labOf(instance.runner.catalogue, 'hello-smtp').definition.topology.hosts['client']?.pids as number;
  const bomb = await instance.engine.exec(
    container(evil),
    [
      '/usr/bin/python3',
      '-c',
      `
import os, signal, sys
children = []
try:
    while len(children) < 4 * ${limit}:
        pid = os.fork()
        if pid == 0:
            signal.pause()
        children.append(pid)
except OSError as e:
    print('stopped by', e.strerror, flush=True)
print('made', len(children), flush=True)
sys.stdin.readline()
for pid in children: os.kill(pid, signal.SIGKILL)
for pid in children: os.waitpid(pid, 0)
print('over', flush=True)
`,
    ],
    { tty: false },
  );
  let text = '';
  bomb.stream.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  await expect.poll(() => text, { timeout: 60_000 }).toMatch(/made \d+\n/);
  expect(text).toContain('stopped by Resource temporarily unavailable');
  expect(Number(/made (\d+)/.exec(text)?.[1])).toBeLessThan(limit);
  await internetWorks(good);
  expect((await sh(good, 'echo fine')).stdout).toBe('fine\n');
  bomb.stream.write('enough\n');
  await expect.poll(() => text, { timeout: 60_000 }).toContain('over');
  expect((await sh(evil, 'systemctl is-active rsyslog')).stdout).toBe('active\n');
});

test('a full /run is "No space left on device" and no more', async () => {
  const fill = await sh(
    evil,
    'for d in /run /run/lock; do dd if=/dev/zero of=$d/fill bs=64k 2>&1 | grep -o "No space left on device"; done; df --output=size -m /run | tail -1',
  );
  expect(fill.stdout).toMatch(/^(No space left on device\n){2} +48\n$/);
  expect((await instance.engine.inspect(container(evil)))?.running).toBe(true);
  expect((await sh(evil, 'rm /run/fill /run/lock/fill; systemctl restart rsyslog && systemctl is-active rsyslog')).stdout).toBe('active\n');
});

test('after "nft flush ruleset" the lab still works', async () => {
  const flushed = await sh(evil, 'nft flush ruleset && nft list ruleset');
  expect([flushed.exitCode, flushed.stdout]).toEqual([0, '']);
  await internetWorks(evil);
  await instance.runner.sandboxes.reboot(evil);
  await internetWorks(evil);
  expect((await sh(evil, 'ping -6 -c1 -W20 2001:db8:ffff::25')).stdout).toContain('1 received');
});

test('when both end, nothing is left', async () => {
  await Promise.all([instance.runner.sandboxes.remove(evil), instance.runner.sandboxes.remove(good)]);
  await instance.empty();
});
