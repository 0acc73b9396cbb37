import { z } from 'zod';
import type { CanaryProbe } from './canary.ts';
import type { LabInput } from './lab.ts';
import type { Parameters } from './parameters.ts';
import { anyText, type LocalizedText, localizedText } from './text.ts';

/** One line of a recorded dialogue. `deciding` marks the line on which the verdict rests. */
export const dialogueLine = z.strictObject({
  /** `sent` by the probe, `received` from the system under test, `note` by us. */
  direction: z.enum(['sent', 'received', 'note']),
  /** What went over the wire, as it was; a note in words is in both languages. */
  text: anyText,
  /** Milliseconds since the dialogue began. */
  at: z.number().nonnegative(),
  deciding: z.boolean().optional(),
});
export type DialogueLine = z.infer<typeof dialogueLine>;

/** What was said on one connection, passwords masked. */
export const dialogue = z.strictObject({
  protocol: z.enum(['smtp', 'imap', 'pop3', 'managesieve', 'dns', 'tls', 'http', 'host', 'outside']),
  /** `203.0.113.25` */
  from: z.string(),
  /** `mx:587` */
  to: z.string(),
  lines: z.array(dialogueLine),
});
export type Dialogue = z.infer<typeof dialogue>;

export const checkResult = z.discriminatedUnion('verdict', [
  z.strictObject({ verdict: z.literal('pass'), observed: localizedText.optional(), evidence: z.array(dialogue).default([]) }),
  z.strictObject({
    verdict: z.literal('fail'),
    expected: localizedText,
    observed: localizedText,
    /** What it means and where to look, without giving the answer away. */
    hint: localizedText.optional(),
    evidence: z.array(dialogue).default([]),
  }),
  /** We could not look. Never lowers a score, never uses up an attempt. */
  z.strictObject({ verdict: z.literal('error'), cause: z.string(), evidence: z.array(dialogue).default([]) }),
]);
export type CheckResult = z.infer<typeof checkResult>;

/** What a check function returns; the runner adds the evidence the probes recorded. */
export type Verdict =
  | { verdict: 'pass'; observed?: LocalizedText }
  | { verdict: 'fail'; expected: LocalizedText; observed: LocalizedText; hint?: LocalizedText };

/** Something a probe observed that can be marked as the deciding line of the evidence. */
export interface Observation {
  /** Marks this observation's line as the one on which the verdict rests. */
  decide(): void;
}

export interface SmtpReply extends Observation {
  /** RFC 5321 §4.2 reply code; 0 when the connection ended without a reply. */
  code: number;
  /** RFC 3463 enhanced status code, e.g. `5.1.1`, or ''. */
  enhanced: string;
  /** All lines joined by "\n", codes included. */
  text: string;
  lines: string[];
}

export interface SmtpSession extends AsyncDisposable {
  readonly banner: SmtpReply;
  /** Keyword → parameters of the last EHLO reply, keywords upper-case. */
  readonly extensions: ReadonlyMap<string, string>;
  /** Certificate and protocol after TLS, else null. */
  readonly tls: TlsFacts | null;
  ehlo(name?: string): Promise<SmtpReply>;
  /** Sends STARTTLS and, on 220, performs the handshake (throws ProbeFailure if that breaks). Call ehlo() again after it. */
  starttls(options?: { servername?: string }): Promise<SmtpReply>;
  auth(user: string, password: string, mechanism?: 'PLAIN' | 'LOGIN'): Promise<SmtpReply>;
  mail(from: string, parameters?: string): Promise<SmtpReply>;
  rcpt(to: string, parameters?: string): Promise<SmtpReply>;
  /** DATA, the message dot-stuffed, CRLF.CRLF; the reply is that of the end of data, or of DATA when it was not 354. */
  data(message: string | Buffer): Promise<SmtpReply>;
  /** Any other line. */
  command(line: string): Promise<SmtpReply>;
  /** Bytes exactly as they are (a text as UTF-8): no CRLF added, nothing stuffed, no reply awaited. For several commands in one write, bare LF, BDAT. */
  raw(bytes: string | Buffer): void;
  /**
   * The next reply that nobody has read yet; code 0 when the connection ended instead. `within`: milliseconds, default the timeout.
   * null when nothing came within that time: silence is an answer here, not a failure.
   */
  reply(options?: { within?: number }): Promise<SmtpReply | null>;
  quit(): Promise<SmtpReply>;
}

