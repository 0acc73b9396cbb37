import type { Observation } from '../contract/check.ts';
import { type Connection, loginPatience } from './connection.ts';
import { decoded } from './dialogue.ts';
import { notTheProtocol } from './failure.ts';
import { literalLength, withoutPassword } from './imap-tap.ts';

const longestLiteral = 8 * 1024 * 1024;

type Status = 'OK' | 'NO' | 'BAD';

/** Tagged commands by hand, for what a client library would not do. */
export class RawImap implements AsyncDisposable {
  readonly greeting: string;
  readonly #connection: Connection;
  #next = 1;

  constructor(connection: Connection, greeting: string) {
    this.#connection = connection;
    this.greeting = greeting;
  }

  /** `text`: all lines of the answer joined by "\n", literals included, the tagged line last without its tag. */
  async command(line: string): Promise<{ status: Status; text: string } & Observation> {
    const tag = `P${this.#next++}`;
    const sent = `${tag} ${line}`;
    const shown = withoutPassword(sent);
    this.#connection.sendLine(sent, shown);
    const login = /^(LOGIN|AUTHENTICATE)\b/i.test(line);
    const deadline = performance.now() + (login ? this.#connection.patience(loginPatience) : this.#connection.timeout);
    let text = '';
    for (;;) {
      const answer = await this.#connection.line(shown, deadline);
      const length = literalLength(answer.text);
      if (length !== null) {
        if (length > longestLiteral) throw this.#connection.fail(notTheProtocol(this.#connection.to, 'IMAP', answer.text));
        const literal = await this.#connection.bytes(length, shown, deadline);
        this.#connection.recorder.received(`(literal of ${length} bytes)`);
        text += `${answer.text}\n${decoded(literal)}`;
        continue;
      }
      if (answer.text.startsWith('+')) {
        // It waits for more than one line: "*" gives an exchange up, and the tagged answer follows (RFC 9051 §6.2.2).
        this.#connection.sendLine('*');
        text += `${answer.text}\n`;
        continue;
      }
      const tagged = answer.text.startsWith(`${tag} `) ? answer.text.slice(tag.length + 1) : null;
      if (tagged === null) {
        text += `${answer.text}\n`;
        continue;
      }
      const status = /^(OK|NO|BAD)\b/i.exec(tagged)?.[1]?.toUpperCase();
      if (!status) throw this.#connection.fail(notTheProtocol(this.#connection.to, 'IMAP', answer.text));
      return { status: status as Status, text: text + tagged, decide: () => answer.decide() };
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#connection.over) this.#connection.sendLine(`P${this.#next++} LOGOUT`);
    this.#connection.end();
  }
}
