import { type ImapProbe, ProbeFailure } from '../contract/check.ts';

export interface LurkerOptions {
  persona: string;
  /** Where they come from. */
  address: string;
  host: string;
  user: string;
  password: string;
  imap: (signal: AbortSignal) => Promise<ImapProbe>;
  now: () => number;
}

type RawSession = Awaited<ReturnType<ImapProbe['raw']>>;

/** Milliseconds after a refused login. */
const patience = 20_000;

/** Somebody with a stolen login who keeps a session on port 993 open. */
export class Lurker {
  readonly #o: LurkerOptions;
  #session: RawSession | null = null;
  #since = 0;
  #refusedAt = Number.NEGATIVE_INFINITY;

  constructor(options: LurkerOptions) {
    this.#o = options;
  }

  /** The live session, as of the last look. */
  get alive(): { persona: string; user: string; since: Date } | null {
    return this.#session && { persona: this.#o.persona, user: this.#o.user, since: new Date(this.#since) };
  }

  /** Is the session still open? If not, tries to log in again. Rejects when we could not look. */
  async look(signal: AbortSignal): Promise<void> {
    try {
      if (this.#session) {
        const session = this.#session;
        this.#session = null;
        if ((await session.command('NOOP')).status === 'OK') this.#session = session;
        else await session[Symbol.asyncDispose]();
        return;
      }
      const { address, host, user, password, imap, now } = this.#o;
      // Servers make those who guess wait longer and longer; nobody else shall wait with them.
      if (now() - this.#refusedAt < patience) return;
      this.#refusedAt = now();
      const session = await (await imap(signal)).raw({ host, port: 993, tls: true, from: address, timeout: 12_000 });
      if ((await session.command(`LOGIN "${user}" "${password}"`)).status !== 'OK') return await session[Symbol.asyncDispose]();
      await session.command('SELECT INBOX');
      this.#session = session;
      this.#since = now();
      this.#refusedAt = Number.NEGATIVE_INFINITY;
    } catch (error) {
      // Thrown out, or nobody answers: no session.
      if (!(error instanceof ProbeFailure)) throw error;
    }
  }

  close(): void {
    const session = this.#session;
    this.#session = null;
    // Ours to end; whether the other side heard it does not matter.
    session?.[Symbol.asyncDispose]().then(undefined, () => undefined);
  }
}
