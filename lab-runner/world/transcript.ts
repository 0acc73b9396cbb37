import type { AnyText } from '../contract/text.ts';
import type { WorldMessage } from '../contract/world.ts';

export type Line = WorldMessage['lines'][number];

const head = 10;
const tail = 5;
const longest = head + tail + 25;
const widest = 1000;
const mostLines = 200;

/** Text of a line as a person can read it: UTF-8 where it is UTF-8, else each odd byte as `\xNN`. */
export function readable(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  const plain = text.includes('\uFFFD') ? bytes.toString('latin1').replace(/[\x80-\xff]/g, (c) => `\\x${c.charCodeAt(0).toString(16)}`) : text;
  return plain.length > widest ? `${plain.slice(0, widest)}…` : plain;
}

/** The lines of a message for a dialogue: all up to 40, else the first 10, the last 5 and how many are left out. */
export function summarised(raw: Buffer): { text: AnyText; note: boolean }[] {
  const lines: Buffer[] = [];
  for (let at = 0; at < raw.length; ) {
    const end = raw.indexOf('\r\n', at);
    lines.push(raw.subarray(at, end < 0 ? raw.length : end));
    at = end < 0 ? raw.length : end + 2;
  }
  const show = (part: Buffer[]) => part.map((line) => ({ text: readable(line), note: false }));
  if (lines.length <= longest) return show(lines);
  const left = lines.length - head - tail;
  return [
    ...show(lines.slice(0, head)),
    {
      text: { en: `… ${left} more lines of the message, ${raw.length} bytes in all …`, 'zh-cn': `…… 邮件还有 ${left} 行，共 ${raw.length} 字节 ……` },
      note: true,
    },
    ...show(lines.slice(-tail)),
  ];
}

/** What was said on one connection, world's view: `sent` is what the persona said. */
export class Transcript {
  readonly #begun = performance.now();
  #lines: Line[] = [];
  #dropped = 0;

  add(direction: Line['direction'], text: AnyText): void {
    if (this.#lines.length >= mostLines) this.#dropped += 1;
    else this.#lines.push({ direction, text, at: Math.round(performance.now() - this.#begun) });
  }

  message(raw: Buffer): void {
    for (const line of summarised(raw)) this.add(line.note ? 'note' : 'received', line.text);
    this.add('received', '.');
  }

  /** The lines so far; what follows belongs to the connection's next transaction. */
  take(): Line[] {
    const lines = this.#lines;
    if (this.#dropped > 0)
      lines.push({
        direction: 'note',
        text: { en: `… ${this.#dropped} more lines …`, 'zh-cn': `…… 还有 ${this.#dropped} 行 ……` },
        at: lines.at(-1)?.at ?? 0,
      });
    this.#lines = [];
    this.#dropped = 0;
    return lines;
  }
}
