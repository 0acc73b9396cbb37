import { mkdtemp, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext, TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LabCa, openLabCa } from './ca.ts';
import { Imap } from './imap.ts';
import { Pop3 } from './pop3.ts';
import { loopbackNetwork, type Served, script, scripted, serve } from './test-network.ts';

let folder: string;
let ca: LabCa;
let issued: { certificate: string; key: string };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postlab-imap-'));
  ca = await openLabCa(join(folder, 'ca.pem'));
  issued = await ca.issue({ names: ['mail.k3f9.test'], days: 1 });
});
afterAll(() => rm(folder, { recursive: true }));

function probe() {
  const { network, dialogues } = loopbackNetwork(ca.certificatePem);
  return { imap: new Imap(network), pop3: new Pop3(network), lines: () => script(dialogues) };
}

const message = Buffer.from('Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nMessage-ID: <pl-1@x>\r\n\r\nA1 OK not a reply\r\nhi {99}\r\n');
const second = Buffer.concat([Buffer.from('Subject: two\r\n\r\n'), Buffer.from([0xe9, 0x00, 0xff]), Buffer.from('\r\n')]);

interface Behaviour {
  plainLogin?: boolean;
  /** Answer to a command by its name, instead of the usual one; null: silence. */
  instead?: Record<string, string | null>;
}

/** Just enough of IMAP4rev1, over real sockets and TLS. Folders INBOX (two messages) and Junk (none). */
async function imapServer(behaviour: Behaviour = {}): Promise<Served> {
  const secureContext = createSecureContext({ key: issued.key, cert: issued.certificate });
  return serve((socket) => {
    socket.write(`* OK [CAPABILITY IMAP4rev1 ${behaviour.plainLogin ? 'AUTH=PLAIN' : 'STARTTLS LOGINDISABLED'}] ready\r\n`);
    talk(socket, false);
  });

  function talk(socket: Socket | TLSSocket, secure: boolean): void {
    const capability = `IMAP4rev1 SASL-IR NAMESPACE QUOTA SPECIAL-USE ${secure || behaviour.plainLogin ? 'AUTH=PLAIN' : 'STARTTLS LOGINDISABLED'}`;
    let text = '';
    let folder = 0;
    let exchange = '';
    const data = (chunk: Buffer) => {
      text += chunk.toString('utf8');
      for (let at = text.indexOf('\r\n'); at >= 0; at = text.indexOf('\r\n')) {
        const line = text.slice(0, at);
        text = text.slice(at + 2);
        answer(line);
      }
    };
    const say = (...parts: (string | Buffer)[]) => socket.write(Buffer.concat(parts.map((p) => Buffer.from(p))));
    const answer = (line: string) => {
      const [tag = '', name = ''] = line.split(' ');
      if (exchange) {
        const [, user, password] = Buffer.from(line, 'base64').toString('utf8').split('\0');
        const ok = user === 'lin' && password === 'geheim99';
        say(ok ? `${exchange} OK [CAPABILITY ${capability}] in\r\n` : `${exchange} NO [AUTHENTICATIONFAILED] Authentication failed.\r\n`);
        exchange = '';
        return;
      }
      const instead = behaviour.instead?.[name];
      if (instead === null) return;
      if (instead !== undefined) return void say(instead.replaceAll('TAG', tag));
      switch (name) {
        case 'CAPABILITY':
          return say(`* CAPABILITY ${capability}\r\n${tag} OK done\r\n`);
        case 'STARTTLS': {
          say(`${tag} OK begin\r\n`);
          socket.off('data', data);
          return talk(
            new TLSSocket(socket as Socket, { isServer: true, secureContext }).on('error', () => socket.destroy()),
            true,
          );
        }
        case 'AUTHENTICATE':
          exchange = tag;
          return say('+ \r\n');
        case 'NAMESPACE':
          return say(`* NAMESPACE (("" ".")) NIL NIL\r\n${tag} OK done\r\n`);
        case 'LIST':
          return say(`* LIST (\\HasNoChildren) "." INBOX\r\n* LIST (\\HasNoChildren \\Junk) "." Junk\r\n${tag} OK done\r\n`);
        case 'EXAMINE':
          if (!/INBOX|Junk/.test(line)) return say(`${tag} NO [NONEXISTENT] Mailbox doesn't exist: Archiv\r\n`);
          folder = line.includes('INBOX') ? 2 : 0;
          return say(`* FLAGS (\\Seen)\r\n* ${folder} EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT 9] x\r\n${tag} OK [READ-ONLY] done\r\n`);
        case 'FETCH': {
          const head = (n: number, uid: number, subject: string, flags: string) =>
            `* ${n} FETCH (UID ${uid} FLAGS (${flags}) INTERNALDATE "05-Jan-2026 08:00:00 +0000" ENVELOPE (NIL "${subject}" NIL NIL NIL NIL NIL NIL NIL NIL) BODY[] `;
          say(head(1, 7, '=?utf-8?q?Gr=C3=BC=C3=9Fe?=', '\\Seen'), `{${message.length}}\r\n`, message, ')\r\n');
          return say(head(2, 8, 'two', ''), `{${second.length}}\r\n`, second, `)\r\n${tag} OK done\r\n`);
        }
        case 'GETQUOTAROOT':
          return say(`* QUOTAROOT INBOX "User quota"\r\n* QUOTA "User quota" (STORAGE 3 20)\r\n${tag} OK done\r\n`);
        case 'LOGOUT':
          say(`* BYE bye\r\n${tag} OK done\r\n`);
          return socket.end();
        default:
          return say(`${tag} BAD unknown\r\n`);
      }
    };
    socket.on('data', data);
  }
}

