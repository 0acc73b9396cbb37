import type { Socket } from 'node:net';
import type { SMTPServer } from 'smtp-server';
import { SMTPConnection, type SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js';
import { SMTPStream } from 'smtp-server/lib/smtp-stream.js';
import { DotDecoder } from './dot-decoder.ts';
import { readable, Transcript } from './transcript.ts';

/** How a server behaves on every connection. */
export interface Habits {
  /** Milliseconds before each reply. */
  replyDelay: number;
  /** After "220" to STARTTLS the connection ends. */
  brokenTls: boolean;
}

/** An SMTP connection that keeps what was really said: smtp-server's session has names lower-cased and domains decoded. */
export class RecordingConnection extends SMTPConnection {
  readonly transcript: Transcript;
  /** Argument of the last EHLO or HELO as sent. */
  heloName = '';
  usedHelo = false;
  /** Milliseconds before each reply (a slow server). */
  readonly #replyDelay: number;
  /** A reply that is already in the transcript of the transaction it ends. */
  recorded = '';
  readonly #brokenTls: boolean;
  readonly #gone: () => void;
  #lastLine = '';
  readonly #delays = new Set<NodeJS.Timeout>();

  constructor(server: SMTPServer, socket: Socket, options: SMTPConnectionOptions & Habits & { gone: () => void }) {
    super(server, socket, options);
    this.transcript = new Transcript();
    this.#replyDelay = options.replyDelay;
    this.#brokenTls = options.brokenTls;
    this.#gone = options.gone;
  }

  /** The path of the MAIL or RCPT line that is being handled, as on the wire: `<a@b>` → `a@b`. */
  get path(): string {
    const match = /^[^:]*:\s*(?:<([^>]*)>|(\S*))/.exec(this.#lastLine);
    return match?.[1] ?? match?.[2] ?? '';
  }

  override _onCommand(command: Buffer, callback?: () => void): void {
    this.#lastLine = readable(command);
    this.transcript.add('received', this.#lastLine);
    const hello = /^(EHLO|HELO)\s+(\S+)/i.exec(this.#lastLine);
    if (hello) {
      this.heloName = hello[2] ?? '';
      this.usedHelo = hello[1]?.toUpperCase() === 'HELO';
    }
    if (this.#brokenTls && /^STARTTLS\s*$/i.test(this.#lastLine)) {
      this.send(220, 'Ready to start TLS');
      this._socket.once('data', () => this._socket.destroy());
      return;
    }
    if (this.#replyDelay === 0) return super._onCommand(command, callback);
    const timer = setTimeout(() => {
      this.#delays.delete(timer);
      super._onCommand(command, callback);
    }, this.#replyDelay);
    this.#delays.add(timer);
  }

  override send(code: number, data?: string | string[] | null, context?: string | false): void {
    // A reply text of ours that begins with an enhanced status code (RFC 3463) brings its own.
    const own = typeof data === 'string' && /^[245]\.\d{1,3}\.\d{1,3} /.test(data);
    // 220 after STARTTLS and greetings are written by the library, hence the tap here and not in our handlers.
    const enhanced = own ? '' : this._getEnhancedStatusCode(code, context);
    const lines = Array.isArray(data) ? data : [data ?? ''];
    lines.forEach((line, i) => {
      const text = `${code}${i < lines.length - 1 ? '-' : ' '}${enhanced ? `${enhanced} ` : ''}${line}`.trimEnd();
      if (text !== this.recorded) this.transcript.add('sent', text);
    });
    super.send(code, data, own ? false : context);
  }

  override _onClose(): void {
    super._onClose();
    for (const timer of this.#delays) clearTimeout(timer);
    this.#delays.clear();
    this.#gone();
  }

  override _createParser(): SMTPStream {
    const parser = new WireParser({ maxCommandLength: 4096 });
    parser.oncommand = (command, callback) => this._onCommand(command, callback);
    parser.on('error', (error) => this.send(421, `4.7.0 Error: ${error.message}`));
    return parser;
  }
}

/** smtp-server's parser with un-stuffing by the letter of the RFC. */
class WireParser extends SMTPStream {
  #decoder = new DotDecoder();

  override startDataMode(maxBytes?: number | string | null) {
    this.#decoder = new DotDecoder();
    return super.startDataMode(maxBytes);
  }

  override _feedDataStream(chunk: Buffer, done: (error?: Error | null) => void): void {
    const { content, rest } = this.#decoder.decode(chunk);
    this._countDataBytes(content.length);
    if (rest) return this._endDataMode(content, rest, done);
    const stream = this._dataStream;
    if (content.length === 0 || !stream?.writable || stream.write(content)) return done();
    const resume = () => {
      stream.off('drain', resume);
      stream.off('close', resume);
      done();
    };
    stream.once('drain', resume);
    stream.once('close', resume);
  }
}
