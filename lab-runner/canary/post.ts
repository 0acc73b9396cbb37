import { ProbeFailure, type SmtpProbe, type SmtpReply, type SmtpSession } from '../contract/check.ts';
import { messageOf } from '../errors.ts';
import { outcomeOf, type Stage } from './decide.ts';

/** A flow with its texts filled in. */
export interface Route {
  id: string;
  direction: 'inbound' | 'outbound';
  from: string;
  to: string;
  host: string;
  /** Full name of the host, for its certificate. */
  fqdn: string;
  /** The partner's MX: address and name. */
  partner: { address: string; mx: string };
  tls: 'none' | 'opportunistic' | 'verified';
  attacker: boolean;
  user: string;
  password: string;
  every: number;
  retry: number;
  /** Seconds. */
  target?: number | undefined;
}

/** What one try of one message came to. */
export interface TryResult {
  state: 'waiting' | 'accepted' | 'rejected';
  reply: string;
  /** Milliseconds of this try, the connection included for the first message over it. */
  took: number;
  /** The message was sent, but no reply came: a second copy is nobody's fault. */
  uncertain: boolean;
}

/** Most messages over one connection, as real servers limit it. */
export const mostPerConnection = 20;
const patience = 20_000;
/** Whoever is shut out by a packet filter hears nothing. */
const attackPatience = 12_000;
const answersWithin = 1_500;

/**
 * Delivers messages over one connection as a partner's server or a user's program would. `about` is called before the end of each
 * message is sent, so that a crash in between is known; `tried` with what came of it. Throws only when we could not look.
 * @returns false when the host did not answer at all: there is no use in knocking at its other doors
 */
export async function post(
  smtp: SmtpProbe,
  route: Route,
  messages: readonly { token: string; text: string }[],
  on: { about: (token: string) => Promise<void>; tried: (token: string, result: TryResult) => Promise<void> },
): Promise<boolean> {
  const begun = performance.now();
  let from = begun;
  const now: { stage: Stage } = { stage: 'greeting' };
  const at = (stage: Stage) => {
    now.stage = stage;
  };
  let left = messages.slice(0, mostPerConnection);
  const wait = async (reply: string) => {
    for (const { token } of left) await on.tried(token, { state: 'waiting', reply, took: since(from), uncertain: false });
  };
  try {
    await using session = await smtp.connect(
      route.direction === 'inbound'
        ? { host: route.host, port: 25, from: route.partner.address, timeout: patience }
        : {
            host: route.host,
            port: 587,
            servername: route.fqdn,
            timeout: patience,
            ...(route.attacker && { from: route.partner.address, timeout: attackPatience }),
          },
    );
    const refused = await greet(session, route, at);
    if (refused !== null) {
      await wait(refused);
      return true;
    }
    for (const message of left) {
      const result = await transaction(session, route, message, on.about, at);
      at('greeting');
      left = left.filter((m) => m !== message);
      await on.tried(message.token, { ...result, took: since(from) });
      from = performance.now();
      if (result.state !== 'accepted') await session.command('RSET');
    }
    return true;
  } catch (error) {
    if (!(error instanceof ProbeFailure)) throw error;
    const [current, ...rest] = left;
    if (!current) return true;
    if (now.stage === 'tls' && route.direction === 'inbound' && route.tls === 'opportunistic') return post(smtp, { ...route, tls: 'none' }, left, on);
    await on.tried(current.token, { state: 'waiting', reply: messageOf(error), took: since(from), uncertain: now.stage === 'data' });
    left = rest;
    await wait(messageOf(error));
    // A closed port refuses at once; a host that is down is silent for seconds.
    return now.stage !== 'greeting' || performance.now() - begun < answersWithin;
  }
}

/** @returns why nothing can be delivered now, or null */
async function greet(session: SmtpSession, route: Route, at: (stage: Stage) => void): Promise<string | null> {
  if (session.banner.code !== 220) return said(session.banner);
  const name = route.direction === 'inbound' ? route.partner.mx : undefined;
  const hello = await session.ehlo(name);
  if (hello.code !== 250) return said(hello);
  const wants = route.direction === 'outbound' ? 'always' : route.tls;
  if (wants !== 'none') {
    at('tls');
    if (session.extensions.has('STARTTLS')) {
      const reply = await session.starttls({ servername: route.fqdn });
      // Without TLS rather than not at all: that is what opportunistic means (RFC 7435).
      if (reply.code !== 220) return wants === 'opportunistic' && reply.code >= 400 ? null : said(reply);
      if (wants === 'verified' && !session.tls?.trusted) return `certificate not accepted: ${session.tls?.problem ?? 'none was shown'}`;
      const again = await session.ehlo(name);
      if (again.code !== 250) return said(again);
    } else if (wants !== 'opportunistic') return 'STARTTLS is not offered';
  }
  if (route.direction === 'inbound') return null;
  at('auth');
  if (!session.extensions.has('AUTH')) return 'AUTH is not offered after STARTTLS';
  const auth = await session.auth(route.user, route.password);
  return auth.code === 235 ? null : said(auth);
}

async function transaction(
  session: SmtpSession,
  route: Route,
  message: { token: string; text: string },
  about: (token: string) => Promise<void>,
  at: (stage: Stage) => void,
): Promise<Omit<TryResult, 'took'>> {
  const steps: [Stage, () => Promise<SmtpReply>][] = [
    ['mail', () => session.mail(route.from)],
    ['rcpt', () => session.rcpt(route.to)],
  ];
  for (const [stage, step] of steps) {
    at(stage);
    const reply = await step();
    if (reply.code < 200 || reply.code > 299) return { state: outcomeOf(route.direction, stage, reply.code), reply: said(reply), uncertain: false };
  }
  await about(message.token);
  at('data');
  const reply = await session.data(message.text);
  return { state: outcomeOf(route.direction, 'data', reply.code), reply: said(reply), uncertain: reply.code === 0 };
}

/** Asks the server to pass a stranger's mail on. @returns the reply to the foreign recipient, null when there was none */
export async function tryRelay(smtp: SmtpProbe, options: { host: string; to: string; from: string }): Promise<SmtpReply | null> {
  await using session = await smtp.connect({ host: options.host, port: 25, timeout: patience });
  if (session.banner.code !== 220 || (await session.ehlo()).code !== 250) return null;
  if ((await session.mail(options.from)).code !== 250) return null;
  const reply = await session.rcpt(options.to);
  if (reply.code !== 0) await session.command('RSET');
  return reply;
}

const since = (begun: number): number => Math.round(performance.now() - begun);
const said = (reply: SmtpReply): string => reply.text || 'the connection ended';

/** A plain order, told apart by its token only. */
export function messageText(route: Pick<Route, 'from' | 'to'>, number: number, token: string, date: Date): string {
  const domain = route.from.slice(route.from.lastIndexOf('@') + 1);
  return [
    `From: <${route.from}>`,
    `To: <${route.to}>`,
    `Subject: Order no. ${number}`,
    `Message-ID: <${token}@${domain}>`,
    `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    `Order no. ${number} / 第 ${number} 号订单`,
    `Reference: ${token}`,
    '',
  ].join('\r\n');
}
