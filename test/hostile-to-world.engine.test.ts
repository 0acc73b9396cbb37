import { afterAll, beforeAll, expect, test } from 'vitest';
import { labOf } from '../lab-runner/catalogue/catalogue.ts';
import type { StoredSandbox } from '../lab-runner/sandbox/sandbox-store.ts';
import { TestInstance } from './support/instance.ts';

/** One world serves many sandboxes: nothing that one of them sends may end it, for then all are without Internet. */
let instance: TestInstance;
let sandbox: StoredSandbox;
let partner: string;
let begun: unknown;

beforeAll(async () => {
  instance = await (await TestInstance.make()).start();
  sandbox = await instance.runner.sandboxes.create({ lab: labOf(instance.runner.catalogue, 'hello-smtp'), purpose: 'grade' });
  const { peer } = instance.runner.sandboxes.plan(sandbox).parameters;
  partner = (await onHost('dig', '+short', `mx.${peer}`)).trim();
  begun = await startedAt();
});
afterAll(() => instance?.destroy());

const startedAt = async () => (await instance.engine.inspect(sandbox.world as string))?.startedAt;
async function onHost(program: string, ...words: string[]): Promise<string> {
  const { stdout, stderr } = await instance.engine.run(sandbox.hosts[0]?.container as string, [`/usr/bin/${program}`, ...words], { timeout: 60_000 });
  return stdout + stderr;
}
const python = (text: string, ...words: string[]) => onHost('python3', '-c', text, ...words);

/** A question from UDP port 0, which no reply can reach. */
const fromPortZero = `
import socket, struct, sys
query = struct.pack('!6H', 7, 0x100, 1, 0, 0, 0) + b'\\1x\\7example\\0' + struct.pack('!2H', 1, 1)
raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_UDP)
raw.sendto(struct.pack('!4H', 0, 53, 8 + len(query), 0) + query, (sys.argv[1], 0))
print('sent')
`;
/** One message over TCP with thousands of questions, each a pointer to one long name: written out they are longer than any message may be. */
const manyQuestions = `
import socket, struct, sys
name = b''.join(b'\\x3f' + bytes([97 + i]) * 63 for i in range(3)) + b'\\0'
n = 8000
query = struct.pack('!6H', 7, 0x100, n, 0, 0, 0) + name + struct.pack('!2H', 1, 1) + (b'\\xc0\\x0c' + struct.pack('!2H', 1, 1)) * (n - 1)
s = socket.create_connection((sys.argv[1], 53), 10)
s.sendall(struct.pack('!H', len(query)) + query)
s.settimeout(30)
print('answer', len(s.recv(2)))
`;
/** A path that HTTP's parser lets through and that may stand in no header. */
const formFeed = `
import socket, sys
s = socket.create_connection((sys.argv[1], 80), 10)
s.sendall(b'GET /\\f HTTP/1.1\\r\\nHost: ' + sys.argv[2].encode() + b'\\r\\nConnection: close\\r\\n\\r\\n')
s.settimeout(30)
print(s.recv(200).split(b'\\r\\n')[0].decode())
`;

test.each([
  ['a question from UDP port 0', () => python(fromPortZero, '203.0.113.53'), /^sent/],
  ['a message with eight thousand questions', () => python(manyQuestions, '203.0.113.53'), /^answer/],
  ['a path with a form feed', () => python(formFeed, partner, instance.runner.sandboxes.plan(sandbox).parameters['peer'] as string), /^HTTP\/1\.1 400/],
])('%s does not end the world', async (_what, attack, said) => {
  expect(await attack()).toMatch(said);
  expect(await onHost('dig', '+short', '+time=20', '+tries=1', 'MX', instance.runner.sandboxes.plan(sandbox).parameters['peer'] as string)).toMatch(
    /^\d+ mx\./,
  );
  expect(await startedAt()).toBe(begun);
});

/** Opens two hundred connections to the resolver, keeps them, and asks on each; prints how many were answered. */
const hoard = `
import socket, struct, sys
query = struct.pack('!6H', 7, 0x100, 1, 0, 0, 0) + b'\\1x\\7example\\0' + struct.pack('!2H', 1, 1)
held = [socket.create_connection((sys.argv[1], 53), 10) for _ in range(200)]
answered = 0
for s in held:
    try:
        s.sendall(struct.pack('!H', len(query)) + query)
        s.settimeout(30)
        answered += len(s.recv(2)) == 2
    except OSError:
        pass
print('answered', answered)
`;

test('a sandbox has fifty DNS connections at once and leaves the rest to others', async () => {
  const [, answered] = /^answered (\d+)/.exec(await python(hoard, '203.0.113.53')) ?? [];
  expect(Number(answered)).toBeGreaterThan(0);
  expect(Number(answered)).toBeLessThanOrEqual(50);
  expect(await startedAt()).toBe(begun);
});
