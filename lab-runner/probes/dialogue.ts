import { AsyncLocalStorage } from 'node:async_hooks';
import type { Dialogue, DialogueLine, Observation } from '../contract/check.ts';
import { type AnyText, type LocalizedText, languages } from '../contract/text.ts';

/** What stands for a password in a dialogue. */
export const masked = '••••••';

const mostLines = 300;
const longestText = 500;
/** A shorter secret would blot out half of every line. */
const shortestSecret = 4;

/**
 * The dialogues of one check, in the order they began. Everything begun inside a `tentative` look that
 * found nothing can be taken out again, so that forty polls of a mailbox do not bury the one that counts.
 */
export class DialogueLog {
  readonly #dialogues: Dialogue[];
  readonly #looks = new AsyncLocalStorage<Set<Dialogue>>();

  constructor(dialogues: Dialogue[]) {
    this.#dialogues = dialogues;
  }

  begin(head: { protocol: Dialogue['protocol']; from: string; to: string }): Recorder {
    const dialogue: Dialogue = { ...head, lines: [] };
    this.#dialogues.push(dialogue);
    this.#looks.getStore()?.add(dialogue);
    return new Recorder(dialogue);
  }

  copy(dialogue: Dialogue): void {
    const copied = {
      ...dialogue,
      lines: dialogue.lines.slice(0, mostLines).map((line) => ({ ...line, text: eachText(line.text, (text) => printable(text).slice(0, longestText)) })),
    };
    this.#dialogues.push(copied);
    this.#looks.getStore()?.add(copied);
  }

  /** Runs one look. `forget()` removes the dialogues that it began. */
  async tentative<T>(look: () => Promise<T>): Promise<{ value: T; forget: () => void }> {
    const begun = new Set<Dialogue>();
    const outer = this.#looks.getStore();
    const value = await this.#looks.run(begun, look);
    for (const dialogue of begun) outer?.add(dialogue);
    return { value, forget: () => this.#remove(begun) };
  }

  #remove(begun: ReadonlySet<Dialogue>): void {
    // In place: the caller holds this array.
    for (let i = this.#dialogues.length - 1; i >= 0; i--) if (begun.has(this.#dialogues[i] as Dialogue)) this.#dialogues.splice(i, 1);
  }
}

/** Writes down one dialogue. Every line can be marked as the deciding one later. */
export class Recorder {
  readonly #dialogue: Dialogue;
  readonly #begun = performance.now();
  readonly #secrets = new Set<string>();
  #left = 0;

  constructor(dialogue: Dialogue) {
    this.#dialogue = dialogue;
  }

  get to(): string {
    return this.#dialogue.to;
  }

  sent(text: string): Observation {
    return this.#add('sent', text);
  }

  received(text: string): Observation {
    return this.#add('received', text);
  }

  /** Our own words. */
  note(text: LocalizedText): Observation {
    return this.#add('note', text);
  }

  /** What needs no words: a path with its size, a protocol with its cipher. */
  fact(text: string): Observation {
    return this.#add('note', text);
  }

  /** From now on this text, plain or in base64, is masked wherever it appears. */
  hide(secret: string): void {
    if (secret.length < shortestSecret) return;
    this.#secrets.add(secret);
    this.#secrets.add(Buffer.from(secret, 'utf8').toString('base64'));
  }

  #add(direction: DialogueLine['direction'], text: AnyText): Observation {
    const { lines } = this.#dialogue;
    const line: DialogueLine = { direction, text: eachText(text, (part) => this.#shown(part)), at: Math.round(performance.now() - this.#begun) };
    if (lines.length < mostLines) lines.push(line);
    else this.#omit(line);
    return {
      decide: () => {
        line.deciding = true;
        // A deciding line is never left out.
        if (!lines.includes(line)) lines.push(line);
      },
    };
  }

  #omit(line: DialogueLine): void {
    this.#left++;
    const text = { en: `… ${this.#left} more lines`, 'zh-cn': `…… 还有 ${this.#left} 行` };
    const last = this.#dialogue.lines[mostLines];
    if (last) last.text = text;
    else this.#dialogue.lines.push({ direction: 'note', text, at: line.at });
  }

  #shown(text: string): string {
    let shown = text;
    for (const secret of this.#secrets) shown = shown.replaceAll(secret, masked);
    shown = printable(shown);
    return shown.length > longestText ? `${shown.slice(0, longestText)}… (${shown.length} characters)` : shown;
  }
}

function eachText(text: AnyText, change: (part: string) => string): AnyText {
  if (typeof text === 'string') return change(text);
  return Object.fromEntries(languages.map((language) => [language, change(text[language])])) as LocalizedText;
}

/** UTF-8 when it is, else Latin-1: every byte shows. */
export function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Not UTF-8: bytes of some 8-bit charset.
    return bytes.toString('latin1');
  }
}

/** Control characters as `\x07`, so that a server cannot draw on the page. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (c) => {
    const code = c.charCodeAt(0);
    return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`;
  });
}
