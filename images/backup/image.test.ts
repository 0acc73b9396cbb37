import type { StartedTestContainer } from 'testcontainers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idle, shell } from '../../test/support/container.ts';

let host: StartedTestContainer;
beforeAll(async () => {
  host = await idle('backup');
});
afterAll(() => host.stop());

test('restic and borg keep something and give it back', async () => {
  const restic =
    'export RESTIC_PASSWORD=x RESTIC_REPOSITORY=/tmp/r; restic -q init && restic -q backup /etc/hostname && restic -q restore latest --target /tmp/out';
  expect(await shell(host, `${restic} && cmp /etc/hostname /tmp/out/etc/hostname`)).toMatchObject({ exitCode: 0 });
  const borg =
    'export BORG_PASSPHRASE=x; borg init -e repokey /tmp/b && borg create /tmp/b::one /etc/hostname && mkdir /tmp/o && cd /tmp/o && borg extract /tmp/b::one';
  expect(await shell(host, `${borg} && cmp /etc/hostname etc/hostname`)).toMatchObject({ exitCode: 0 });
});

test('what is not wanted everywhere is off, and no machine shares its SSH key', async () => {
  for (const unit of ['opendkim.service', 'ssh.service']) expect((await shell(host, `systemctl is-enabled ${unit}`)).output.trim()).not.toBe('enabled');
  expect((await shell(host, 'ls /etc/ssh/ssh_host_* 2>/dev/null')).output.trim()).toBe('');
});