export interface TlsFacts extends Observation {
  /** `TLSv1.3` */
  protocol: string;
  cipher: string;
  subjectNames: string[];
  issuer: string;
  /** Chains to the lab's CA and the name matches the servername that was asked for. */
  trusted: boolean;
  /** Why not, or ''. */
  problem: string;
  /** The same in both languages; null when trusted. */
  reason: LocalizedText | null;
  validTo: Date;
}

/** An address on the pocket Internet or the name of a learner's host. */
export interface DialOptions {
  /** A host of the topology (`mx`). */
  host: string;
  port: number;
  /** Source address on the pocket Internet; default the probe's 203.0.113.25. */
  from?: string;
  /** TLS from the first byte (465, 993, 995). */
  tls?: boolean;
  servername?: string;
  /** Milliseconds for each reply; default 10 000. */
  timeout?: number;
}

export interface SmtpProbe {
  /** Connects and reads the banner. A refused or silent port throws ProbeFailure. */
  connect(
    options: DialOptions & {
      /** Bytes that are sent before the banner is read: a client that does not wait for its turn. */
      early?: string | Buffer;
    },
  ): Promise<SmtpSession>;
  /** One whole transaction: EHLO, [STARTTLS], [AUTH], MAIL, RCPT…, DATA. Returns the reply that decided (the first refusal, or the end-of-data reply). */
  send(
    options: DialOptions & {
      ehlo?: string;
      mailFrom: string;
      rcptTo: string[];
      message: string | Buffer;
      starttls?: boolean;
      auth?: { user: string; password: string };
    },
  ): Promise<SmtpReply>;
}

export interface ImapMessage {
  uid: number;
  subject: string;
  flags: string[];
  internalDate: Date;
  raw: Buffer;
}
export interface ImapSession extends AsyncDisposable {
  readonly tls: TlsFacts | null;
  readonly capabilities: readonly string[];
  folders(): Promise<{ path: string; specialUse: string }[]>;
  /** Messages of a folder whose raw text contains `containing` (default: all; at most 500). */
  messages(folder: string, containing?: string): Promise<ImapMessage[]>;
  quota(folder?: string): Promise<{ usedBytes: number; limitBytes: number } | null>;
  /** Stores a message, as a mail program does with what it has sent. Line ends become CRLF. `received`: its INTERNALDATE, default now. `false` with the server's words when it says NO. */
  append(folder: string, message: string | Buffer, options?: { received?: Date }): Promise<{ ok: true } | { ok: false; text: string }>;
  /** Deletes and expunges what `messages` would find. @returns how many */
  remove(folder: string, containing?: string): Promise<number>;
  /** Moves what `messages` would find to another folder that exists. @returns how many */
  move(from: string, to: string, containing?: string): Promise<number>;
}
export interface ImapProbe {
  /** Logs in (imapflow). Refused credentials give `{ ok: false, text }`; a dead port throws ProbeFailure. */
  login(
    options: DialOptions & { starttls?: boolean; user: string; password: string },
  ): Promise<{ ok: true; session: ImapSession } | ({ ok: false; text: string } & Observation)>;
  /** Raw lines for what a client library would not do (LOGIN before TLS). Each call sends one tagged command. */
  raw(
    options: DialOptions,
  ): Promise<{ greeting: string; command(line: string): Promise<{ status: 'OK' | 'NO' | 'BAD'; text: string } & Observation> } & AsyncDisposable>;
}
export interface Pop3Probe {
  login(options: DialOptions & { user: string; password: string }): Promise<{ ok: boolean; text: string; messages: number } & Observation>;
}
export interface ManageSieveReply extends Observation {
  /** BYE also when the connection ended without an answer. */
  status: 'OK' | 'NO' | 'BYE';
  /** Response code without its brackets, e.g. `QUOTA/MAXSCRIPTS`, or ''. */
  code: string;
  text: string;
}
/** RFC 5804. */
export interface ManageSieveSession extends AsyncDisposable {
  readonly tls: TlsFacts | null;
  /** Name in upper case → value, of the greeting or of that after TLS: `SIEVE` → `fileinto vacation …`. */
  readonly capabilities: ReadonlyMap<string, string>;
  /** STARTTLS and, on OK, the handshake (throws ProbeFailure if that breaks). */
  starttls(options?: { servername?: string }): Promise<ManageSieveReply>;
  authenticate(user: string, password: string): Promise<ManageSieveReply>;
  putScript(name: string, script: string): Promise<ManageSieveReply>;
  /** '' makes no script active. */
  setActive(name: string): Promise<ManageSieveReply>;
  deleteScript(name: string): Promise<ManageSieveReply>;
  listScripts(): Promise<{ name: string; active: boolean }[]>;
  /** Any other line. */
  command(line: string): Promise<ManageSieveReply>;
}
export interface ManageSieveProbe {
  /** Connects and reads the greeting. A refused or silent port throws ProbeFailure. */
  connect(options: DialOptions): Promise<ManageSieveSession>;
}
export interface DnsProbe {
  /** Asks a server (a learner's host name or an Internet address) over UDP, TCP on truncation. */
  query(options: {
    server: string;
    name: string;
    type: string;
    from?: string;
    tcp?: boolean;
  }): Promise<{ rcode: string; answers: { name: string; type: string; ttl: number; data: string }[]; authoritative: boolean } & Observation>;
  /** A zone transfer (AXFR, RFC 5936). `rcode` is `REFUSED` or the like, with no records, or `CLOSED` when the server ends the connection instead. */
  transfer(options: {
    server: string;
    zone: string;
    from?: string;
  }): Promise<{ rcode: string; records: { name: string; type: string; ttl: number; data: string }[] } & Observation>;
}
export interface TlsProbe {
  handshake(
    options: DialOptions & {
      minVersion?: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
      maxVersion?: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
      starttls?: 'smtp' | 'imap' | 'pop3';
      /** What we offer, as OpenSSL writes it (`aNULL`, `kRSA`); only up to TLS 1.2. An OpenSSL that cannot offer it is `error`. */
      ciphers?: string;
    },
  ): Promise<TlsFacts>;
}
export interface HttpProbe {
  get(
    options: DialOptions & { path: string; headers?: Record<string, string> },
  ): Promise<{ status: number; headers: Record<string, string>; body: string } & Observation>;
}

