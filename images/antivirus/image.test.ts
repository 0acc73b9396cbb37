import type { StartedTestContainer } from 'testcontainers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idle, shell } from '../../test/support/container.ts';

let host: StartedTestContainer;
beforeAll(async () => {
  host = await idle('antivirus');
});
afterAll(() => host.stop());

// Put together here, so that no virus scanner takes this file for one.
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!', '$H+H*'].join('');

test('clamd starts with its one signature and finds it over its socket', async () => {
  await shell(host, 'mkdir -p /run/clamav && chown clamav:clamav /run/clamav && clamd > /dev/null 2>&1');
  const found = await shell(host, `clamdscan --ping 60:1 > /dev/null; printf %s '${eicar}' > /tmp/test; chmod 644 /tmp/test; clamdscan --fdpass /tmp/test`);
  expect(found.output).toContain('Eicar-Test-Signature');
  expect(found.exitCode).toBe(1);
});

test('a clean file is clean', async () => {
  expect((await shell(host, 'echo hello > /tmp/clean; clamdscan --fdpass /tmp/clean')).exitCode).toBe(0);
});

test('no boot waits for a download', async () => {
  expect((await shell(host, 'systemctl is-enabled clamav-freshclam-once.service')).output.trim()).toBe('masked');
});

test('everything is switched off', async () => {
  for (const unit of ['clamav-daemon.service', 'clamav-milter.service', 'rspamd.service'])
    expect((await shell(host, `systemctl is-enabled ${unit}`)).output.trim()).not.toBe('enabled');
});
