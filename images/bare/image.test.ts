import type { StartedTestContainer } from 'testcontainers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idle, shell } from '../../test/support/container.ts';

let host: StartedTestContainer;
beforeAll(async () => {
  host = await idle('bare');
});
afterAll(() => host.stop());

test('no mail server is installed, nothing listens', async () => {
  expect((await shell(host, 'command -v postfix exim4 smtpd dovecot')).exitCode).not.toBe(0);
});

test.each(['postfix', 'exim4', 'opensmtpd', 'dovecot-imapd', 'dovecot-lmtpd', 's-nail'])('%s can be installed without a network', async (name) => {
  expect(await shell(host, `apt-get install -s -y ${name}`)).toMatchObject({ exitCode: 0 });
});

test('apt-get update works without a network, and a package really installs', async () => {
  expect(await shell(host, 'apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q opensmtpd')).toMatchObject({ exitCode: 0 });
  expect((await shell(host, 'command -v smtpd')).exitCode).toBe(0);
});