/** Facts read through the engine, never through a program on the learner's host. Only where the artefact itself is the deliverable. */
export interface HostProbe {
  /** A file's bytes, or null when there is none (engine archive call). */
  read(host: string, path: string): Promise<(Observation & { bytes: Buffer }) | null>;
  /** Regular files below a folder: path, size in bytes, mode, uid, SHA-256; [] when absent. `open`: its mode and the folders from `folder` down let every user read it. */
  list(host: string, folder: string): Promise<(Observation & { path: string; size: number; mode: number; uid: number; sha256: string; open: boolean })[]>;
  /** Bytes and inodes of a mounted volume of the topology, measured from outside. */
  usage(host: string, path: string): Promise<Observation & { bytes: number; usedBytes: number; inodes: number; usedInodes: number }>;
}

/** One SMTP transaction that reached a persona on the pocket Internet, as world recorded it. */
export interface ReceivedMessage extends Observation {
  id: string;
  /** Role name of the persona in the topology. */
  persona: string;
  at: Date;
  /** Connection the transaction came over: equal ids mean the same connection. */
  connection: string;
  remoteAddress: string;
  /** Name given in EHLO/HELO. */
  helo: string;
  /** HELO instead of EHLO. */
  usedHelo: boolean;
  /** '' when clear text; else the protocol, e.g. `TLSv1.3`. */
  tls: string;
  mailFrom: string;
  /** In the order given. Only accepted recipients. */
  rcptTo: string[];
  /** The bytes after un-stuffing, CRLF line ends as received. */
  raw: Buffer;
}
export interface OutsideProbe {
  /** Everything personas accepted from this sandbox, oldest first. Kept over world and runner restarts. */
  received(filter?: { persona?: string; containing?: string }): Promise<ReceivedMessage[]>;
  /** The same, also the dialogue of each, for evidence. */
  dialogue(message: ReceivedMessage): Promise<void>;
  /** MX address of a persona, to send "from" a partner: use as `from` in DialOptions. */
  address(persona: string): string;
  /** Its domain and the name of its server, for EHLO and addresses. */
  partner(persona: string): { domain: string; mx: string; address: string };
  /** An address in the learner's own subnet that is none of the hosts', for `from`: a server must not trust its neighbours for being near. */
  neighbour(): string;
  /** The same over IPv6, where the first host has it. */
  neighbour6(): string;
}

