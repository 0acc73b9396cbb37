import type { FetchMessageObject, ImapFlow } from 'imapflow';
import { type ImapMessage, type ImapSession, type Observation, ProbeFailure, type TlsFacts } from '../contract/check.ts';
import { messageOf, type PostlabError } from '../errors.ts';
import { type Connection, type Line, loginPatience } from './connection.ts';
import { brokenStream, closedEarly, noReply, notTheProtocol } from './failure.ts';
import { ImapStream } from './imap-stream.ts';
import { ImapTap } from './imap-tap.ts';
import { badCheck } from './network.ts';
import { patientTimer } from './patience.ts';
import { crlf } from './smtp-message.ts';

const mostMessages = 500;

export type LoginResult = { ok: true; session: ImapSession } | ({ ok: false; text: string } & Observation);

/** Logs in with imapflow over a connection whose greeting has been read, and which is in TLS already when it shall be. */
export async function openImapSession(connection: Connection, greeting: Line, user: string, password: string): Promise<LoginResult> {
  connection.recorder.hide(password);
  const tap = new ImapTap(connection.recorder);
  const stream = new ImapStream(connection.detach(), Buffer.from(`${greeting.text}\r\n`, 'utf8'), tap);
  // Ours is the watch that counts: it says what was waited for. imapflow's own must not come first.
  const patience = 2 * connection.patience(loginPatience);
  // Half of what a worker's start costs: only those that read mail load it.
  const imapflow = await import('imapflow');
  const client = new imapflow.ImapFlow({
    host: 'server',
    port: 143,
    // TLS, if any, is below the stream.
    secure: false,
    doSTARTTLS: false,
    auth: { user, pass: password },
    logger: false,
    clientInfo: { name: 'postlab-probe', version: '1', vendor: 'Postlab', 'support-url': '-' },
    disableCompression: true,
    disableAutoIdle: true,
    disableAutoEnable: true,
    socketTimeout: patience,
    connectionTimeout: patience,
    greetingTimeout: patience,
    transport: {
      connect: (_options, onConnect) => {
        setImmediate(onConnect);
        return stream;
      },
    },
  });
  // Calls that are under way reject with it; one that comes between two calls is found by the next.
  client.on('error', () => undefined);
  const session = new Session({ client, stream, connection });
  try {
    await session.watched('LOGIN', client.connect(), connection.patience(loginPatience));
    return { ok: true, session };
  } catch (error) {
    session.drop();
    if (!isRefusal(error)) throw session.explained(error, 'LOGIN');
    // Without an answer from the server it was imapflow that did not send the password, because of LOGINDISABLED.
    const line = error.responseStatus ? tap.last : (tap.capabilities ?? { text: greeting.text, mark: greeting });
    return { ok: false, text: line ? line.text.replace(/^\S+ /, '') : error.message, decide: () => line?.mark.decide() };
  }
}

/** The server said NO to the credentials, or said beforehand that it takes none here (LOGINDISABLED). */
function isRefusal(error: unknown): error is Error & { responseStatus?: string } {
  return error instanceof Error && 'authenticationFailed' in error && error.authenticationFailed === true;
}

class Session implements ImapSession {
  readonly tls: TlsFacts | null;
  readonly #client: ImapFlow;
  readonly #stream: ImapStream;
  readonly #connection: Connection;
  #dropped = false;

  constructor(parts: { client: ImapFlow; stream: ImapStream; connection: Connection }) {
    this.#client = parts.client;
    this.#stream = parts.stream;
    this.#connection = parts.connection;
    this.tls = parts.connection.tls;
  }

  get capabilities(): readonly string[] {
    return [...this.#client.capabilities.keys()];
  }

  async folders(): Promise<{ path: string; specialUse: string }[]> {
    const list = await this.#do('LIST', () => this.#client.list());
    return list.map((folder) => ({ path: folder.path, specialUse: folder.specialUse ?? '' }));
  }

  async messages(folder: string, containing?: string): Promise<ImapMessage[]> {
    // EXAMINE: looking must not mark anything as read.
    const mailbox = await this.#do(`EXAMINE ${folder}`, () => this.#client.mailboxOpen(folder, { readOnly: true }));
    if (mailbox.exists === 0) return [];
    const range = `${Math.max(1, mailbox.exists - mostMessages + 1)}:*`;
    const found = await this.#do('FETCH', () => this.#client.fetchAll(range, { uid: true, flags: true, internalDate: true, envelope: true, source: true }));
    return found.map(asMessage).filter((message) => !containing || message.raw.includes(containing, 0, 'utf8'));
  }

  async quota(folder = 'INBOX'): Promise<{ usedBytes: number; limitBytes: number } | null> {
    const quota = await this.#do('GETQUOTAROOT', () => this.#client.getQuota(folder));
    if (!quota || quota.storage?.limit === undefined) return null;
    return { usedBytes: quota.storage.usage ?? 0, limitBytes: quota.storage.limit };
  }

  async append(folder: string, message: string | Buffer, options: { received?: Date } = {}): Promise<{ ok: true } | { ok: false; text: string }> {
    const bytes = typeof message === 'string' ? Buffer.from(crlf(message), 'utf8') : message;
    const what = `APPEND ${folder}`;
    // A megabyte may take four seconds on its way.
    const limit = this.#connection.timeout + bytes.length / 256;
    return await this.#do(
      what,
      async () => {
        try {
          await this.#client.append(folder, bytes, [], options.received);
          return { ok: true };
        } catch (error) {
          const { responseStatus, responseText } = error as { responseStatus?: string; responseText?: string };
          if (responseStatus !== 'NO') throw error;
          return { ok: false, text: `NO ${responseText ?? ''}`.trim() };
        }
      },
      limit,
    );
  }

