import type { StartedTestContainer } from 'testcontainers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idle, shell } from '../../test/support/container.ts';

let host: StartedTestContainer;
beforeAll(async () => {
  host = await idle('dns');
});
afterAll(() => host.stop());

test('every name server is there and accepts its configuration', async () => {
  expect(await shell(host, 'named-checkconf && nsd-checkconf /etc/nsd/nsd.conf && unbound-checkconf && knotc conf-check')).toMatchObject({ exitCode: 0 });
  expect(await shell(host, 'command -v named-checkzone nsd-checkzone kzonecheck rndc nsd-control dig drill')).toMatchObject({ exitCode: 0 });
});

test('none of them starts by itself', async () => {
  for (const unit of ['named', 'nsd', 'knot', 'unbound'])
    expect([unit, (await shell(host, `systemctl is-enabled ${unit}`)).output.trim()]).toEqual([unit, 'disabled']);
});

test('no resolver waits for signatures that the pocket Internet does not have', async () => {
  expect((await shell(host, 'grep -rE "^[^#/]*(auto-trust-anchor-file|dnssec-validation auto)" /etc/unbound /etc/bind')).exitCode).toBe(1);
});
