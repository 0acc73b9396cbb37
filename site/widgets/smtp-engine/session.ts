/**
 * A receiving SMTP server as a state machine, for widgets: bytes in, replies out, nothing else. It follows RFC 5321 (order of commands §4.1.4,
 * transparency §4.5.2), RFC 2920 (pipelining), RFC 3030 (BDAT) and, where those leave a choice, Postfix 3.10, whose recorded sessions are its test. It is stricter than Postfix's defaults in two
 * things that a client owes: angle brackets, and (by policy) EHLO first.
 * Bytes are kept as strings with one character a byte (`toBytes`).
 */
export interface Policy {
  host: string;
  /** Domains of its own, and the mailboxes in them. */
  domain: string;
  users: readonly string[];
  /** Of those, the ones that are over quota. */
  full: readonly string[];
  /** Largest message in bytes. */
  size: number;
  /** Answer to a recipient elsewhere: Debian's Postfix defers (454), others reject (554); `open` is an open relay. */
  relay: 'defer' | 'reject' | 'open';
  tlsRequired: boolean;
  /** The first try of a client, sender and recipient is put off. */
  greylist: boolean;
  heloRequired: boolean;
}
export const standard: Policy = {
  host: 'mx1.haibo.example',
  domain: 'haibo.example',
  users: ['wang', 'li', 'postmaster'],
  full: [],
  size: 10_240_000,
  relay: 'defer',
  tlsRequired: false,
  greylist: false,
  heloRequired: true,
};

export interface Stored {
  from: string;
  to: string[];
  /** After transparency is undone, lines with CRLF. */
  content: string;
  id: string;
}
export interface Session {
  phase: 'command' | 'data' | 'chunk' | 'closed';
  greeted: 'no' | 'HELO' | 'EHLO';
  tls: boolean;
  /** Null: no MAIL yet. Empty: the null sender. */
  from: string | null;
  to: string[];
  /** A RCPT was refused in this transaction. */
  refused: number;
  declared: number;
  content: string;
  /** The line before ended in CRLF, as the end of data wants. */
  clean: boolean;
  chunk: { left: number; last: boolean } | null;
  /** What came and is not a whole line yet. */
  buffer: string;
  stored: Stored[];
  /** Triplets that have been put off once. */
  seen: string[];
}
/** Why a reply is what it is: a key for the widget's words. */
export type Reason =
  | 'greeting'
  | 'ehlo'
  | 'ok'
  | 'reset'
  | 'bye'
  | 'vrfy'
  | 'vrfy-unknown'
  | 'start-data'
  | 'queued'
  | 'chunk'
  | 'tls'
  | 'need-helo'
  | 'need-mail'
  | 'need-rcpt'
  | 'nested'
  | 'no-recipients'
  | 'syntax'
  | 'unknown'
  | 'not-smtp'
  | 'option'
  | 'size-declared'
  | 'size'
  | 'relay'
  | 'unknown-user'
  | 'full'
  | 'greylist'
  | 'tls-required'
  | 'tls-active'
  | 'too-early'
  | 'bdat-mix'
  | 'timeout';
export interface Reply {
  lines: string[];
  reason: Reason;
}
export interface Fed {
  session: Session;
  replies: Reply[];
}

export const toBytes = (text: string): string => String.fromCharCode(...new TextEncoder().encode(text));
export const fromBytes = (bytes: string): string => new TextDecoder().decode(Uint8Array.from(bytes, (c) => c.charCodeAt(0)));

const fresh = { from: null, to: [], refused: 0, declared: 0, content: '', clean: true, chunk: null };
export function connect(policy: Policy): Fed {
  return {
    session: { phase: 'command', greeted: 'no', tls: false, ...fresh, buffer: '', stored: [], seen: [] },
    replies: [{ lines: [`220 ${policy.host} ESMTP`], reason: 'greeting' }],
  };
}

/** Takes what one write of the client brought. Replies come in order; the session may be in the middle of a line afterwards. */
export function feed(session: Session, policy: Policy, bytes: string): Fed {
  let s: Session = { ...session, buffer: session.buffer + bytes };
  const replies: Reply[] = [];
  const say = (reason: Reason, ...lines: string[]): void => {
    replies.push({ lines, reason });
  };
  while (s.phase !== 'closed' && s.buffer !== '') {
    if (s.phase === 'chunk' && s.chunk) {
      const taken = s.buffer.slice(0, s.chunk.left);
      const left = s.chunk.left - taken.length;
      s = { ...s, buffer: s.buffer.slice(taken.length), content: s.content + taken, chunk: { ...s.chunk, left } };
      if (left > 0) break;
      s = endOfChunk(s, policy, say);
      continue;
    }
    const end = s.buffer.indexOf('\n');
    if (end < 0) break;
    const crlf = s.buffer[end - 1] === '\r';
    const text = s.buffer.slice(0, crlf ? end - 1 : end);
    s = { ...s, buffer: s.buffer.slice(end + 1) };
    s = s.phase === 'data' ? dataLine(s, policy, text, crlf, say) : command(s, policy, text, say);
  }
  return { session: s.phase === 'closed' ? { ...s, buffer: '' } : s, replies };
}