export interface SpfVerdict extends Observation {
  /** RFC 7208 §2.6 */
  result: 'none' | 'neutral' | 'pass' | 'fail' | 'softfail' | 'temperror' | 'permerror';
  /** The domain whose record was asked for. */
  domain: string;
  record: string;
  /** Terms that cost a DNS lookup, and those that found nothing: as far as the evaluation went. A stranger's address walks the whole record. */
  lookups: number;
  voidLookups: number;
  comment: string;
}
export interface DkimVerdict {
  /** `pass`, or why not: `fail`, `neutral`, `policy`, `temperror`, … */
  result: string;
  comment: string;
  domain: string;
  selector: string;
  /** `rsa-sha256` */
  algorithm: string;
  /** RSA modulus; 256 for Ed25519; 0 when no key was found. */
  keyBits: number;
  /** Value of `h=`, lower-case, in order, repetitions kept. */
  signedHeaders: string[];
  /** Whether `l=` leaves a part of the body unsigned. */
  partialBody: boolean;
}
export interface DmarcVerdict {
  result: 'pass' | 'fail' | 'none' | 'temperror' | 'permerror';
  /** Of the record that counts; '' without one. */
  policy: string;
  record: string;
  /** The aligned domain that passed, or ''. */
  spfAligned: string;
  dkimAligned: string;
}
export interface MailVerdict extends Observation {
  spf: SpfVerdict;
  /** One a signature, in the order of the header; [] when there is none. */
  dkim: DkimVerdict[];
  dmarc: DmarcVerdict;
}
/** What a strict receiver on the pocket Internet thinks of a message. It asks the Internet's DNS anew every time, the learner's name server included. */
export interface AuthProbe {
  spf(options: { ip: string; helo: string; mailFrom: string }): Promise<SpfVerdict>;
  message(options: { raw: Buffer | string; ip: string; helo: string; mailFrom: string }): Promise<MailVerdict>;
  /** The same for a message that a partner received, with its own envelope. */
  received(message: ReceivedMessage): Promise<MailVerdict>;
}

export interface LetterOptions {
  /** `name@domain`, or `Name <name@domain>` */
  from: string;
  to: string | string[];
  subject?: string;
  text?: string;
  html?: string;
  attachments?: { filename: string; content: Buffer | string; contentType?: string }[];
  /** Further header fields, or own values of Message-ID and Date. */
  headers?: Record<string, string | string[]>;
  /** DKIM: the domain that signs. It has to be a partner's; default: that of `from` when it is a partner's, else none. `false`: no signature. */
  sign?: string | false;
}
export interface Composer {
  /** A complete message with Date and Message-ID, signed as its partner signs. Text that is not ASCII is encoded as it should be. */
  letter(options: LetterOptions): Promise<Buffer>;
  /** A message as it is, with a partner's DKIM signature in front. */
  sign(raw: Buffer | string, domain: string): Promise<Buffer>;
  /**
   * A message with a partner's ARC set (RFC 8617) in front: i=1, as of the first forwarder. `results`: what it found when the message came in, as in
   * Authentication-Results: `mx.list.example; dmarc=pass header.from=bank.example`.
   */
  seal(raw: Buffer | string, domain: string, results: string): Promise<Buffer>;
}

