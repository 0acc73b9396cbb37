import type { StartedTestContainer } from 'testcontainers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idle, shell } from '../../test/support/container.ts';

let host: StartedTestContainer;
beforeAll(async () => {
  host = await idle('filter');
});
afterAll(() => host.stop());

test('every filter is there', async () => {
  const programs =
    'rspamd rspamadm redis-server opendkim opendkim-genkey opendkim-testkey opendmarc opendmarc-check opendmarc-reports opendmarc-import postgrey dkimpy-milter dknewkey policyd-spf';
  expect(
    await shell(
      host,
      `export PATH=$PATH:/usr/sbin; for p in ${programs}; do command -v $p > /dev/null || { echo "no $p"; exit 1; }; done; grep -rq pcre /etc/postfix/dynamicmaps.cf*`,
    ),
  ).toMatchObject({ exitCode: 0 });
});

test('none of them starts by itself, Postfix and Dovecot do', async () => {
  const state = async (unit: string) => (await shell(host, `systemctl is-enabled ${unit}`)).output.trim();
  for (const unit of ['rspamd', 'redis-server', 'opendkim', 'opendmarc', 'postgrey', 'dkimpy-milter'])
    expect([unit, await state(unit)]).toEqual([unit, 'disabled']);
  for (const unit of ['postfix', 'dovecot']) expect([unit, await state(unit)]).toEqual([unit, 'enabled']);
});
