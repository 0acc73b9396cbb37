import type { StartedTestContainer } from 'testcontainers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idle, shell } from '../../test/support/container.ts';

let host: StartedTestContainer;
beforeAll(async () => {
  host = await idle('web');
});
afterAll(() => host.stop());

test('web servers and name servers are there, none starts by itself', async () => {
  expect(await shell(host, 'export PATH=$PATH:/usr/sbin; command -v nginx lighttpd python3 named nsd')).toMatchObject({ exitCode: 0 });
  for (const unit of ['nginx', 'lighttpd', 'named', 'nsd', 'knot', 'unbound'])
    expect([unit, (await shell(host, `systemctl is-enabled ${unit}`)).output.trim()]).toEqual([unit, 'disabled']);
});