/** Changes of the pocket Internet while a check runs: the next question finds them. They end with the check, or with `await using`. */
export interface InternetControl {
  /**
   * Replaces the records of a name and type in a zone that world serves (not in one of the learner's own server): `60 "v=spf1 -all"`, TTL
   * first. `[]`: the name has no such records.
   */
  publish(name: string, type: string, records: string[]): Promise<AsyncDisposable>;
  /** Puts an address on a DNS block list: an A record for the reversed address in `zone`, TTL 60. */
  list(zone: string, address: string, code?: string): Promise<AsyncDisposable>;
  /** Takes an address off a list that holds it from the start. */
  delist(zone: string, address: string): Promise<AsyncDisposable>;
  /** How a zone's servers answer from now on, for all of it or for one name in it (checks run side by side: prefer a name of your own): `silent` (a dead list), `servfail`, `{ delay: 300 }` milliseconds, `prompt`. */
  manner(zone: string, manner: 'prompt' | 'silent' | 'servfail' | { delay: number }): Promise<AsyncDisposable>;
  /** Questions that the sandbox's hosts asked world's name servers, oldest first: of a name, or of everything `under` a name. */
  queries(filter: { name?: string; under?: string; type?: string; since?: Date }): Promise<{ at: Date; from: string; name: string; type: string }[]>;
  /** An address on the Internet that no other check of this run uses: not a partner's, without a name. For senders that nobody knows. */
  stranger(): string;
  /** The same over IPv6, to dial a host's `ip6:<host>` from. */
  stranger6(): string;
  /**
   * Plays a router in front of a link that carries packets of `mtu` bytes (1280 to 1500): tells the host, for each connection that is open from
   * `from` to the port, that its packets do not fit (ICMP "fragmentation needed", ICMPv6 "packet too big"). A host that hears it sends smaller
   * ones to that address from then on, for ten minutes. Without `mtu` it only looks.
   * @returns for each of these connections the largest segment that had come, in bytes of payload
   */
  path(options: { from: string; host: string; port: number; mtu?: number }): Promise<number[]>;
}

/** Thrown by probes when the system under test did not answer as a server must (refused, reset, silent). A check that does not catch it fails with it. */
export class ProbeFailure extends Error {
  readonly observed: LocalizedText;
  /** Where it is not "a server that answers". */
  readonly expected: LocalizedText | undefined;
  constructor(observed: LocalizedText, expected?: LocalizedText) {
    super(observed.en);
    this.name = 'ProbeFailure';
    this.observed = observed;
    this.expected = expected;
  }
}

export interface CheckContext {
  /** The sandbox's parameters; also `ip:<host>` for each host's address, and `ip6:<host>` where it has IPv6. */
  params: Parameters;
  smtp: SmtpProbe;
  imap: ImapProbe;
  pop3: Pop3Probe;
  managesieve: ManageSieveProbe;
  dns: DnsProbe;
  tls: TlsProbe;
  http: HttpProbe;
  host: HostProbe;
  outside: OutsideProbe;
  /** The lab's numbered mail; a lab without `canary` has none. */
  canary: CanaryProbe;
  internet: InternetControl;
  auth: AuthProbe;
  compose: Composer;
  /** What the learner typed for an `answer` task, or ''. */
  answer: string;
  /** A fresh random token, e.g. `pl-6f1c2a…`: put it in Message-ID, subject and body. */
  nonce(): string;
  /** Calls `look` until it returns something other than null/undefined/false or `timeout` ms pass; then null. */
  until<T>(look: () => Promise<T | null | undefined | false>, options?: { timeout?: number; every?: number }): Promise<T | null>;
  /**
   * What several checks of one submission look at and is done once: the first that asks makes it, the others wait for the same result, or for
   * the same failure. Its dialogues are in the evidence of the check that made it.
   */
  once<T>(name: string, make: () => Promise<T>): Promise<T>;
  /** Aborted at the check's deadline. */
  signal: AbortSignal;
}

export type CheckFunction = (ctx: CheckContext) => Promise<Verdict>;

type IdsOf<L extends LabInput> = L['tasks'][number]['id'] | (L extends { invariants: readonly { id: infer I extends string }[] } ? I : never);
export type Checks<Ids extends string = string> = Record<Ids, CheckFunction>;

/** One check for every task and every invariant of the lab: a missing or unknown id is a type error. */
export function defineChecks<const L extends LabInput>(_lab: L, checks: Checks<IdsOf<L>>): Checks<IdsOf<L>> {
  return checks;
}

/** Met. `because` marks its line as deciding. */
export function pass(because?: Observation, observed?: LocalizedText): Verdict {
  because?.decide();
  return observed ? { verdict: 'pass', observed } : { verdict: 'pass' };
}

/** Not met: what was expected, what was observed, and what that means. */
export function fail(args: { expected: LocalizedText; observed: LocalizedText | string; hint?: LocalizedText; because?: Observation }): Verdict {
  args.because?.decide();
  const observed = typeof args.observed === 'string' ? { en: args.observed, 'zh-cn': args.observed } : args.observed;
  return { verdict: 'fail', expected: args.expected, observed, ...(args.hint && { hint: args.hint }) };
}
