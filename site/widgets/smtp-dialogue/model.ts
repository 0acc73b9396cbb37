import type { LocalizedText } from '../../../lab-runner/contract/text.ts';
import { readReply } from '../../components/quiz/quiz.ts';
import { connect, feed, idle, type Policy, type Reply, type Session, standard, toBytes } from '../smtp-engine/session.ts';

/** What the address keeps. `said`: a round a line, the predicted code, a space, what was typed; `*` for five minutes of silence. */
export interface Input extends Record<string, string> {
  size: string;
  relay: string;
  tls: string;
  grey: string;
  full: string;
  said: string;
}
export const defaults: Input = { size: '10240000', relay: 'defer', tls: '', grey: '', full: '', said: '' };
export const silence = '*';
const relays = ['defer', 'reject', 'open'] as const;

export function readPolicy(input: Input): { policy: Policy; problem: LocalizedText | null } {
  const size = /^\d{1,12}$/.test(input.size.trim()) ? Number(input.size) : Number.NaN;
  // RFC 5321 §4.5.3.1.7: a server must be able to take 64 kB.
  const fits = size >= 1;
  return {
    policy: {
      ...standard,
      size: fits ? size : standard.size,
      relay: relays.find((r) => r === input.relay) ?? 'defer',
      tlsRequired: input.tls !== '',
      greylist: input.grey !== '',
      full: input.full !== '' ? ['li'] : [],
    },
    problem: fits
      ? size < 65_536
        ? {
            en: 'Played as you wish; a real server must take messages of at least 64 kB (RFC 5321 §4.5.3.1.7).',
            'zh-cn': '照你说的演示；真正的服务器至少要能收 64 kB 的信（RFC 5321 §4.5.3.1.7）。',
          }
        : null
      : { en: `Expected the limit in bytes, for example 10240000, found “${input.size}”.`, 'zh-cn': `这里要填字节数，例如 10240000，现在是“${input.size}”。` },
  };
}

export interface Round {
  typed: string;
  predicted: string;
  replies: Reply[];
  /** The code that came last; null when the server waits (inside a message). */
  actual: string | null;
  right: boolean;
}
export interface Game {
  greeting: Reply[];
  rounds: Round[];
  session: Session;
}
export const nothing = '---';

/** What the reader predicts: three digits, or `-` for "no reply". Null when it is neither. */
export function readPrediction(text: string): string | null {
  const typed = text.trim();
  return /^(-+|无)$/.test(typed) ? nothing : readReply(typed);
}

export function play(policy: Policy, said: string): Game {
  const start = connect(policy);
  let session = start.session;
  const rounds = said
    .split('\n')
    .filter((line) => /^(\d{3}|---) /.test(line))
    .map((line): Round => {
      const predicted = line.slice(0, 3);
      const typed = line.slice(4);
      const fed = typed === silence ? idle(session, policy) : feed(session, policy, toBytes(`${typed}\r\n`));
      session = fed.session;
      const actual = fed.replies.at(-1)?.lines.at(-1)?.slice(0, 3) ?? null;
      return { typed, predicted, replies: fed.replies, actual, right: predicted === (actual ?? nothing) };
    });
  return { greeting: start.replies, rounds, session };
}

export interface Score {
  right: number;
  total: number;
  /** First digits that were predicted rightly. */
  classes: string[];
  /** Ten or more rounds, four fifths right, and a right prediction of each class. */
  passed: boolean;
}
export function score({ rounds }: Game): Score {
  const right = rounds.filter((round) => round.right);
  const classes = [...new Set(right.flatMap((round) => (round.actual ? [round.actual[0] as string] : [])))].toSorted();
  return { right: right.length, total: rounds.length, classes, passed: rounds.length >= 10 && right.length * 5 >= rounds.length * 4 && classes.length === 4 };
}