  async remove(folder: string, containing?: string): Promise<number> {
    const uids = await this.#uids(folder, containing);
    if (uids.length > 0) await this.#do(`EXPUNGE ${folder}`, () => this.#client.messageDelete(uids, { uid: true }));
    return uids.length;
  }

  async move(from: string, to: string, containing?: string): Promise<number> {
    const uids = await this.#uids(from, containing);
    if (uids.length > 0) await this.#do(`MOVE ${from} ${to}`, () => this.#client.messageMove(uids, to, { uid: true }));
    return uids.length;
  }

  /** UIDs of what `messages` finds, with the folder open for changes. */
  async #uids(folder: string, containing?: string): Promise<number[]> {
    const found = await this.messages(folder, containing);
    if (found.length > 0) await this.#do(`SELECT ${folder}`, () => this.#client.mailboxOpen(folder, { readOnly: false }));
    return found.map((message) => message.uid);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      if (!this.#stream.over) await this.watched('LOGOUT', this.#client.logout(), 1_000);
    } catch (error) {
      // The session is over either way, and what the check saw before stands.
      this.#connection.recorder.fact(`(LOGOUT: ${messageOf(error)})`);
    } finally {
      this.drop();
    }
  }

  /** No more of it. */
  drop(): void {
    this.#dropped = true;
    this.#client.close();
    this.#stream.destroy();
  }

  /** Rejects with ProbeFailure once the server has been silent for `limit` ms while the work goes on. */
  async watched<T>(what: string, work: Promise<T>, limit: number = this.#connection.timeout): Promise<T> {
    const begun = performance.now();
    let cancel = () => {};
    const silence = new Promise<never>((_, reject) => {
      const look = () => {
        const left = limit - (performance.now() - Math.max(begun, this.#stream.lastHeard));
        if (left <= 0) reject(noReply(this.#connection.to, what, limit));
        else cancel = patientTimer(left, look);
      };
      look();
    });
    try {
      return await Promise.race([work, silence]);
    } finally {
      cancel();
      // When the silence won, nobody waits for the work any more.
      work.catch(() => undefined);
    }
  }

  /** What failed, in the probes' terms, noted as the deciding line. */
  explained(error: unknown, what: string): ProbeFailure | PostlabError {
    const failure = this.#cause(error, what);
    return this.#connection.fail(failure);
  }

  #cause(error: unknown, what: string): ProbeFailure | PostlabError {
    const { to } = this.#connection;
    if (error instanceof ProbeFailure) return error;
    const { responseStatus, responseText } = error as { responseStatus?: string; responseText?: string };
    if (responseStatus) {
      const answer = `${responseStatus} ${responseText ?? ''}`.trim();
      return new ProbeFailure({ en: `${to} answered ${what} with "${answer}".`, 'zh-cn': `${to} 对 ${what} 的回应是“${answer}”。` });
    }
    if (this.#stream.failure) return brokenStream(this.#stream.failure, to, what);
    if (this.#stream.over) return closedEarly(to, what, '');
    return notTheProtocol(to, 'IMAP', messageOf(error));
  }

  async #do<T>(what: string, work: () => Promise<T>, limit?: number): Promise<T> {
    if (this.#dropped) throw badCheck('a session that is still open', `${what} after it was closed`);
    try {
      return await this.watched(what, work(), limit);
    } catch (error) {
      // `await using` and a `return` without `await`: the session was closed under the call.
      throw this.#dropped ? badCheck('a session that is still open', `${what} while it was being closed`) : this.explained(error, what);
    }
  }
}

function asMessage(message: FetchMessageObject): ImapMessage {
  const date = message.internalDate;
  return {
    uid: message.uid,
    subject: message.envelope?.subject ?? '',
    flags: [...(message.flags ?? [])],
    internalDate: date instanceof Date ? date : new Date(date ?? 0),
    // A message that somebody else has expunged meanwhile comes as NIL, which imapflow gives as false.
    raw: Buffer.isBuffer(message.source) ? message.source : Buffer.alloc(0),
  };
}
