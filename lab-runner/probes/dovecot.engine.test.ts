import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GenericContainer, type StartedTestContainer, Wait } from 'testcontainers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tagOf } from '../../test/support/image-tags.ts';
import { type LabCa, openLabCa } from './ca.ts';
import { Imap } from './imap.ts';
import { ManageSieve } from './managesieve.ts';
import { loopbackNetwork, script } from './test-network.ts';

const conf = `
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
protocols {
  imap = yes
  sieve = yes
}
mail_driver = maildir
mail_home = /srv/%{user}
mail_path = ~/Maildir
mail_uid = mail
mail_gid = mail
first_valid_uid = 1
first_valid_gid = 1
log_path = /dev/stderr
namespace inbox {
  inbox = yes
  separator = /
  mailbox Junk {
    auto = create
  }
}
passdb static {
  password = right-one
}
userdb static {
}
ssl_server_cert_file = /etc/test/cert.pem
ssl_server_key_file = /etc/test/key.pem
mail_plugins {
  quota = yes
}
quota "Q" {
}
quota_storage_size = 1M
sieve_script personal {
  driver = file
  path = ~/sieve
  active_path = ~/.dovecot.sieve
}
`;

let folder: string;
let ca: LabCa;
let server: StartedTestContainer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postlab-dovecot-'));
  ca = await openLabCa(join(folder, 'ca.pem'));
  const { certificate, key } = await ca.issue({ names: ['mail.k3f9.test'], days: 1 });
  server = await new GenericContainer(tagOf('mail'))
    .withCopyContentToContainer([
      { content: conf, target: '/etc/dovecot/dovecot.conf' },
      { content: certificate, target: '/etc/test/cert.pem' },
      { content: key, target: '/etc/test/key.pem' },
    ])
    .withEntrypoint(['/bin/sh', '-c', 'chown mail /srv && exec dovecot -F'])
    .withExposedPorts(143, 4190)
    .withWaitStrategy(Wait.forListeningPorts())
    .start();
});
afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true });
});

function probes() {
  const { network, dialogues } = loopbackNetwork(ca.certificatePem);
  return { imap: new Imap(network), sieve: new ManageSieve(network), lines: () => script(dialogues).join('\n') };
}

it('ManageSieve on a real server: TLS, login, upload, activation, a script that does not compile', async () => {
  const { sieve, lines } = probes();
  await using session = await sieve.connect({ host: 'mx', port: server.getMappedPort(4190), servername: 'mail.k3f9.test' });
  expect(session.capabilities.has('STARTTLS')).toBe(true);
  expect(session.tls).toBeNull();
  expect((await session.starttls()).status).toBe('OK');
  expect(session.tls).toMatchObject({ trusted: true });
  expect(session.capabilities.get('SASL')).toContain('PLAIN');
  expect(session.capabilities.get('SIEVE')).toContain('fileinto');
  expect((await session.authenticate('lin', 'wrong-one')).status).toBe('NO');
  expect((await session.authenticate('lin', 'right-one')).status).toBe('OK');
  expect((await session.putScript('filter "one"', 'require "fileinto";\nif header :contains "subject" "发票" { fileinto "Junk"; }\n')).status).toBe('OK');
  const broken = await session.putScript('broken', 'require "fileinto";\nif no such test {\n');
  expect(broken).toMatchObject({ status: 'NO' });
  expect(broken.text).toContain('error');
  expect((await session.setActive('filter "one"')).status).toBe('OK');
  expect(await session.listScripts()).toEqual([{ name: 'filter "one"', active: true }]);
  expect((await session.deleteScript('filter "one"')).code).toBe('ACTIVE');
  expect((await session.setActive('')).status).toBe('OK');
  expect((await session.deleteScript('filter "one"')).status).toBe('OK');
  expect((await session.command('NOOP')).status).toBe('OK');
  expect((await session.command('LOGOUT')).status).toBe('OK');
  expect((await session.command('NOOP')).status).toBe('BYE');
  expect(lines()).not.toContain('right-one');
  expect(lines()).not.toContain(Buffer.from('\0lin\0right-one').toString('base64'));
});

it('IMAP on a real server: save, move, delete, and the words of a full mailbox', async () => {
  const { imap } = probes();
  const login = await imap.login({ host: 'mx', port: server.getMappedPort(143), starttls: true, user: 'mei', password: 'right-one' });
  if (!login.ok) throw new Error(login.text);
  await using session = login.session;
  expect(await session.append('INBOX', 'Subject: one\n\n你好 one\n')).toEqual({ ok: true });
  expect(await session.append('INBOX', 'Subject: two\n\ntwo\n')).toEqual({ ok: true });
  expect((await session.messages('INBOX', '你好')).map((m) => m.raw.toString())).toEqual(['Subject: one\r\n\r\n你好 one\r\n']);
  expect(await session.move('INBOX', 'Junk', '你好')).toBe(1);
  expect(await session.messages('INBOX', '你好')).toEqual([]);
  expect((await session.messages('Junk')).map((m) => m.subject)).toEqual(['one']);
  expect(await session.append('INBOX', `Subject: big\n\n${'x'.repeat(70).concat('\n').repeat(16_000)}`)).toMatchObject({
    ok: false,
    text: expect.stringContaining('Quota exceeded'),
  });
  expect(await session.remove('INBOX')).toBe(1);
  expect(await session.remove('INBOX')).toBe(0);
  expect(await session.messages('INBOX')).toEqual([]);
  const received = new Date('2025-03-04T05:06:07Z');
  expect(await session.append('INBOX', 'Subject: old\n\nold\n', { received })).toEqual({ ok: true });
  expect((await session.messages('INBOX')).map((m) => m.internalDate)).toEqual([received]);
});
