/**
 * Takes the bytes of a DATA phase apart exactly as RFC 5321 §4.5.2 says: only CRLF ends a line, one leading
 * period of every line goes, and a line that is a single period ends the message. A bare LF or CR is content.
 * (smtp-server's own parser keeps a period that the sender forgot to double, so a learner who stuffs no
 * dots would never notice.)
 */
export class DotDecoder {
  /** How much of the last line end has been seen: 2 = at the start of a line. */
  #seen: 0 | 1 | 2 = 2;
  /** Held back at the start of a line: nothing, a period, a period and a CR. */
  #held: '' | '.' | '.\r' = '';

  /** @returns content bytes, and what followed the end of the message once it has been seen (else null) */
  decode(chunk: Buffer): { content: Buffer; rest: Buffer | null } {
    // A held CR may have to be put back, hence one more.
    const out = Buffer.allocUnsafe(chunk.length + 1);
    let n = 0;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] as number;
      if (this.#held === '.\r') {
        this.#held = '';
        if (byte === 0x0a) {
          this.#seen = 2;
          return { content: out.subarray(0, n), rest: chunk.subarray(i + 1) };
        }
        out[n++] = 0x0d;
        this.#seen = 1;
      } else if (this.#held === '.') {
        if (byte === 0x0d) {
          this.#held = '.\r';
          continue;
        }
        this.#held = '';
        this.#seen = 0;
      } else if (this.#seen === 2 && byte === 0x2e) {
        this.#held = '.';
        continue;
      }
      out[n++] = byte;
      this.#seen = byte === 0x0d ? 1 : byte === 0x0a && this.#seen === 1 ? 2 : 0;
    }
    return { content: out.subarray(0, n), rest: null };
  }
}
