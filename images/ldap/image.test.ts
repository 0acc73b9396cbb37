import type { StartedTestContainer } from 'testcontainers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idle, shell } from '../../test/support/container.ts';

let host: StartedTestContainer;
beforeAll(async () => {
  host = await idle('ldap');
});
afterAll(() => host.stop());

test('slapd 2.6 is there and does not start by itself', async () => {
  expect((await shell(host, 'slapd -VV 2>&1')).output).toMatch(/OpenLDAP: slapd 2\.6\./);
  expect((await shell(host, 'systemctl is-enabled slapd')).exitCode).not.toBe(0);
});

test('Postfix and Dovecot can ask a directory', async () => {
  expect((await shell(host, 'postlab-mailname; postconf -m')).output).toMatch(/^ldap$/m);
  await shell(host, "printf 'passdb ldap {\\n  ldap_uris = ldap://x\\n  ldap_base = o=x\\n  ldap_filter = (uid=x)\\n}\\n' > /etc/dovecot/local.conf");
  expect(await shell(host, 'doveconf -n > /dev/null')).toMatchObject({ exitCode: 0 });
});

test('the schemas that mail needs are there', async () => {
  expect((await shell(host, 'ls /etc/ldap/schema/inetorgperson.schema /etc/ldap/schema/misc.schema')).exitCode).toBe(0);
});