/** The client has said nothing for five minutes (RFC 5321 §4.5.3.2.7). */
export function idle(session: Session, policy: Policy): Fed {
  if (session.phase === 'closed') return { session, replies: [] };
  return { session: { ...session, phase: 'closed' }, replies: [{ lines: [`421 4.4.2 ${policy.host} Error: timeout exceeded`], reason: 'timeout' }] };
}

type Say = (reason: Reason, ...lines: string[]) => void;

function dataLine(s: Session, policy: Policy, text: string, crlf: boolean, say: Say): Session {
  // Only <CRLF>.<CRLF> ends the message. A dot between other line ends is content: taken as the end, it would let one message smuggle in another.
  if (text === '.' && crlf && s.clean) return store({ ...s, phase: 'command' }, policy, say);
  // A lone dot that ends nothing disappears, as it does in Postfix 3.10 (tried: `LF.LF`, `LF.CRLF` and `CRLF.LF`).
  if (text === '.') return { ...s, clean: crlf };
  const line = text.startsWith('.') ? text.slice(1) : text;
  return { ...s, content: `${s.content}${line}\r\n`, clean: crlf };
}

function store(s: Session, policy: Policy, say: Say, how?: string): Session {
  const done = { ...s, ...fresh };
  if (s.content.length > policy.size) {
    say('size', '552 5.3.4 Error: message file too big');
    return done;
  }
  const id = (0xa527d1b + s.stored.length * 0x1e9f + s.content.length).toString(16).toUpperCase();
  say('queued', how ? `250 2.0.0 Ok: ${how}` : `250 2.0.0 Ok: queued as ${id}`);
  return { ...done, stored: [...s.stored, { from: s.from ?? '', to: s.to, content: s.content, id }] };
}

function endOfChunk(s: Session, policy: Policy, say: Say): Session {
  const last = s.chunk?.last;
  const open = { ...s, phase: 'command' as const, chunk: null };
  if (last) return store(open, policy, say, `${s.content.length} bytes queued`);
  say('chunk', `250 2.0.0 Ok: ${s.content.length} bytes`);
  return open;
}

/** What Postfix 3.10 lists for HELP; EXPN and TURN it does not have. */
const commands = 'AUTH BDAT DATA EHLO ETRN HELO HELP MAIL NOOP QUIT RCPT RSET STARTTLS VRFY XCLIENT XFORWARD';
function command(s: Session, policy: Policy, text: string, say: Say): Session {
  const verb = (/^\s*([^\s]*)/.exec(text)?.[1] ?? '').toUpperCase();
  const rest = text.trimStart().slice(verb.length).trim();
  // RFC 2920 §3.1: after these the client must wait; more in the same write comes from a program that does not listen.
  if ((verb === 'EHLO' || verb === 'HELO' || verb === 'DATA') && s.buffer !== '' && !(verb === 'DATA' && (s.from === null || s.to.length === 0))) {
    say('too-early', '554 5.5.0 Error: SMTP protocol synchronization');
    return { ...s, phase: 'closed' };
  }
  switch (verb) {
    case 'EHLO':
    case 'HELO':
      return hello(s, policy, verb, rest, say);
    case 'STARTTLS':
      if (rest !== '') {
        say('syntax', '501 5.5.4 Syntax: STARTTLS');
        return s;
      }
      if (s.tls) {
        say('tls-active', '554 5.5.1 Error: TLS already active');
        return s;
      }
      say('tls', '220 2.0.0 Ready to start TLS');
      // RFC 3207 §4.2: what was said before is forgotten; what was sent too early is thrown away.
      return { ...s, ...fresh, tls: true, greeted: 'no', buffer: '' };
    case 'MAIL':
      return mail(s, policy, rest, say);
    case 'RCPT':
      return rcpt(s, policy, rest, say);
    case 'DATA':
      if (s.from === null) say('need-rcpt', '503 5.5.1 Error: need RCPT command');
      else if (s.to.length === 0) say('no-recipients', '554 5.5.1 Error: no valid recipients');
      else if (rest !== '') say('syntax', '501 5.5.4 Syntax: DATA');
      else if (s.content !== '') say('bdat-mix', '503 5.5.1 Error: DATA after BDAT');
      else {
        say('start-data', '354 End data with <CR><LF>.<CR><LF>');
        return { ...s, phase: 'data', clean: true };
      }
      return s;
    case 'BDAT':
      return bdat(s, policy, rest, say);
    case 'RSET':
      if (rest !== '') {
        say('syntax', '501 5.5.4 Syntax: RSET');
        return s;
      }
      say('reset', '250 2.0.0 Ok');
      return { ...s, ...fresh };
    case 'NOOP':
      say('ok', '250 2.0.0 Ok');
      return s;
    case 'VRFY':
      vrfy(policy, rest, say);
      return s;
    case 'QUIT':
      say('bye', '221 2.0.0 Bye');
      return { ...s, phase: 'closed' };
    case 'HELP':
      say('ok', `214 2.0.0 Commands: ${commands}`);
      return s;
    case 'AUTH':
      say('unknown', `503 5.5.1 Error: ${s.greeted === 'no' ? 'send HELO/EHLO first' : 'authentication not enabled'}`);
      return s;
  }
  // Postfix hangs up on what cannot be a command: another protocol, or a message that goes on after its end.
  if (/^[^A-Z]/.test(verb) || /^[^\s:]+:/.test(verb) || ['CONNECT', 'GET', 'POST'].includes(verb)) {
    say('not-smtp', '221 2.7.0 Error: I can break rules, too. Goodbye.');
    return { ...s, phase: 'closed' };
  }
  say(verb === '' ? 'syntax' : 'unknown', verb === '' ? '500 5.5.2 Error: bad syntax' : '500 5.5.2 Error: command not recognized');
  return s;
}

