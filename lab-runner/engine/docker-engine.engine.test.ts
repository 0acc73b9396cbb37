import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import Docker from 'dockerode';
import { extract, pack } from 'tar-stream';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { tagOf } from '../../test/support/image-tags.ts';
import { SocketProxy } from '../../test/support/socket-proxy.ts';
import { PostlabError } from '../errors.ts';
import { freeSubnet } from '../sandbox/layout.ts';
import { DockerEngine, engineFacts } from './docker-engine.ts';
import { type Engine, labelOf } from './engine.ts';
import { findEngine } from './find-engine.ts';
import { provision } from './provision.ts';

const instance = `test${randomBytes(4).toString('hex')}`;
const labels = (kind: string) => ({ [labelOf.instance]: instance, [labelOf.kind]: kind });
let engine: Engine;
let image: string;
/** A container that does nothing. */
let box: string;

beforeAll(async () => {
  engine = await findEngine(process.env);
  image = tagOf('base');
  // On some engines a host cannot start without the helper that this leaves.
  await provision(engine, { image, instance });
  box = await idle('box');
});
afterAll(async () => {
  const mine = { [labelOf.instance]: instance };
  for (const container of await engine.containers(mine)) await engine.remove(container.id);
  for (const volume of await engine.volumes(mine)) await engine.removeVolume(volume.name);
  for (const network of await engine.networks(mine)) await engine.removeNetwork(network.id);
});

async function idle(name: string, started = true): Promise<string> {
  const id = await engine.createService({
    name: `${instance}-${name}`,
    image,
    command: ['/usr/bin/sleep', 'infinity'],
    labels: labels('test'),
    network: 'none',
    networkMode: 'none',
    capabilities: [],
  });
  if (started) await engine.start(id);
  return id;
}

/** Ample: the machine may be busy, or emulated (`npm run test:cgroup2`). */
const patience = { timeout: 60_000, interval: 100 };
const sh = (line: string, options: Parameters<Engine['run']>[2] = {}, container = box) =>
  engine.run(container, ['/bin/bash', '-c', line], { timeout: 60_000, ...options });

/** The error of something that must fail: a PostlabError with a hint. */
async function failure(work: Promise<unknown>): Promise<PostlabError> {
  const error = await work.then(
    () => null,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(PostlabError);
  const known = error as PostlabError;
  expect(known.hint).not.toBe('');
  return known;
}

/** Files of an archive: name → text. */
async function filesOf(tar: NodeJS.ReadableStream): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  const reader = extract();
  tar.pipe(reader);
  for await (const entry of reader) files[entry.header.name] = (await buffer(entry)).toString();
  return files;
}

function tarOf(files: Record<string, string>): Promise<Buffer> {
  const tar = pack();
  for (const [name, text] of Object.entries(files)) tar.entry({ name }, text);
  tar.finalize();
  return buffer(tar);
}

test('run: exit code, both outputs, environment, standard input', async () => {
  expect(await sh('echo out; echo err >&2; exit 3')).toEqual({ exitCode: 3, stdout: 'out\n', stderr: 'err\n' });
  expect((await sh('printf %s "$LAB_SUBJECT"; printf 邮 | wc -m', { env: { LAB_SUBJECT: '会议 "$x"\nline' } })).stdout).toBe('会议 "$x"\nline1\n');
  const stdin = randomBytes(300_000);
  expect((await sh('sha256sum; wc -c </dev/null', { stdin })).stdout).toMatch(/^[0-9a-f]{64} {2}-\n0\n$/);
  expect((await sh('wc -c', { stdin })).stdout).toBe('300000\n');
  expect((await sh('no-such-program')).exitCode).toBe(127);
});

test('run: each output is cut at one mebibyte, and the rest is not waited for in vain', async () => {
  const { exitCode, stdout, stderr } = await sh('head -c 3000000 /dev/zero | tr "\\0" x; head -c 1500000 /dev/zero | tr "\\0" y >&2; exit 4');
  expect([exitCode, stdout.length, stderr.length]).toEqual([4, 1024 * 1024, 1024 * 1024]);
  expect([stdout.at(-1), stderr.at(-1)]).toEqual(['x', 'y']);
});

test('run: what takes too long and what is given up ends with an error that says so', async () => {
  const late = await failure(sh('sleep 60', { timeout: 300 }));
  expect([late.code, late.message]).toEqual(['run-timeout', expect.stringContaining('300 ms')]);
  const abort = new AbortController();
  const running = failure(sh('echo begun > /tmp/begun; sleep 60', { signal: abort.signal }));
  await vi.waitFor(async () => expect((await sh('cat /tmp/begun')).stdout).toBe('begun\n'), patience);
  abort.abort();
  expect((await running).code).toBe('run-cancelled');
  expect((await failure(sh('true', { signal: abort.signal }))).code).toBe('run-cancelled');
});

