import type { StartedTestContainer } from 'testcontainers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idle, shell } from '../../test/support/container.ts';

let world: StartedTestContainer;
beforeAll(async () => {
  world = await idle('world');
});
afterAll(() => world.stop());

test('the program starts and its relay says hello in the protocol of contract/world-protocol.ts', async () => {
  const { output } = await shell(
    world,
    [
      '(node /postlab/world.mjs >/tmp/log 2>&1 &)',
      'for i in $(seq 600); do [ -S /run/postlab-world.sock ] && break; sleep 0.1; done',
      // As long as its input is open the relay goes on; what it says first is enough.
      'exec 3< <(timeout 60 node /postlab/world.mjs relay < <(exec sleep 60 2>/dev/null) 2>/dev/null)',
      'head -c 60 <&3 | tail -c +6',
    ].join('; '),
  );
  expect(output).toContain('"t":"hello"');
  expect(output).toContain('"protocol":1');
});

test('holds no private key', async () => {
  expect((await shell(world, 'grep -rl "PRIVATE KEY-----$" /postlab /etc/ssl 2>/dev/null | grep -v snakeoil')).output.trim()).toBe('');
});