function hello(s: Session, policy: Policy, verb: 'EHLO' | 'HELO', name: string, say: Say): Session {
  if (name === '') {
    say('syntax', `501 Syntax: ${verb} hostname`);
    return s;
  }
  const extensions = [
    policy.host,
    'PIPELINING',
    `SIZE ${policy.size}`,
    ...(s.tls ? [] : ['STARTTLS']),
    'ENHANCEDSTATUSCODES',
    '8BITMIME',
    'SMTPUTF8',
    'CHUNKING',
  ];
  const lines = verb === 'HELO' ? [`250 ${policy.host}`] : extensions.map((line, i) => `250${i < extensions.length - 1 ? '-' : ' '}${line}`);
  say('ehlo', ...lines);
  return { ...s, ...fresh, greeted: verb };
}

/**
 * `<path>` with its options (RFC 5321 §4.1.2). A route before the address is read over (appendix C), quotation marks may hold spaces, and an
 * address without a domain is the server's own. `keyword`: not even that was there; `address`: no angle brackets, or no address in them.
 */
function path(rest: string, keyword: 'FROM' | 'TO'): { address: string; options: string[] } | { wrong: 'keyword' | 'address' } {
  const after = new RegExp(`^${keyword}:\\s*(?=\\S)`, 'i').exec(rest);
  if (!after) return { wrong: 'keyword' };
  const found = /^<((?:"(?:\\[\s\S]|[^"\\])*"|[^<>\s"])*)>((?:\s+\S+)*)$/.exec(rest.slice(after[0].length));
  if (!found) return { wrong: 'address' };
  const address = (found[1] as string).replace(/^@[^:]+:/, '');
  if (/^@|@$|@.*@(?=[^"]*$)/.test(address)) return { wrong: 'address' };
  return { address, options: (found[2] as string).split(/\s+/).filter(Boolean) };
}

function mail(s: Session, policy: Policy, rest: string, say: Say): Session {
  if (policy.heloRequired && s.greeted === 'no') say('need-helo', '503 5.5.1 Error: send HELO/EHLO first');
  else if (policy.tlsRequired && !s.tls) say('tls-required', '530 5.7.0 Must issue a STARTTLS command first');
  else if (s.from !== null) say('nested', '503 5.5.1 Error: nested MAIL command');
  else {
    const found = path(rest, 'FROM');
    if ('wrong' in found) {
      say('syntax', found.wrong === 'keyword' ? '501 5.5.4 Syntax: MAIL FROM:<address>' : '501 5.1.7 Bad sender address syntax');
      return s;
    }
    let declared = 0;
    for (const option of found.options) {
      const size = /^SIZE=(\d{1,20})$/i.exec(option)?.[1];
      if (size !== undefined) declared = Number(size);
      else if (/^SIZE=/i.test(option)) {
        say('syntax', '501 5.5.4 Bad message size syntax');
        return s;
      } else if (!/^(BODY=(7BIT|8BITMIME)|SMTPUTF8|RET=(HDRS|FULL)|ENVID=\S+)$/i.test(option)) {
        say('option', `555 5.5.4 Unsupported option: ${option}`);
        return s;
      }
    }
    if (declared > policy.size) {
      say('size-declared', '552 5.3.4 Message size exceeds fixed limit');
      return s;
    }
    say('ok', '250 2.1.0 Ok');
    return { ...s, from: found.address, declared };
  }
  return s;
}

function rcpt(s: Session, policy: Policy, rest: string, say: Say): Session {
  if (s.from === null) {
    say('need-mail', '503 5.5.1 Error: need MAIL command');
    return s;
  }
  const found = path(rest, 'TO');
  if ('wrong' in found || found.address === '') {
    say('syntax', 'wrong' in found && found.wrong === 'keyword' ? '501 5.5.4 Syntax: RCPT TO:<address>' : '501 5.1.3 Bad recipient address syntax');
    return s;
  }
  const foreign = found.options.find((option) => !/^(NOTIFY=[A-Z,]+|ORCPT=[^;\s]+;\S+)$/i.test(option));
  if (foreign !== undefined) {
    say('option', `555 5.5.4 Unsupported option: ${foreign}`);
    return s;
  }
  const address = found.address;
  const at = address.lastIndexOf('@');
  const user = (at < 0 ? address : address.slice(0, at)).toLowerCase();
  const domain = at < 0 ? policy.domain : address.slice(at + 1).toLowerCase();
  const no = (reason: Reason, line: string): Session => {
    say(reason, line);
    return { ...s, refused: s.refused + 1 };
  };
  if (domain !== policy.domain) {
    if (policy.relay === 'defer') return no('relay', `454 4.7.1 <${address}>: Relay access denied`);
    if (policy.relay === 'reject') return no('relay', `554 5.7.1 <${address}>: Relay access denied`);
  } else if (!policy.users.includes(user))
    return no('unknown-user', `550 5.1.1 <${address}>: Recipient address rejected: User unknown in virtual mailbox table`);
  else if (policy.full.includes(user)) return no('full', `452 4.2.2 <${address}>: Recipient address rejected: Mailbox is full`);
  const triplet = `${s.from}>${address}`.toLowerCase();
  if (policy.greylist && !s.seen.includes(triplet)) {
    const put = no('greylist', `450 4.2.0 <${address}>: Recipient address rejected: Greylisted`);
    return { ...put, seen: [...s.seen, triplet] };
  }
  say('ok', '250 2.1.5 Ok');
  return { ...s, to: [...s.to, address] };
}

/** As Postfix does it unless `disable_vrfy_command` is set: the answer that RCPT would get, with 252 for yes. */
function vrfy(policy: Policy, rest: string, say: Say): void {
  const address = rest.replace(/^<(.*)>$/, '$1').toLowerCase();
  const [user = '', domain] = address.split('@');
  if (address === '') say('syntax', '501 5.5.4 Syntax: VRFY address [SMTPUTF8]');
  else if (domain !== policy.domain && address !== 'postmaster' && policy.relay === 'defer') say('relay', `454 4.7.1 <${address}>: Relay access denied`);
  else if (domain !== policy.domain && address !== 'postmaster' && policy.relay === 'reject') say('relay', `554 5.7.1 <${address}>: Relay access denied`);
  else if (domain === policy.domain && !policy.users.includes(user))
    say('vrfy-unknown', `550 5.1.1 <${address}>: Recipient address rejected: User unknown in virtual mailbox table`);
  else say('vrfy', `252 2.0.0 ${rest}`);
}

function bdat(s: Session, policy: Policy, rest: string, say: Say): Session {
  const found = /^(\d{1,15})(\s+LAST)?$/i.exec(rest);
  // Nobody knows how many octets follow, and which of them are commands: Postfix hangs up.
  if (!found) {
    say('syntax', '521 5.5.4 Syntax: BDAT count [LAST]');
    return { ...s, phase: 'closed' };
  }
  if (s.from === null) say('need-rcpt', '503 5.5.1 Error: need RCPT command');
  else if (s.to.length === 0) {
    // Whoever sends a chunk for nobody loses the transaction as well.
    say('no-recipients', '554 5.5.1 Error: no valid recipients');
    return { ...s, ...fresh };
  } else {
    const chunk = { left: Number(found[1]), last: found[2] !== undefined };
    const open: Session = { ...s, phase: 'chunk', chunk };
    return chunk.left === 0 ? endOfChunk(open, policy, say) : open;
  }
  return s;
}
