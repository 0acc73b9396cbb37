import type { StartedTestContainer } from 'testcontainers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idle, shell } from '../../test/support/container.ts';

let host: StartedTestContainer;
beforeAll(async () => {
  host = await idle('mta');
});
afterAll(() => host.stop());

test('Postfix is there, Dovecot is not', async () => {
  expect((await shell(host, 'postconf -h mail_version')).output).toMatch(/^3\.10\./);
  expect((await shell(host, 'command -v dovecot doveadm')).exitCode).not.toBe(0);
});

test('the name of the build container is nowhere in the configuration', async () => {
  expect((await shell(host, "grep -E '^(myhostname|mydestination)' /etc/postfix/main.cf")).exitCode).toBe(1);
});

test.each(['dovecot-imapd', 'dovecot-lmtpd', 'dovecot-sqlite', 'postfix-ldap'])('%s can be installed without a network', async (name) => {
  expect(await shell(host, `apt-get install -s -y ${name}`)).toMatchObject({ exitCode: 0 });
});
