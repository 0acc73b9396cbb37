import type { Socket } from 'node:net';
import type { StandIn } from './facts.ts';
import { Lines } from './lines.ts';

/** POP3 that lets everybody read all mail; or nobody. */
export function pop3(socket: Socket, standIn: StandIn): void {
  const lines = new Lines(socket, standIn, (line) => {
    const [verb = '', number = ''] = line.split(' ');
    const size = standIn.mail.reduce((n, m) => n + m.raw.length, 0);
    switch (verb.toUpperCase()) {
      case 'QUIT':
        lines.say('+OK');
        return lines.end();
      case 'CAPA':
        return lines.say('+OK', 'USER', 'STLS', 'UIDL', '.');
      case 'STLS':
        lines.say('+OK');
        return lines.secure();
      case 'STAT':
        return lines.say(standIn.yes ? `+OK ${standIn.mail.length} ${size}` : '-ERR no');
      case 'LIST':
      case 'UIDL':
        return lines.say(...(standIn.yes ? ['+OK', ...standIn.mail.map((m, i) => `${i + 1} ${m.raw.length}`), '.'] : ['-ERR no']));
      case 'RETR':
        return lines.say(...(standIn.yes ? ['+OK', `${standIn.mail[Number(number) - 1]?.raw.toString('latin1') ?? ''}\r\n.`] : ['-ERR no']));
      default:
        return lines.say(standIn.yes ? '+OK' : '-ERR [AUTH] Authentication failed.');
    }
  });
  lines.say('+OK ready');
}
