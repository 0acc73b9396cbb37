import type { Socket } from 'node:net';
import type { StandIn } from './facts.ts';
import { Lines } from './lines.ts';

/** SMTP or LMTP that takes every sender, recipient, password and message; or refuses each. */
export function smtp(socket: Socket, standIn: StandIn): void {
  const { yes, name } = standIn;
  let data: string[] | null = null;
  let login: 'user' | 'password' | 'any' | null = null;
  let recipients = 0;
  let lmtp = false;
  const lines = new Lines(socket, standIn, (line) => {
    if (data) return inData(line);
    if (login) return inLogin();
    const [verb = '', argument = ''] = line.split(/[ :]/);
    answer(verb.toUpperCase(), argument.toUpperCase(), line);
  });
  lines.say(`220 ${name} ESMTP ready`);

  function inData(line: string): void {
    if (line !== '.') return void data?.push(line.startsWith('.') ? line.slice(1) : line);
    standIn.mail.push({ raw: Buffer.from(`${data?.join('\r\n')}\r\n`, 'latin1'), at: new Date() });
    data = null;
    for (let i = 0; i < (lmtp ? Math.max(1, recipients) : 1); i++) lines.say(`250 2.0.0 Ok: queued as ${standIn.mail.length.toString(16).padStart(10, '0')}`);
    recipients = 0;
  }

  function inLogin(): void {
    if (login === 'user') {
      login = 'password';
      return lines.say('334 UGFzc3dvcmQ6');
    }
    login = null;
    lines.say('235 2.7.0 Authentication successful');
  }

  function answer(verb: string, argument: string, line: string): void {
    if (verb === 'QUIT') {
      lines.say('221 2.0.0 Bye');
      return lines.end();
    }
    if (verb === 'EHLO' || verb === 'LHLO' || verb === 'HELO') {
      lmtp = verb === 'LHLO';
      if (!yes) return lines.say('550 5.7.1 Access denied');
      if (verb === 'HELO') return lines.say(`250 ${name}`);
      return lines.say(
        `250-${name}`,
        '250-PIPELINING',
        '250-SIZE 10240000',
        '250-STARTTLS',
        '250-AUTH PLAIN LOGIN',
        '250-ENHANCEDSTATUSCODES',
        '250-8BITMIME',
        '250 DSN',
      );
    }
    if (!yes) return lines.say(verb === 'AUTH' ? '535 5.7.8 Authentication credentials invalid' : '550 5.7.1 Access denied');
    if (verb === 'STARTTLS') {
      lines.say('220 2.0.0 Ready to start TLS');
      return lines.secure();
    }
    if (verb === 'AUTH') {
      if (argument === 'LOGIN') {
        login = line.split(' ').length > 2 ? 'password' : 'user';
        return lines.say(login === 'user' ? '334 VXNlcm5hbWU6' : '334 UGFzc3dvcmQ6');
      }
      if (line.split(' ').length > 2) return lines.say('235 2.7.0 Authentication successful');
      login = 'any';
      return lines.say('334 ');
    }
    if (verb === 'DATA') {
      data = [];
      return lines.say('354 End data with <CR><LF>.<CR><LF>');
    }
    if (verb === 'BDAT') {
      const size = Number(line.split(' ')[1] ?? 0);
      return lines.count(size, (raw) => {
        standIn.mail.push({ raw, at: new Date() });
        lines.say('250 2.0.0 Ok');
      });
    }
    if (verb === 'RCPT') recipients++;
    lines.say('250 2.1.5 Ok');
  }
}
