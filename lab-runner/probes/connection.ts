import type { Duplex } from 'node:stream';
import { type Observation, ProbeFailure, type TlsFacts } from '../contract/check.ts';
import type { LocalizedText } from '../contract/text.ts';
import type { PostlabError } from '../errors.ts';
import { decoded, type Recorder } from './dialogue.ts';
import { brokenStream, closedEarly, noReply, notTheProtocol } from './failure.ts';
import { patientTimer } from './patience.ts';
import { secureStream, type TlsOptions } from './tls-facts.ts';

const longestLine = 64 * 1024;
const defaultTimeout = 10_000;
/**
 * Milliseconds for the reply to a password. Servers delay those on purpose: Dovecot holds every login from an address back,
 * right ones too, by up to 15 s after wrong ones from it.
 */
export const loginPatience = 25_000;

/** The other side ended the connection where something was due. `partial` is what had arrived of it. */
export class PeerClosed extends ProbeFailure {
  readonly partial: string;
  constructor(observed: LocalizedText, partial: string) {
    super(observed);
    this.partial = partial;
  }
}

/** A line as it was received, without its line end, and its place in the evidence. */
export interface Line extends Observation {
  text: string;
}

/**
 * One connection of a line protocol: lines and counted bytes in, recorded lines out, TLS when it is time.
 * Bytes that arrive before they are asked for wait; so do replies nobody has asked for yet.
 */
