import { domainProblem } from '../shared/domain.ts';
import { postfixDefaults, schedule } from './backoff.ts';

/** What the reader chooses. Texts as they were typed: `readJourney` checks them. */
export interface JourneyInput extends Record<string, string> {
  from: string;
  to: string;
  via: string;
  onward: string;
  fault: string;
  minutes: string;
}
export const defaults: JourneyInput = { from: 'k3f9.test', to: 'haibo.example', via: 'direct', onward: 'post.example', fault: 'none', minutes: '20' };

export const vias = ['direct', 'forward', 'list'] as const;
export type Via = (typeof vias)[number];
/** Where it breaks. `onward-…` needs forwarding or a list. */
export const faults = ['none', 'submission-down', 'mx-down', 'mx-refuses', 'mailbox-full', 'onward-down', 'onward-refuses', 'imap-down'] as const;
export type Fault = (typeof faults)[number];
export const needsOnward = (fault: Fault): boolean => fault.startsWith('onward-');
export const needsMinutes = (fault: Fault): boolean => fault.endsWith('-down') && fault !== 'submission-down';

export interface Journey {
  from: string;
  to: string;
  via: Via;
  onward: string;
  fault: Fault;
  /** How long what is broken stays broken, in seconds. */
  outage: number;
}

export type Field = 'from' | 'to' | 'onward' | 'minutes';
export type Problems = Partial<Record<Field, { en: string; 'zh-cn': string }>>;

/** Reads the input: a journey, or what is wrong with which field. An unknown choice (from an old link) falls back to the first. */
export function readJourney(input: JourneyInput): { journey: Journey; problems: null } | { journey: null; problems: Problems } {
  const via = vias.find((v) => v === input.via) ?? 'direct';
  const chosen = faults.find((f) => f === input.fault) ?? 'none';
  const fault = needsOnward(chosen) && via === 'direct' ? 'none' : chosen;
  const problems: Problems = {};
  for (const field of ['from', 'to', ...(via === 'direct' ? [] : (['onward'] as const))] as const) {
    const problem = domainProblem(input[field] ?? '');
    if (problem) problems[field] = problem;
  }
  const minutes = Number(input.minutes);
  if (needsMinutes(fault) && !(/^\d{1,5}$/.test(input.minutes?.trim() ?? '') && minutes >= 1 && minutes <= 20_000))
    problems.minutes = {
      en: `Expected whole minutes from 1 to 20000 (two weeks), found “${input.minutes}”.`,
      'zh-cn': `这里要填 1 到 20000 的整数分钟（两周），现在是“${input.minutes}”。`,
    };
  if (Object.keys(problems).length > 0) return { journey: null, problems };
  const domain = (text: string): string => text.trim().replace(/\.$/, '').toLowerCase();
  return {
    journey: { from: domain(input.from), to: domain(input.to), via, onward: domain(input.onward), fault, outage: needsMinutes(fault) ? minutes * 60 : 0 },
    problems: null,
  };
}

export type Role = 'MUA' | 'MSA' | 'MTA' | 'MX' | 'MDA' | 'MAA';
/** Who would have to answer for the message if everything else burned down now. */
export type Holder = 'sender' | 'origin' | 'destination' | 'onward' | 'mailbox' | 'nobody';
export interface Hop {
  kind:
    | 'submit'
    | 'submit-failed'
    | 'lookup'
    | 'local'
    | 'attempt-failed'
    | 'transfer'
    | 'refused'
    | 'expired'
    | 'rewrite'
    | 'store'
    | 'store-failed'
    | 'read-failed'
    | 'read'
    | 'bounce';
  /** Seconds after *Send* was pressed. */
  at: number;
  /** The side that acts, and the one it talks to. */
  by: Role;
  to?: Role;
  host: string;
  peer?: string;
  protocol?: string;
  /** The reply that decided, as it goes over the wire. */
  reply?: string;
  envelope: { from: string; to: string };
  /** The message as it is on this hop, with the trace headers it has got so far; lines end with CRLF. */
  message: string;
  bytes: number;
  holder: Holder;
  queue: 'none' | 'active' | 'deferred' | 'removed';
  /** Of a failed attempt: when the next one comes. */
  next?: number;
}
export interface Trace {
  hops: Hop[];
  outcome: 'read' | 'bounced' | 'not-sent';
  /** Who wrote the bounce, and to whom. */
  bounce: { writer: string; to: string } | null;
}

