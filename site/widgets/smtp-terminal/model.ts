import { connect, feed, fromBytes, type Policy, type Reply, type Session, type Stored, toBytes } from '../smtp-engine/session.ts';

/** One press of *Send*: a text of one or more lines, how its lines end, and whether leading dots are doubled on the way. */
export interface Send {
  text: string;
  ending: 'crlf' | 'lf';
  stuffed: boolean;
}
/** What the client's program does to each line of a message before it sends it (RFC 5321 §4.5.2). */
export const stuff = (text: string): string => text.replace(/^\./gm, '..');

export function bytesOf({ text, ending, stuffed }: Send): string {
  const line = ending === 'crlf' ? '\r\n' : '\n';
  return toBytes((stuffed ? stuff(text) : text).split('\n').join(line) + line);
}

/** For the address: each send as a letter for its kind and its text, one a line; line ends and backslashes inside are escaped. */
const kinds = {
  c: { ending: 'crlf', stuffed: false },
  s: { ending: 'crlf', stuffed: true },
  l: { ending: 'lf', stuffed: false },
  t: { ending: 'lf', stuffed: true },
} as const;
export function writeSends(sends: readonly Send[]): string {
  return sends
    .map((send) => {
      const kind = Object.entries(kinds).find(([, k]) => k.ending === send.ending && k.stuffed === send.stuffed)?.[0];
      return `${kind}${send.text.replace(/[\\\n]/g, (c) => (c === '\\' ? '\\\\' : '\\n'))}`;
    })
    .join('\n');
}
export function readSends(text: string): Send[] {
  return text.split('\n').flatMap((line) => {
    const kind = kinds[line[0] as keyof typeof kinds];
    return kind ? [{ ...kind, text: line.slice(1).replace(/\\(n|\\)/g, (_, c: string) => (c === 'n' ? '\n' : '\\')) }] : [];
  });
}

export interface Turn {
  send: Send;
  bytes: string;
  /** Whether the client was inside a message, a chunk or between commands when it sent this. */
  during: Session['phase'];
  replies: Reply[];
}
export interface Play {
  greeting: Reply[];
  turns: Turn[];
  session: Session;
}
/** The whole conversation again from its beginning: the state is what was said, nothing else. */
export function play(policy: Policy, sends: readonly Send[]): Play {
  const greeted = connect(policy);
  let session = greeted.session;
  const turns = sends.map((send) => {
    const bytes = bytesOf(send);
    const during = session.phase;
    const fed = feed(session, policy, bytes);
    session = fed.session;
    return { send, bytes, during, replies: fed.replies };
  });
  return { greeting: greeted.replies, turns, session };
}

export interface Cell {
  hex: string;
  shown: string;
  /** `dot`: first on its line. `bare`: an LF without its CR. */
  mark: 'cr' | 'lf' | 'bare' | 'dot' | 'high' | null;
}
/** A byte a cell, as `xxd` would show it, with the bytes marked that decide. */
export function cells(bytes: string): Cell[] {
  return [...bytes].map((c, i) => {
    const code = c.charCodeAt(0);
    const mark =
      c === '\r'
        ? 'cr'
        : c === '\n'
          ? bytes[i - 1] === '\r'
            ? 'lf'
            : 'bare'
          : c === '.' && (i === 0 || bytes[i - 1] === '\n')
            ? 'dot'
            : code > 0x7e
              ? 'high'
              : null;
    return {
      hex: code.toString(16).padStart(2, '0'),
      shown: c === '\r' ? 'CR' : c === '\n' ? 'LF' : code > 0x7e || code < 0x20 ? '·' : c === ' ' ? '␣' : c,
      mark,
    };
  });
}

/** What the lesson asks for: a message for both, with the two dangerous lines unharmed; and a refusal for wrong order. */
export function goals({ session, turns }: Play): { dots: boolean; order: boolean; smuggled: boolean } {
  const lines = (message: Stored): string[] => fromBytes(message.content).split('\r\n');
  return {
    dots: session.stored.some(
      (m) =>
        ['wang', 'li'].every((u) => m.to.some((to) => to.toLowerCase().startsWith(`${u}@`))) &&
        lines(m).includes('.') &&
        lines(m).some((l) => l.startsWith('.profile')),
    ),
    order: turns.some((turn) => turn.replies.some((reply) => /^503 /.test(reply.lines[0] ?? ''))),
    smuggled: turns.some(
      (turn) => turn.during === 'data' && turn.send.ending === 'lf' && turn.send.text.split('\n').includes('.') && turn.replies.length === 0,
    ),
  };
}
