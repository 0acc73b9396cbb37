import type { StartedTestContainer } from 'testcontainers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idle, shell } from '../../test/support/container.ts';

let host: StartedTestContainer;
beforeAll(async () => {
  host = await idle('mail');
});
afterAll(() => host.stop());

test('Postfix and Dovecot are the versions of Debian 13', async () => {
  expect((await shell(host, 'postconf -h mail_version')).output).toMatch(/^3\.10\./);
  expect((await shell(host, 'dovecot --version')).output).toMatch(/^2\.4\./);
});

test('the name of the build container is nowhere in the configuration', async () => {
  expect((await shell(host, "grep -E '^(myhostname|mydestination)' /etc/postfix/main.cf")).exitCode).toBe(1);
  await shell(host, 'postlab-mailname');
  const name = (await shell(host, 'uname -n')).output.trim();
  expect((await shell(host, 'cat /etc/mailname; postconf -h myhostname')).output.trim().split('\n')).toEqual([name, name]);
});

test('Dovecot can lay a socket into the folder of Postfix before its first start', async () => {
  expect((await shell(host, 'stat -c "%U %a" /var/spool/postfix/private')).output.trim()).toBe('postfix 700');
});

test('both accept their configuration', async () => {
  expect(await shell(host, 'postfix check && doveconf -n > /dev/null')).toMatchObject({ exitCode: 0 });
});
