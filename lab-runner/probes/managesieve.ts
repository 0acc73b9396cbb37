import type { ManageSieveProbe, ManageSieveReply, ManageSieveSession, TlsFacts } from '../contract/check.ts';
import { type Connection, type Line, loginPatience, PeerClosed } from './connection.ts';
import { decoded, masked } from './dialogue.ts';
import { notTheProtocol } from './failure.ts';
import type { Network } from './network.ts';
import { crlf } from './smtp-message.ts';

const longestLiteral = 1024 * 1024;
const linesShown = 12;

/** RFC 5804. */
export class ManageSieve implements ManageSieveProbe {
  readonly #network: Network;

  constructor(network: Network) {
    this.#network = network;
  }

  async connect(options: Parameters<ManageSieveProbe['connect']>[0]): Promise<ManageSieveSession> {
    const connection = await this.#network.connect('managesieve', options, 'ManageSieve');
    try {
      const session = new Session(connection, { ca: this.#network.ca, servername: options.servername });
      await session.greeted('');
      return session;
    } catch (error) {
      connection.close();
      throw error;
    }
  }
}

class Session implements ManageSieveSession {
  readonly #connection: Connection;
  readonly #trust: { ca: string; servername: string | undefined };
  readonly #capabilities = new Map<string, string>();
  #left = false;

  constructor(connection: Connection, trust: { ca: string; servername: string | undefined }) {
    this.#connection = connection;
    this.#trust = trust;
  }

  get tls(): TlsFacts | null {
    return this.#connection.tls;
  }

  get capabilities(): ReadonlyMap<string, string> {
    return this.#capabilities;
  }

  /** Capabilities come as the greeting, and again after TLS (§1.7, §2.2). */
  async greeted(awaited: string): Promise<ManageSieveReply> {
    const { reply, data } = await this.#response(awaited);
    if (reply.status === 'BYE') return reply;
    this.#capabilities.clear();
    for (const [name = '', value = ''] of data) this.#capabilities.set(name.toUpperCase(), value);
    return reply;
  }

  async starttls(options: { servername?: string } = {}): Promise<ManageSieveReply> {
    const reply = await this.#say('STARTTLS');
    if (reply.status !== 'OK') return reply;
    await this.#connection.secure({ ca: this.#trust.ca, servername: options.servername ?? this.#trust.servername });
    return await this.greeted('the TLS handshake');
  }

  authenticate(user: string, password: string): Promise<ManageSieveReply> {
    this.#connection.recorder.hide(password);
    const response = Buffer.from(`\0${user}\0${password}`, 'utf8').toString('base64');
    return this.#say(`AUTHENTICATE "PLAIN" "${response}"`, `AUTHENTICATE "PLAIN" "${masked}"`, this.#connection.patience(loginPatience));
  }

  async putScript(name: string, script: string): Promise<ManageSieveReply> {
    const bytes = Buffer.from(crlf(script), 'utf8');
    this.#connection.recorder.sent(`PUTSCRIPT ${quoted(name)} {${bytes.length}+}`);
    const lines = script.trimEnd().split('\n');
    for (const line of lines.slice(0, linesShown)) this.#connection.recorder.sent(line);
    if (lines.length > linesShown)
      this.#connection.recorder.note({ en: `(… ${lines.length - linesShown} more lines)`, 'zh-cn': `（…… 还有 ${lines.length - linesShown} 行）` });
    this.#connection.send(Buffer.concat([Buffer.from(`PUTSCRIPT ${quoted(name)} {${bytes.length}+}\r\n`), bytes, Buffer.from('\r\n')]));
    return (await this.#response('PUTSCRIPT')).reply;
  }

  setActive(name: string): Promise<ManageSieveReply> {
    return this.#say(`SETACTIVE ${quoted(name)}`);
  }

  deleteScript(name: string): Promise<ManageSieveReply> {
    return this.#say(`DELETESCRIPT ${quoted(name)}`);
  }

  async listScripts(): Promise<{ name: string; active: boolean }[]> {
    this.#connection.sendLine('LISTSCRIPTS');
    const { reply, data } = await this.#response('LISTSCRIPTS');
    if (reply.status !== 'OK') throw this.#connection.fail(notTheProtocol(this.#connection.to, 'ManageSieve', reply.text));
    return data.map(([name = '', mark = '']) => ({ name, active: mark.toUpperCase() === 'ACTIVE' }));
  }

  command(line: string): Promise<ManageSieveReply> {
    return this.#say(line, /^(AUTHENTICATE\s+"[^"]*"\s+)\S/i.test(line) ? line.replace(/"[^"]*"$/, `"${masked}"`) : line);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#left && !this.#connection.over) this.#connection.sendLine('LOGOUT');
    this.#left = true;
    this.#connection.end();
  }

  async #say(line: string, shown: string = line, limit: number = this.#connection.timeout): Promise<ManageSieveReply> {
    this.#connection.sendLine(line, shown);
    return (await this.#response(shown, performance.now() + limit)).reply;
  }

  /** Data lines as words, then the line that begins with OK, NO or BYE (§1.2). An end instead of an answer counts as BYE. */
  async #response(awaited: string, deadline?: number): Promise<{ reply: ManageSieveReply; data: string[][] }> {
    const data: string[][] = [];
    for (;;) {
      let found: { words: string[]; last: Line; status: string };
      try {
        found = await this.#line(awaited, deadline);
      } catch (error) {
        if (!(error instanceof PeerClosed) || awaited === '') throw error;
        const mark = this.#connection.recorder.note(error.observed);
        return { reply: { status: 'BYE', code: '', text: error.partial, decide: () => mark.decide() }, data };
      }
      const { words, last, status } = found;
      if (!status) {
        data.push(words);
        continue;
      }
      const code = words[1]?.startsWith('(') ? words[1].slice(1, -1) : '';
      const text = words.slice(code ? 2 : 1).join(' ');
      return { reply: { status: status as ManageSieveReply['status'], code, text, decide: () => last.decide() }, data };
    }
  }

  /** One line with its quoted strings, literals and a code in brackets as words. */
  async #line(awaited: string, deadline?: number): Promise<{ words: string[]; last: Line; status: string }> {
    const words: string[] = [];
    let last = await this.#connection.line(awaited, deadline);
    const status = /^(OK|NO|BYE)\b/i.exec(last.text)?.[1]?.toUpperCase() ?? '';
    if (!status && !/^["{]/.test(last.text)) throw this.#connection.fail(notTheProtocol(this.#connection.to, 'ManageSieve', last.text));
    for (;;) {
      const literal = /\{(\d+)\+?\}$/.exec(last.text);
      const text = literal ? last.text.slice(0, literal.index) : last.text;
      for (const [word] of text.matchAll(/"(?:[^"\\]|\\.)*"|\((?:[^()"]|"(?:[^"\\]|\\.)*")*\)|[^\s"()]+/g)) words.push(unquoted(word));
      if (!literal) return { words, last, status };
      const length = Number(literal[1]);
      if (length > longestLiteral) throw this.#connection.fail(notTheProtocol(this.#connection.to, 'ManageSieve', last.text));
      const bytes = decoded(await this.#connection.bytes(length, awaited, deadline));
      for (const line of bytes.trimEnd().split(/\r?\n/).slice(0, linesShown)) this.#connection.recorder.received(line);
      words.push(bytes);
      last = await this.#connection.line(awaited, deadline);
    }
  }
}

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;
const unquoted = (word: string): string => (word.startsWith('"') ? word.slice(1, -1).replace(/\\(.)/g, '$1') : word);