const account = { user: 'lin', password: 'geheim99' };

describe('login', () => {
  it('STARTTLS, folders, messages with literals, quota; the password stays out of the evidence', async () => {
    await using server = await imapServer();
    const { imap, lines } = probe();
    const result = await imap.login({ host: 'mx', port: server.port, starttls: true, servername: 'mail.k3f9.test', ...account });
    if (!result.ok) throw new Error(result.text);
    await using session = result.session;
    expect(session.tls).toMatchObject({ trusted: true, protocol: 'TLSv1.3' });
    expect(session.capabilities).toContain('QUOTA');
    expect(await session.folders()).toEqual([
      { path: 'INBOX', specialUse: '\\Inbox' },
      { path: 'Junk', specialUse: '\\Junk' },
    ]);
    const all = await session.messages('INBOX');
    expect(all.map((m) => [m.uid, m.subject, m.flags, m.internalDate.toISOString()])).toEqual([
      [7, 'Grüße', ['\\Seen'], '2026-01-05T08:00:00.000Z'],
      [8, 'two', [], '2026-01-05T08:00:00.000Z'],
    ]);
    expect(all[0]?.raw.equals(message)).toBe(true);
    expect(all[1]?.raw.equals(second)).toBe(true);
    expect(await session.messages('INBOX', 'pl-1@x')).toHaveLength(1);
    expect(await session.messages('Junk')).toEqual([]);
    expect(await session.quota()).toEqual({ usedBytes: 3 * 1024, limitBytes: 20 * 1024 });
    const told = lines();
    expect(told.join('\n')).not.toContain('geheim99');
    expect(told.join('\n')).not.toContain(Buffer.from('\0lin\0geheim99').toString('base64'));
    expect(told.some((line) => /^> \S+ AUTHENTICATE PLAIN$/.test(line))).toBe(true);
    expect(told).toContain('> ••••••');
    expect(told).toContain(`< (literal of ${message.length} bytes)`);
    expect(told.join('\n')).not.toContain('not a reply');
    await expect(session.messages('Archiv')).rejects.toMatchObject({
      observed: { en: expect.stringMatching(/answered EXAMINE Archiv with "NO .*exist: Archiv/) },
    });
  });

  it('refused credentials are a result, with the line that refused', async () => {
    await using server = await imapServer({ plainLogin: true });
    const { imap, lines } = probe();
    const result = await imap.login({ host: 'mx', port: server.port, user: 'lin', password: 'falsch-falsch' });
    if (result.ok) throw new Error('let in');
    expect(result.text).toBe('NO [AUTHENTICATIONFAILED] Authentication failed.');
    result.decide();
    expect(lines().at(-1)).toMatch(/^\*< \S+ NO \[AUTHENTICATIONFAILED\]/);
    expect(lines().join('\n')).not.toContain('falsch-falsch');
  });

  it('LOGINDISABLED in the clear is a refusal too, and the password is never sent', async () => {
    await using server = await imapServer();
    const { imap, lines } = probe();
    const result = await imap.login({ host: 'mx', port: server.port, ...account });
    expect(result).toMatchObject({ ok: false, text: 'OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready' });
    if (!result.ok) result.decide();
    expect(lines().at(0)).toMatch(/^\*< \* OK .*LOGINDISABLED/);
    expect(lines().join('\n')).not.toMatch(/LOGIN lin|AUTHENTICATE/);
  });

  it('a server that declines STARTTLS, falls silent or goes away fails with ProbeFailure', async () => {
    const { imap } = probe();
    {
      await using server = await imapServer({ instead: { STARTTLS: 'TAG BAD TLS support is not enabled\r\n' } });
      await expect(imap.login({ host: 'mx', port: server.port, starttls: true, ...account })).rejects.toThrow(/answered STARTTLS with "S1 BAD TLS support/);
    }
    {
      await using server = await imapServer({ plainLogin: true, instead: { AUTHENTICATE: null } });
      await expect(imap.login({ host: 'mx', port: server.port, timeout: 3000, ...account })).rejects.toMatchObject({
        observed: { en: `mx:${server.port} sent no reply to "LOGIN" within 3 s.` },
      });
    }
    {
      await using server = await scripted('* OK hi\r\n', () => null);
      await expect(imap.login({ host: 'mx', port: server.port, ...account })).rejects.toThrow(/closed the connection/);
    }
    {
      await using server = await scripted('220 not imap\r\n', () => '');
      await expect(imap.login({ host: 'mx', port: server.port, ...account })).rejects.toThrow(/did not speak IMAP/);
    }
    {
      await using server = await imapServer({ plainLogin: true, instead: { LIST: null } });
      const result = await imap.login({ host: 'mx', port: server.port, timeout: 3000, ...account });
      if (!result.ok) throw new Error(result.text);
      await expect(result.session.folders()).rejects.toThrow(/no reply to "LIST"/);
      await result.session[Symbol.asyncDispose]();
      await expect(result.session.folders()).rejects.toMatchObject({ code: 'bad-check' });
    }
  });
});

describe('raw', () => {
  it('sends tagged commands, reads literals, masks LOGIN', async () => {
    await using server = await imapServer({
      instead: { LOGIN: 'TAG NO [PRIVACYREQUIRED] not in the clear\r\n', AUTHENTICATE: '+ \r\n', '*': 'P5 BAD given up\r\n' },
    });
    const { imap, lines } = probe();
    await using raw = await imap.raw({ host: 'mx', port: server.port });
    expect(raw.greeting).toContain('LOGINDISABLED');
    const refused = await raw.command('LOGIN lin "geh eim99"');
    expect(refused).toMatchObject({ status: 'NO', text: 'NO [PRIVACYREQUIRED] not in the clear' });
    refused.decide();
    expect((await raw.command('EXAMINE INBOX')).status).toBe('OK');
    const fetched = await raw.command('FETCH 1:* BODY[]');
    expect(fetched.status).toBe('OK');
    expect(fetched.text).toContain('A1 OK not a reply\r\nhi {99}\r\n');
    expect((await raw.command('NONSENSE')).status).toBe('BAD');
    expect(lines()).toContain('> P1 LOGIN lin ••••••');
    expect(lines().join('\n')).not.toContain('eim99');
  });

  it('gives an exchange up that waits for more', async () => {
    await using server = await scripted('* OK hi\r\n', (line) => (line === '*' ? 'P1 BAD cancelled\r\n' : '+ \r\n'));
    const { imap } = probe();
    await using raw = await imap.raw({ host: 'mx', port: server.port });
    expect((await raw.command('AUTHENTICATE PLAIN')).status).toBe('BAD');
  });
});

describe('pop3', () => {
  const popServer = () =>
    scripted('+OK ready <1@x>\r\n', (line) => {
      if (line.startsWith('USER')) return '+OK\r\n';
      if (line.startsWith('PASS')) return line === 'PASS geheim99' ? '+OK Logged in.\r\n' : '-ERR [AUTH] Authentication failed.\r\n';
      if (line === 'STAT') return '+OK 3 1200\r\n';
      return '+OK bye\r\n';
    });

  it('logs in and counts; a refusal is a result', async () => {
    await using server = await popServer();
    const { pop3, lines } = probe();
    expect(await pop3.login({ host: 'mx', port: server.port, ...account })).toMatchObject({ ok: true, messages: 3 });
    const refused = await pop3.login({ host: 'mx', port: server.port, user: 'lin', password: 'falsch-falsch' });
    expect(refused).toMatchObject({ ok: false, text: '-ERR [AUTH] Authentication failed.' });
    refused.decide();
    expect(lines().at(-1)).toBe('*< -ERR [AUTH] Authentication failed.');
    expect(lines()).toContain('> PASS ••••••');
    expect(lines().join('\n')).not.toMatch(/geheim99|falsch/);
  });

  it('what is no POP3 is a ProbeFailure', async () => {
    await using server = await scripted('* OK imap\r\n', () => '');
    await expect(probe().pop3.login({ host: 'mx', port: server.port, ...account })).rejects.toThrow(/did not speak POP3/);
  });
});