test('exec: a terminal of the wanted size that can be resized, and its exit code', async () => {
  const session = await engine.exec(box, ['/bin/bash', '--norc'], { tty: true, columns: 90, rows: 20, env: { WORD: '你好' } });
  let text = '';
  session.stream.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  session.stream.write('stty size; tty; echo "$WORD $TERM"\n');
  await vi.waitFor(() => expect(text).toMatch(/20 90\r\n\/dev\/pts\/\d+\r\n你好 xterm-256color/), patience);
  await session.resize(132, 43);
  session.stream.write('stty size\n');
  await vi.waitFor(() => expect(text).toContain('43 132'), patience);
  expect(await session.exitCode()).toBeNull();
  const ended = new Promise((resolve) => session.stream.once('end', resolve));
  session.stream.write('exit 7\n');
  await ended;
  expect(await session.exitCode()).toBe(7);
  await session.resize(80, 25);
});

test('exec without a terminal carries bytes both ways, unchanged', async () => {
  const session = await engine.exec(box, ['/bin/cat'], { tty: false });
  const sent = randomBytes(400_000);
  const got = buffer(session.stream);
  session.stream.end(sent);
  expect((await got).equals(sent)).toBe(true);
});

test('archives go in (also before the first start) and come out; what is not there is null', async () => {
  const fresh = await idle('fresh', false);
  await engine.putArchive(fresh, '/', await tarOf({ 'etc/postlab-test/a.conf': 'key = 值\n', 'root/b': 'b' }));
  await engine.start(fresh);
  expect((await sh('cat /etc/postlab-test/a.conf /root/b', {}, fresh)).stdout).toBe('key = 值\nb');
  const out = await engine.getArchive(fresh, '/etc/postlab-test');
  expect(await filesOf(out as NodeJS.ReadableStream)).toMatchObject({ 'postlab-test/a.conf': 'key = 值\n' });
  expect(await engine.getArchive(fresh, '/etc/no-such-file')).toBeNull();
  expect((await failure(engine.putArchive(fresh, '/no/such/folder', await tarOf({ a: 'a' })))).code).toBe('engine-object-gone');
});

test('a volume has a real size, tells its use, survives a stop and a start of its host, and goes with its holder', async () => {
  const name = `${instance}-disk`;
  await engine.createVolume({ name, sizeBytes: 4 * 1024 * 1024, labels: labels('volume'), image });
  const subnet = freeSubnet(await engine.usedSubnets(), 300);
  if (!subnet) throw new Error('no free subnet');
  const network = await engine.createNetwork({
    name: `${instance}-disk`,
    bridge: `lab${instance.slice(4, 12)}d`,
    ...subnet,
    labels: labels('network'),
  });
  const host = await engine.createHost({
    name: `${instance}-host`,
    image,
    hostname: 'mx.shop.test',
    network,
    address: subnet.world,
    dns: '203.0.113.53',
    memoryBytes: 128 * 1024 * 1024,
    pids: 128,
    labels: { ...labels('host'), [labelOf.sandbox]: 'disk', [labelOf.host]: 'mx' },
    env: {},
    volumes: [{ volume: name, path: '/var/mail' }],
    sandbox: 'disk',
  });
  await engine.start(host);
  const empty = await engine.volumeUsage(name);
  expect(empty.bytes).toBe(4 * 1024 * 1024);
  const full = await sh('df -B1 --output=size /var/mail | tail -1; dd if=/dev/zero of=/var/mail/big bs=64k 2>&1; echo kept > /var/mail/note', {}, host);
  expect(full.stdout).toMatch(/^ *4194304\n.*No space left on device/s);
  expect((await engine.volumeUsage(name)).usedBytes).toBe(4 * 1024 * 1024);
  await sh('truncate -s 1M /var/mail/big; echo kept > /var/mail/note', {}, host);
  await engine.stop(host);
  await engine.stop(host);
  expect((await engine.inspect(host))?.running).toBe(false);
  expect(await engine.memory(host)).toBeNull();
  expect((await engine.volumeUsage(name)).usedBytes).toBe(1024 * 1024 + 4096);
  await engine.start(host);
  await engine.start(host);
  expect((await sh('cat /var/mail/note; stat -c %s /var/mail/big', {}, host)).stdout).toBe('kept\n1048576\n');
  expect(await engine.memory(host)).toBeGreaterThan(1024 * 1024);
  await engine.remove(host);
  await engine.remove(host);
  await engine.removeVolume(name);
  await engine.removeVolume(name);
  await engine.removeNetwork(network);
  expect(await engine.volumes(labels('volume'))).toEqual([]);
  expect(await engine.containers(labels('holder'))).toEqual([]);
  expect((await failure(engine.volumeUsage(name))).code).toBe('volume-gone');
});

