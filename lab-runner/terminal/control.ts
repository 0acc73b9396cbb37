/** What a tmux client in control mode (`tmux -CC`) tells us, a line at a time (tmux(1), CONTROL MODE). */
export type ControlEvent =
  /** The client has begun: its terminal is raw now and commands may be written. */
  | { kind: 'begun' }
  /** A program of that pane wrote these bytes, as they are. */
  | { kind: 'output'; pane: string; bytes: Buffer }
  /** The answer to one of our commands, in the order in which we gave them. Lines are without their end. */
  | { kind: 'reply'; ok: boolean; lines: Buffer[] }
  /** The session could neither be attached nor made. */
  | { kind: 'refused'; reason: string }
  /** The client ends; '' when the shell did, else tmux's reason. */
  | { kind: 'exit'; reason: string };

const introducer = Buffer.from('\x1bP1000p');
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const backslash = 0x5c;
const zero = 0x30;
/** No line of tmux is longer than a few times its 8 KiB buffers. */
const longestLine = 1024 * 1024;

/** Turns the stream of a control-mode client into events. Holds at most one unfinished line and one unfinished reply. */
export class ControlParser {
  #rest: Buffer = Buffer.alloc(0);
  #begun = false;
  /** `<time> <number> <flags>` of the reply being read; its end repeats them. */
  #reply: { mark: string; ours: boolean; lines: Buffer[] } | null = null;

  /** What came before tmux began: the engine's reason when the program could not be started. */
  get before(): string {
    return this.#begun ? '' : this.#rest.toString('utf8');
  }

  *read(chunk: Buffer): Generator<ControlEvent> {
    let data = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    if (!this.#begun) {
      const at = data.indexOf(introducer);
      if (at < 0) {
        this.#rest = Buffer.from(data.subarray(-longestLine));
        return;
      }
      this.#begun = true;
      data = data.subarray(at + introducer.length);
      yield { kind: 'begun' };
    }
    let from = 0;
    for (let end = data.indexOf(lineFeed); end >= 0; end = data.indexOf(lineFeed, from)) {
      // The container's terminal may still be cooked for the first lines.
      const line = data.subarray(from, end > from && data[end - 1] === carriageReturn ? end - 1 : end);
      from = end + 1;
      const event = this.#line(line);
      if (event) yield event;
    }
    // A copy: the chunk's memory is not held longer than its line.
    this.#rest = Buffer.from(data.subarray(Math.max(from, data.length - longestLine)));
  }

  #line(line: Buffer): ControlEvent | null {
    if (this.#reply) return this.#replyLine(line, this.#reply);
    if (starts(line, '%output ')) {
      const space = line.indexOf(0x20, 8);
      return space < 0 ? null : { kind: 'output', pane: line.toString('latin1', 8, space), bytes: unescaped(line.subarray(space + 1)) };
    }
    if (starts(line, '%begin ')) {
      const mark = line.toString('latin1', 7);
      this.#reply = { mark, ours: mark.endsWith(' 1'), lines: [] };
      return null;
    }
    if (starts(line, '%exit')) return { kind: 'exit', reason: line.toString('utf8', 6) };
    return null;
  }

  /** Only the line with the very numbers of its beginning ends a reply: a captured screen may hold `%end` itself. */
  #replyLine(line: Buffer, reply: { mark: string; ours: boolean; lines: Buffer[] }): ControlEvent | null {
    const ok = starts(line, `%end ${reply.mark}`);
    if (!ok && !starts(line, `%error ${reply.mark}`)) {
      reply.lines.push(Buffer.from(line));
      return null;
    }
    this.#reply = null;
    if (reply.ours) return { kind: 'reply', ok, lines: reply.lines };
    // The command that tmux itself was started with.
    return ok ? null : { kind: 'refused', reason: Buffer.concat(reply.lines).toString('utf8') };
  }
}

const starts = (line: Buffer, text: string) => line.length >= text.length && line.toString('latin1', 0, text.length) === text;

/** tmux writes a control character or a backslash as a backslash and three octal digits; everything else as it is. */
function unescaped(text: Buffer): Buffer {
  let at = text.indexOf(backslash);
  if (at < 0) return Buffer.from(text);
  const out = Buffer.allocUnsafe(text.length);
  let from = 0;
  let size = 0;
  while (at >= 0) {
    size += text.copy(out, size, from, at);
    const [a, b, c] = [text[at + 1], text[at + 2], text[at + 3]];
    if (a === undefined || b === undefined || c === undefined) {
      from = at;
      break;
    }
    out[size++] = ((a - zero) << 6) | ((b - zero) << 3) | (c - zero);
    from = at + 4;
    at = text.indexOf(backslash, from);
  }
  size += text.copy(out, size, from);
  return out.subarray(0, size);
}
