import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { CanaryReport } from '../contract/canary.ts';
import type { CheckContext, Dialogue } from '../contract/check.ts';
import type { InternetAnswer, InternetCall, WorldMessage } from '../contract/world.ts';
import { MailAuth } from './auth.ts';
import { Canary } from './canary.ts';
import { Letters } from './compose.ts';
import { DialogueLog } from './dialogue.ts';
import { Dns } from './dns.ts';
import { Host, type HostAccess } from './host.ts';
import { Http } from './http.ts';
import { Imap } from './imap.ts';
import { Internet, type Lane } from './internet.ts';
import { ManageSieve } from './managesieve.ts';
import { type Dial, Network, type ProbeSandbox } from './network.ts';
import { Outside } from './outside.ts';
import { heldUp } from './patience.ts';
import { Pop3 } from './pop3.ts';
import { Smtp } from './smtp.ts';
import { Tls } from './tls.ts';

export interface CheckContextOptions extends HostAccess {
  sandbox: ProbeSandbox;
  /** What the probes record goes here, in the order it began. */
  dialogues: Dialogue[];
  /** Aborted at the check's deadline and when it has ended: every connection is dropped. */
  signal: AbortSignal;
  answer: string;
  dial: Dial;
  /** Everything personas of this sandbox accepted, oldest first. */
  messages: () => Promise<WorldMessage[]>;
  /** The numbered mail; `now` makes one more round first. */
  canary: (now: boolean) => Promise<CanaryReport>;
  internet: (call: InternetCall) => Promise<InternetAnswer>;
  lane: Lane;
  /** What the checks of one submission have made for each other, by name; absent: this check is alone. */
  shared?: Map<string, Promise<unknown>>;
}

/** Everything one run of one check may use. */
export function makeCheckContext(options: CheckContextOptions): CheckContext {
  const { sandbox, signal } = options;
  const log = new DialogueLog(options.dialogues);
  const network = new Network({ sandbox, dial: options.dial, log, signal });
  const imap = new Imap(network);
  const outside = new Outside(network, options.messages);
  const dns = new Dns(network);
  const shared = options.shared ?? new Map<string, Promise<unknown>>();
  const look: CheckContext['until'] = (work, limits) => until(log, signal, work, limits);
  return {
    params: { ...sandbox.parameters, ...Object.fromEntries(sandbox.hosts.map((host) => [`ip:${host.name}`, host.address])) },
    smtp: new Smtp(network),
    imap,
    pop3: new Pop3(network),
    managesieve: new ManageSieve(network),
    dns,
    tls: new Tls(network),
    http: new Http(network),
    host: new Host(network, options),
    outside,
    canary: new Canary({ network, report: options.canary, imap, outside, until: look }),
    internet: new Internet(network, options.internet, options.lane),
    auth: new MailAuth(network, dns),
    compose: new Letters(network),
    answer: options.answer,
    nonce: () => `pl-${randomBytes(12).toString('hex')}`,
    until: look,
    once: <T>(name: string, make: () => Promise<T>) => {
      const made = shared.get(name) ?? make();
      shared.set(name, made);
      return made as Promise<T>;
    },
    signal,
  };
}

/**
 * Milliseconds. The first look is at once, the last one at the end of `timeout`. When this thread itself was held up in between, what it waits for
 * was so, too, and gets that time back.
 */
async function until<T>(
  log: DialogueLog,
  signal: AbortSignal,
  look: () => Promise<T | null | undefined | false>,
  { timeout = 15_000, every = 500 }: { timeout?: number; every?: number } = {},
): Promise<T | null> {
  let end = performance.now() + timeout;
  for (;;) {
    signal.throwIfAborted();
    const { value, forget } = await log.tentative(look);
    if (value !== null && value !== undefined && value !== false) return value;
    const left = end - performance.now();
    if (left <= 0) return null;
    // Only the last look stays in the evidence.
    forget();
    const due = performance.now() + Math.min(every, left);
    await pause(Math.min(every, left), undefined, { signal });
    const late = performance.now() - due;
    if (late > heldUp) end += late;
  }
}