test('networks: the wanted address, joined and left as often as one likes, removed with somebody still in it', async () => {
  const subnet = freeSubnet(await engine.usedSubnets(), 200);
  if (!subnet) throw new Error('no free subnet');
  const spec = { name: `${instance}-net`, bridge: `lab${instance.slice(4, 12)}n`, ...subnet, labels: labels('network') };
  const network = await engine.createNetwork(spec);
  expect(await engine.usedSubnets()).toContain(subnet.subnet);
  expect(await engine.networks(labels('network'))).toMatchObject([{ id: network, name: spec.name }]);
  for (let twice = 0; twice < 2; twice++) await engine.connect(network, box, subnet.world);
  expect((await engine.inspect(box))?.addresses).toEqual({ [spec.name]: subnet.world });
  // The bridge has no address: the gateway is nobody until world takes it.
  expect((await sh(`ip -4 -o addr show; ping -c1 -W1 ${subnet.gateway}`)).exitCode).not.toBe(0);
  for (let twice = 0; twice < 2; twice++) await engine.disconnect(network, box);
  expect((await engine.inspect(box))?.addresses).toEqual({});
  const clash = await failure(engine.createNetwork({ ...spec, name: `${spec.name}2`, bridge: `lab${instance.slice(4, 12)}m` }));
  expect([clash.code, clash.message]).toEqual(['engine-refused', expect.stringMatching(/overlap/)]);
  await engine.connect(network, box, subnet.world);
  await engine.removeNetwork(network);
  await engine.removeNetwork(network);
  await engine.disconnect(network, box);
  expect(await engine.networks(labels('network'))).toEqual([]);
  expect((await failure(engine.connect(network, box, subnet.world))).code).toBe('engine-object-gone');
});

test('what is gone or stopped is said, and asking twice to remove it is no error', async () => {
  const short = await idle('short');
  await engine.stop(short, 0);
  const stopped = await failure(sh('true', {}, short));
  expect([stopped.code, stopped.message]).toEqual(['engine-refused', expect.stringMatching(/not running/)]);
  await engine.remove(short);
  await engine.remove(short);
  await engine.stop(short);
  expect(await engine.inspect(short)).toBeNull();
  expect((await failure(sh('true', {}, short))).code).toBe('engine-object-gone');
  expect((await failure(engine.start(short))).code).toBe('engine-object-gone');
  expect(await engine.imageExists('postlab/no-such-image:1')).toBeNull();
  const missing = await failure(
    engine.createService({ name: `${instance}-x`, image: 'postlab/no-such-image:1', labels: labels('test'), network: 'none', capabilities: [] }),
  );
  expect([missing.code, missing.message]).toEqual(['image-missing', expect.stringContaining('no-such-image')]);
});

test('the events of our containers are told, and told again after the engine was away', async () => {
  const proxy = await SocketProxy.open(process.env);
  const docker = new Docker(proxy.options);
  const far = new DockerEngine(docker, await engineFacts(docker));
  const abort = new AbortController();
  const seen: string[] = [];
  try {
    const told = await idle('told', false);
    far.watch(labels('test'), (event) => seen.push(`${event.action} ${event.container === told}`), abort.signal);
    // The stream opens by itself a moment later: starting and stopping goes on until it tells.
    await vi.waitFor(async () => {
      await engine.start(told);
      await engine.stop(told, 0);
      expect(seen).toContain('die true');
    }, patience);
    expect(seen).toContain('start true');
    await proxy.cut();
    const away = await failure(far.containers(labels('test')));
    expect([away.code, away.status]).toEqual(['engine-unreachable', 503]);
    expect(away.hint).toMatch(/systemctl start docker/);
    expect((await failure(far.run(box, ['true']))).code).toBe('engine-unreachable');
    await proxy.mend();
    seen.length = 0;
    await vi.waitFor(async () => {
      await engine.start(told);
      await engine.stop(told, 0);
      expect(seen).toContain('die true');
    }, patience);
  } finally {
    abort.abort();
    await proxy.close();
  }
});

test('an engine that goes away in the middle of a command is an error, not an exit code', async () => {
  const proxy = await SocketProxy.open(process.env);
  try {
    const docker = new Docker(proxy.options);
    const far = new DockerEngine(docker, await engineFacts(docker));
    const running = failure(far.run(box, ['/bin/bash', '-c', 'echo begun > /tmp/far; sleep 60']));
    await vi.waitFor(async () => expect((await sh('cat /tmp/far')).stdout).toBe('begun\n'), patience);
    await proxy.cut();
    expect((await running).code).toBe('engine-unreachable');
  } finally {
    await proxy.close();
  }
});

test('no engine at all: where it was looked for and what to do', async () => {
  const error = await failure(findEngine({ DOCKER_HOST: 'unix:///no/such/docker.sock', HOME: '/nonexistent' }));
  expect([error.code, error.status, error.message]).toEqual(['no-engine', 503, expect.stringContaining('/no/such/docker.sock')]);
  expect(error.hint).toContain('apt-get install docker.io');
});
