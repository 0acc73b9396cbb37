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

test.each(['postfix', 'exim4-daemon-light', 'opensmtpd', 'dovecot-imapd', 'dovecot-lmtpd', 'dovecot-sqlite', 'mailutils', 's-nail'])(
  '%s can be installed without a network',
  async (name) => {
    expect(await shell(host, `apt-get install -s -y ${name}`)).toMatchObject({ exitCode: 0 });
  },
);

test('apt-get update works without a network, and a package really installs', async () => {
  expect(await shell(host, 'apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q opensmtpd')).toMatchObject({ exitCode: 0 });
  expect((await shell(host, 'command -v smtpd')).exitCode).toBe(0);
});

test("nothing in Exim's unit makes systemd forbid new privileges", async () => {
  await shell(host, 'DEBIAN_FRONTEND=noninteractive apt-get install -y -q exim4-daemon-light');
  const unit = (await shell(host, 'cat /usr/lib/systemd/system/exim4.service')).output;
  const dropIn = (await shell(host, 'cat /etc/systemd/system/exim4.service.d/postlab.conf')).output;
  // systemd.exec(5): without CAP_SYS_ADMIN these imply NoNewPrivileges.
  const implying =
    /^(PrivateDevices|Protect(?:Hostname|Clock|KernelTunables|KernelModules|KernelLogs)|Restrict\w+|LockPersonality|MemoryDenyWriteExecute|SystemCall\w+|DynamicUser)=(?!no)/gm;
  for (const [, name] of unit.matchAll(implying)) expect(dropIn).toContain(`${name}=no\n`);
});
