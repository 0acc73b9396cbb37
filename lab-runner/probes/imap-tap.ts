import type { Observation } from '../contract/check.ts';
import { decoded, masked, type Recorder } from './dialogue.ts';

const longestLine = 64 * 1024;

/** `{123}`, `{123+}` or `~{123}` at the end of a line: so many bytes of a literal follow (RFC 9051 §4.3, RFC 7888). */
export function literalLength(line: string): number | null {
  const match = /\{(\d+)\+?\}$/.exec(line);
  return match ? Number(match[1]) : null;
}

/** The line as it may be shown: no password, whichever way it is sent. `A1 LOGIN lin ••••••` */
export function withoutPassword(line: string): string {
  const login = /^(\S+ LOGIN (?:"(?:[^"\\]|\\.)*"|\S+)) ./i.exec(line);
  if (login) return literalLength(line) === null ? `${login[1]} ${masked}` : line;
  const authenticate = /^(\S+ AUTHENTICATE \S+) ./i.exec(line);
  if (authenticate) return `${authenticate[1]} ${masked}`;
  // No tag and no command: the answer to a "+", which is a response of an authentication exchange.
  return /^\S+ [A-Za-z]/.test(line) || line === 'DONE' ? line : masked;
}

/** Cuts one direction of an IMAP conversation into lines; literals are told by their length only. */
class LineCutter {
  readonly #line: (line: string) => void;
  readonly #literal: (bytes: number) => void;
  #pending: Buffer = Buffer.alloc(0);
  #skip = 0;

  constructor(line: (line: string) => void, literal: (bytes: number) => void) {
    this.#line = line;
    this.#literal = literal;
  }

  take(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#skip > 0) {
        const skipped = Math.min(this.#skip, rest.length);
        this.#skip -= skipped;
        rest = rest.subarray(skipped);
        continue;
      }
      const at = rest.indexOf(0x0a);
      if (at < 0) {
        this.#pending = Buffer.concat([this.#pending, rest]).subarray(0, longestLine);
        return;
      }
      const line = decoded(Buffer.concat([this.#pending, rest.subarray(0, at)])).replace(/\r$/, '');
      this.#pending = Buffer.alloc(0);
      rest = rest.subarray(at + 1);
      if (line) this.#line(line);
      this.#skip = literalLength(line) ?? 0;
      if (this.#skip > 0) this.#literal(this.#skip);
    }
  }
}

/** Writes an IMAP conversation that somebody else holds into the evidence. */
export class ImapTap {
  readonly #sent: LineCutter;
  readonly #received: LineCutter;
  /** The last line the server said, and its place in the evidence. */
  last: { text: string; mark: Observation } | null = null;
  /** The last line that told the capabilities. */
  capabilities: { text: string; mark: Observation } | null = null;

  constructor(recorder: Recorder) {
    this.#sent = new LineCutter(
      (line) => recorder.sent(withoutPassword(line)),
      (bytes) => recorder.sent(`(literal of ${bytes} bytes)`),
    );
    this.#received = new LineCutter(
      (line) => {
        this.last = { text: line, mark: recorder.received(line) };
        if (/^\S+ (CAPABILITY |OK \[CAPABILITY )/i.test(line)) this.capabilities = this.last;
      },
      (bytes) => recorder.received(`(literal of ${bytes} bytes)`),
    );
  }

  sent(bytes: Buffer): void {
    this.#sent.take(bytes);
  }

  received(bytes: Buffer): void {
    this.#received.take(bytes);
  }
}
