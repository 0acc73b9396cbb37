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
    '(node /postlab/world.mjs 2>/tmp/log &) ; for i in $(seq 50); do [ -S /run/postlab-world.sock ] && break; sleep 0.1; done; sleep 1 | timeout 5 node /postlab/world.mjs relay | tail -c +6 | head -c 200',
  );
  expect(output).toContain('"t":"hello"');
  expect(output).toContain('"protocol":1');
});

test('holds no private key', async () => {
  expect((await shell(world, 'grep -rl "PRIVATE KEY-----$" /postlab /etc/ssl 2>/dev/null | grep -v snakeoil')).output.trim()).toBe('');
});
