import type { Socket } from 'node:net';
import type { StandIn } from './facts.ts';
import { Lines } from './lines.ts';

const greeting = [
  '"IMPLEMENTATION" "stand-in"',
  '"SIEVE" "fileinto reject envelope vacation imap4flags copy include variables body"',
  '"SASL" "PLAIN"',
  '"STARTTLS"',
  '"VERSION" "1.0"',
];

/** ManageSieve (RFC 5804) that takes every script; or none. */
export function managesieve(socket: Socket, standIn: StandIn): void {
  const lines = new Lines(socket, standIn, (line) => {
    const literal = /\{(\d+)\+?\}$/.exec(line);
    if (literal) return lines.count(Number(literal[1]), () => undefined);
    switch ((line.split(' ')[0] ?? '').toUpperCase()) {
      case '':
        return answer();
      case 'CAPABILITY':
        return lines.say(...greeting, 'OK "done"');
      case 'STARTTLS':
        lines.say('OK "go on"');
        lines.secure();
        return lines.say(...greeting, 'OK "done"');
      case 'LOGOUT':
        lines.say('OK "bye"');
        return lines.end();
      default:
        return answer();
    }
  });
  const answer = () => lines.say(standIn.yes ? 'OK "done"' : 'NO "no"');
  lines.say(...greeting, 'OK "ready"');
}