/** Every hop takes a second; the recipient opens the mail program ten minutes after delivery. Only the differences teach. */
const hopTime = 1;
const readAfter = 600;
/** The queue is looked through 271 s after the message arrived, and every 300 s from then on: as in the recorded run of the lesson. */
const firstQueueRun = 271;
const text = (lines: string[]): string => lines.map((line) => `${line}\r\n`).join('');
const size = (message: string): number => new TextEncoder().encode(message).length;
const clock = (at: number): string => {
  const time = new Date(Date.UTC(2026, 10, 25, 0, 0, at));
  return `${time.toUTCString().replace('GMT', '+0000')}`;
};
const received = (from: string, by: string, protocol: string, id: string, to: string, at: number): string =>
  text([`Received: from ${from}`, `\tby ${by} (Postfix) with ${protocol} id ${id}`, `\tfor <${to}>; ${clock(at)}`]);

/** Follows one message from *Send* to the end: read, bounced, or never sent. */
export function trace(journey: Journey): Trace {
  const { from, to, via, onward, fault, outage } = journey;
  const hops: Hop[] = [];
  const writer = `lin@${from}`;
  const reader = via === 'list' ? `all@${to}` : `chen@${to}`;
  const origin = `mail.${from}`;
  const mx = to === from ? origin : `mx1.${to}`;
  const envelope = { from: writer, to: reader };
  let at = 0;
  let message = text([
    `From: =?UTF-8?B?5p6X6JaH?= <${writer}>`,
    `To: <${reader}>`,
    'Subject: =?UTF-8?B?5Y2B5LiA5pyI5Y+R56Wo?=',
    `Date: ${clock(0)}`,
    `Message-ID: <20261125-november@${from}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    '十一月货款 8600 元，发票已开。',
  ]);
  let holder: Holder = 'sender';
  const add = (hop: Omit<Hop, 'at' | 'envelope' | 'message' | 'bytes' | 'holder'> & Partial<Hop>): void => {
    hops.push({ at, envelope: { ...envelope }, message, bytes: size(message), holder, ...hop });
  };
  const done = (outcome: Trace['outcome'], bounce: Trace['bounce'] = null): Trace => ({ hops, outcome, bounce });
  /** The server that has taken the message says that it could not keep its promise. A null sender is never answered. */
  const bounce = (host: string, reply: string): Trace => {
    at += hopTime;
    const target = envelope.from;
    const told = text([
      `Return-Path: <>`,
      `From: MAILER-DAEMON@${host}`,
      `To: ${target}`,
      'Subject: Undelivered Mail Returned to Sender',
      `Date: ${clock(at)}`,
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      `<${envelope.to}>: ${reply}`,
    ]);
    holder = 'nobody';
    add({ kind: 'bounce', by: 'MTA', host, peer: target, reply, queue: 'removed', envelope: { from: '', to: target }, message: told, bytes: size(told) });
    return done('bounced', { writer: host, to: target });
  };
  /** Hands the message from one server's queue to another server, trying again until it is up or the message is too old. */
  const relay = (host: string, peer: string, id: string, next: Holder, broken: 'down' | 'refuses' | null): Trace | null => {
    const start = at;
    add({ kind: 'lookup', by: 'MTA', host, peer, queue: 'active' });
    if (broken === 'refuses') {
      at += hopTime;
      const reply = `550 5.1.1 <${envelope.to}>: Recipient address rejected: User unknown`;
      add({ kind: 'refused', by: 'MTA', to: 'MX', host, peer, protocol: 'SMTP 25', reply, queue: 'active' });
      return bounce(host, reply);
    }
    const plan = schedule(broken === 'down' ? Math.max(0, outage - start) : 0, postfixDefaults, firstQueueRun);
    for (const [i, attempt] of plan.attempts.entries()) {
      at = start + attempt + hopTime;
      const following = plan.attempts[i + 1];
      if (i < plan.attempts.length - 1)
        add({
          kind: 'attempt-failed',
          by: 'MTA',
          to: 'MX',
          host,
          peer,
          protocol: 'SMTP 25',
          reply: `connect to ${peer}:25: Connection refused`,
          queue: 'deferred',
          ...(following !== undefined && { next: start + following + hopTime }),
        });
    }
    if (plan.outcome === 'expired') {
      const reply = `4.4.1 connect to ${peer}:25: Connection refused (queued for 5 days)`;
      add({ kind: 'expired', by: 'MTA', host, peer, reply, queue: 'deferred' });
      return bounce(host, reply);
    }
    message = received(host, peer, 'ESMTPS', id, envelope.to, at) + message;
    holder = next;
    add({ kind: 'transfer', by: 'MTA', to: 'MX', host, peer, protocol: 'SMTP 25', reply: `250 2.0.0 Ok: queued as ${id}`, queue: 'active' });
    return null;
  };

  if (fault === 'submission-down') {
    at += hopTime;
    add({ kind: 'submit-failed', by: 'MUA', to: 'MSA', host: `laptop.${from}`, peer: origin, protocol: 'SMTP 587', queue: 'none' });
    return done('not-sent');
  }
  at += hopTime;
  message = received(`laptop.${from}`, origin, 'ESMTPSA', '937071B135D', reader, at) + message;
  holder = 'origin';
  add({
    kind: 'submit',
    by: 'MUA',
    to: 'MSA',
    host: `laptop.${from}`,
    peer: origin,
    protocol: 'SMTP 587',
    reply: '250 2.0.0 Ok: queued as 937071B135D',
    queue: 'active',
  });

  if (to === from) {
    if (fault === 'mx-refuses') return bounce(origin, `550 5.1.1 <${reader}>: User unknown in virtual mailbox table`);
    add({ kind: 'local', by: 'MTA', host: origin, queue: 'active' });
  } else {
    const failed = relay(origin, mx, 'ACA721B1393', 'destination', fault === 'mx-down' ? 'down' : fault === 'mx-refuses' ? 'refuses' : null);
    if (failed) return failed;
  }

  let last = mx;
  if (via !== 'direct') {
    envelope.to = `chen@${onward}`;
    // A list takes the bounces itself; a plain forward leaves them to the author (and breaks SPF: lesson B4).
    if (via === 'list') {
      envelope.from = `all-bounces@${to}`;
      message = text([`List-Id: <all.${to}>`]) + message;
    }
    add({ kind: 'rewrite', by: 'MX', host: mx, queue: 'active' });
    last = `mx1.${onward}`;
    const failed = relay(mx, last, '7F02C1B3AE4', 'onward', fault === 'onward-down' ? 'down' : fault === 'onward-refuses' ? 'refuses' : null);
    if (failed) return failed;
  }

  at += hopTime;
  if (fault === 'mailbox-full') {
    const reply = `552 5.2.2 <${envelope.to}> Mailbox is full`;
    add({ kind: 'store-failed', by: 'MX', to: 'MDA', host: last, peer: last, protocol: 'LMTP', reply, queue: 'active' });
    return bounce(last, reply);
  }
  message = text([`Return-Path: <${envelope.from}>`, `Delivered-To: ${envelope.to}`]) + message;
  holder = 'mailbox';
  add({ kind: 'store', by: 'MX', to: 'MDA', host: last, peer: last, protocol: 'LMTP', reply: `250 2.0.0 <${envelope.to}> Saved`, queue: 'removed' });
  at += readAfter;
  if (fault === 'imap-down') {
    const up = Math.max(at, outage);
    if (outage > at) {
      add({
        kind: 'read-failed',
        by: 'MUA',
        to: 'MAA',
        host: `phone.${via === 'direct' ? to : onward}`,
        peer: last,
        protocol: 'IMAP 993',
        queue: 'removed',
        next: up,
      });
      at = up;
    }
  }
  add({ kind: 'read', by: 'MUA', to: 'MAA', host: `phone.${via === 'direct' ? to : onward}`, peer: last, protocol: 'IMAP 993', queue: 'removed' });
  return done('read');
}

/** The two things the lesson asks for. */
export function goals(journey: Journey, result: Trace): { customerBounces: boolean; authorNotTold: boolean } {
  const writer = result.bounce?.writer;
  return {
    customerBounces: writer !== undefined && writer !== `mail.${journey.from}`,
    authorNotTold: result.bounce !== null && result.bounce.to !== `lin@${journey.from}`,
  };
}
