import type { StartedTestContainer } from 'testcontainers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idle, shell } from '../../test/support/container.ts';

let host: StartedTestContainer;
beforeAll(async () => {
  host = await idle('base');
});
afterAll(() => host.stop());

test('is Debian 13', async () => {
  expect((await shell(host, '. /etc/os-release; echo $VERSION_ID')).output.trim()).toBe('13');
});

test('has the manual, with text, and the editors', async () => {
  expect((await shell(host, 'man -P cat systemctl | head -50')).output).toMatch(/Control the systemd system/);
  expect((await shell(host, 'command -v vim.tiny nano less tmux dig nc openssl nft swaks curl')).exitCode).toBe(0);
});

test('swaks can speak TLS', async () => {
  expect((await shell(host, 'swaks --support')).output).toMatch(/TLS supported/);
});

test('nothing starts by a timer while a learner looks', async () => {
  expect((await shell(host, 'ls -l /etc/systemd/system/apt-daily.timer')).output).toContain('/dev/null');
});

test('hostnamectl writes the name that a real host would keep', async () => {
  await shell(host, 'echo pc > /etc/hostname; hostnamectl set-hostname mail.example.test');
  expect((await shell(host, 'cat /etc/hostname')).output.trim()).toBe('mail.example.test');
  expect((await shell(host, 'hostnamectl set-hostname "a b"')).exitCode).toBe(1);
});

test('before-boot runs once, deletes itself, and a failing one stops the boot with its words', async () => {
  const result = await shell(
    host,
    'mkdir /postlab; printf "echo no luck >&2\\nfalse\\n" > /postlab/before-boot; mkdir -p /tmp/cg; POSTLAB_CGROUP=../../../tmp/cg bash -c "touch /tmp/cg/cgroup.procs; exec /usr/local/sbin/postlab-init" 2>&1; echo $?; ls /postlab 2>&1',
  );
  expect(result.output).toMatch(/no luck[\s\S]*before-boot failed\n8\n[\s\S]*No such file/);
});