export class Connection {
  readonly recorder: Recorder;
  /** Milliseconds for each reply. */
  readonly timeout: number;
  readonly #chosen: boolean;
  /** Protocol name for "did not speak …". */
  readonly #protocol: string;
  #stream: Duplex;
  #tls: TlsFacts | null = null;
  #pending: Buffer = Buffer.alloc(0);
  #failure: unknown = null;
  #over = false;
  /** When something was sent last, or the connection stood. */
  #asked = performance.now();
  #wake: (() => void) | null = null;
  readonly #onData = (chunk: Buffer): void => {
    this.#pending = this.#pending.length > 0 ? Buffer.concat([this.#pending, chunk]) : chunk;
    this.#stir();
  };
  readonly #onError = (error: Error): void => {
    this.#failure ??= error;
    this.#finish();
  };
  readonly #onEnd = (): void => this.#finish();

  constructor(stream: Duplex, recorder: Recorder, options: { timeout?: number; protocol: string }) {
    this.#stream = stream;
    this.recorder = recorder;
    this.timeout = options.timeout ?? defaultTimeout;
    this.#chosen = options.timeout !== undefined;
    this.#protocol = options.protocol;
    this.#attach(stream);
  }

  get to(): string {
    return this.recorder.to;
  }

  get tls(): TlsFacts | null {
    return this.#tls;
  }

  /** Whether the other side has ended the connection (something it said may still be unread). */
  get over(): boolean {
    return this.#over;
  }

  /** Milliseconds for a reply that may rightly take longer: `most`, unless the check has set a timeout of its own. */
  patience(most: number): number {
    return this.#chosen ? this.timeout : Math.max(most, this.timeout);
  }

  /** Sends a line and CRLF. `shown` is what the evidence says instead, when the line holds a secret. */
  sendLine(line: string, shown: string = line): Observation {
    const mark = this.recorder.sent(shown);
    this.send(Buffer.from(`${line}\r\n`, 'utf8'));
    return mark;
  }

  /** Bytes as they are, not recorded. Lost when the connection is over: the next read tells. */
  send(bytes: Buffer): void {
    this.#asked = performance.now();
    if (!this.#over && this.#stream.writable) this.#stream.write(bytes);
  }

  /**
   * The next line, up to LF. `awaited` names what it answers. Throws ProbeFailure on silence until `deadline`
   * (`performance.now()` based; default the timeout from now) and PeerClosed when the connection ends first.
   */
  async line(awaited: string, deadline: number = performance.now() + this.timeout): Promise<Line> {
    for (;;) {
      const at = this.#pending.indexOf(0x0a);
      if (at >= 0) {
        const end = at > 0 && this.#pending[at - 1] === 0x0d ? at - 1 : at;
        const text = decoded(this.#pending.subarray(0, end));
        this.#pending = this.#pending.subarray(at + 1);
        const mark = this.recorder.received(text);
        return { text, decide: () => mark.decide() };
      }
      if (this.#pending.length > longestLine) throw this.fail(notTheProtocol(this.to, this.#protocol, decoded(this.#pending.subarray(0, 200))));
      await this.#more(awaited, deadline);
    }
  }

  /** Waits until something has come that nobody has read, or the other side has ended; false when neither happened until `deadline`. */
  async heard(deadline: number): Promise<boolean> {
    while (!this.#over && this.#pending.length === 0) {
      const left = deadline - performance.now();
      if (left <= 0) return false;
      await this.#stirred(left);
    }
    return true;
  }

  /** Exactly `count` bytes, not recorded. Throws as `line` does. */
  async bytes(count: number, awaited: string, deadline: number = performance.now() + this.timeout): Promise<Buffer> {
    while (this.#pending.length < count) await this.#more(awaited, deadline);
    const bytes = this.#pending.subarray(0, count);
    this.#pending = this.#pending.subarray(count);
    return bytes;
  }

  /** Everything until the other side ends the connection, at most `limit` bytes. Throws ProbeFailure on silence. */
  async rest(limit: number, deadline: number = performance.now() + this.timeout): Promise<Buffer> {
    while (!this.#over && this.#pending.length < limit) await this.#wait(deadline, 'the end');
    const bytes = this.#pending.subarray(0, limit);
    this.#pending = Buffer.alloc(0);
    return bytes;
  }

  /** TLS from here on. Clear text that came before its time is thrown away, and noted (RFC 3207 §6). */
  async secure(options: Omit<TlsOptions, 'timeout'>): Promise<TlsFacts> {
    if (this.#pending.length > 0) {
      this.recorder.note({
        en: `(${this.#pending.length} bytes of clear text came before the handshake and were thrown away)`,
        'zh-cn': `（握手之前收到 ${this.#pending.length} 字节明文，已丢弃）`,
      });
      this.#pending = Buffer.alloc(0);
    }
    if (this.#over) throw this.#ending('STARTTLS');
    const clear = this.detach();
    try {
      const { socket, facts } = await secureStream(clear, { ...options, timeout: this.timeout }, this.recorder);
      this.#stream = socket;
      this.#tls = facts;
      this.#attach(socket);
      return facts;
    } catch (error) {
      this.#over = true;
      throw error instanceof ProbeFailure ? this.fail(error) : error;
    }
  }

  /** Gives the stream away. What had arrived and was not read is put back in front of it. */
  detach(): Duplex {
    const stream = this.#stream;
    stream.off('data', this.#onData).off('error', this.#onError).off('end', this.#onEnd).off('close', this.#onEnd);
    stream.on('error', () => undefined);
    if (this.#pending.length > 0) {
      stream.pause();
      stream.unshift(this.#pending);
      this.#pending = Buffer.alloc(0);
    }
    return stream;
  }

  /** Notes the failure as the deciding line. @returns the failure, to be thrown */
  fail<E extends ProbeFailure | PostlabError>(failure: E): E {
    this.recorder.note(failure instanceof ProbeFailure ? failure.observed : { en: failure.message, 'zh-cn': failure.message }).decide();
    return failure;
  }

  /** No more of it. */
  close(): void {
    this.#over = true;
    this.#stream.destroy();
    this.#stir();
  }

  /** Ends our side and lets what was written leave; gone for good a moment later. */
  end(): void {
    const stream = this.#stream;
    if (stream.writable) stream.end();
    setTimeout(() => stream.destroy(), 500).unref();
  }

  async #more(awaited: string, deadline: number): Promise<void> {
    if (this.#over) throw this.#ending(awaited);
    await this.#wait(deadline, awaited);
  }

  async #wait(deadline: number, awaited: string): Promise<void> {
    const woken = await this.#stirred(Math.max(0, deadline - performance.now()));
    if (!woken) throw this.fail(noReply(this.to, short(awaited), deadline - this.#asked));
  }

  /** Whether something happened on the stream within `left` milliseconds. */
  async #stirred(left: number): Promise<boolean> {
    const woken = await new Promise<boolean>((resolve) => {
      const cancel = patientTimer(left, () => resolve(false));
      this.#wake = () => {
        cancel();
        resolve(true);
      };
    });
    this.#wake = null;
    return woken;
  }

  #ending(awaited: string): ProbeFailure | PostlabError {
    const partial = decoded(this.#pending);
    this.#pending = Buffer.alloc(0);
    if (partial) this.recorder.received(partial);
    const failure = this.#failure ? brokenStream(this.#failure, this.to, short(awaited)) : closedEarly(this.to, short(awaited), partial.slice(0, 80));
    return failure instanceof ProbeFailure ? new PeerClosed(failure.observed, partial) : failure;
  }

  #attach(stream: Duplex): void {
    stream.on('data', this.#onData).on('error', this.#onError).on('end', this.#onEnd).on('close', this.#onEnd);
    if (stream.destroyed) this.#finish();
  }

  #finish(): void {
    this.#over = true;
    this.#stir();
  }

  #stir(): void {
    this.#wake?.();
  }
}

function short(awaited: string): string {
  return awaited.length > 80 ? `${awaited.slice(0, 80)}…` : awaited;
}
