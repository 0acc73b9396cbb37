import type { Observation, SmtpProbe, SmtpReply, SmtpSession, TlsFacts } from '../contract/check.ts';
import { type Connection, type Line, loginPatience, PeerClosed } from './connection.ts';
import { masked } from './dialogue.ts';
import { notTheProtocol } from './failure.ts';
import type { Network } from './network.ts';
import { crlf, dotStuffed } from './smtp-message.ts';

/** The name the probe's address has in the sandbox's DNS, forward and reverse. */
const probeName = 'probe.internet.test';
/** Filters look at a message before the reply to its end: milliseconds. */
const endOfDataPatience = 30_000;
const linesShown = 12;

export class Smtp implements SmtpProbe {
  readonly #network: Network;

  constructor(network: Network) {
    this.#network = network;
  }

  async connect(options: Parameters<SmtpProbe['connect']>[0]): Promise<SmtpSession> {
    const connection = await this.#network.connect('smtp', options, 'SMTP');
    try {
      const session = new Session(connection, { ca: this.#network.ca, servername: options.servername });
      if (options.early !== undefined) session.raw(options.early);
      await session.greeted();
      return session;
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  async send(options: Parameters<SmtpProbe['send']>[0]): Promise<SmtpReply> {
    await using session = await this.connect(options);
    const steps: (() => Promise<SmtpReply>)[] = [async () => session.banner, () => session.ehlo(options.ehlo)];
    if (options.starttls)
      steps.push(
        () => session.starttls({ servername: options.servername }),
        () => session.ehlo(options.ehlo),
      );
    const { auth } = options;
    if (auth) steps.push(() => session.auth(auth.user, auth.password));
    steps.push(() => session.mail(options.mailFrom));
    for (const to of options.rcptTo) steps.push(() => session.rcpt(to));
    for (const step of steps) {
      const reply = await step();
      if (reply.code < 200 || reply.code > 299) return reply;
    }
    // Awaited here: the session ends with this block.
    return await session.data(options.message);
  }
}

class Session implements SmtpSession {
  readonly #connection: Connection;
  readonly #trust: { ca: string; servername: string | undefined };
  readonly #extensions = new Map<string, string>();
  #banner: SmtpReply | null = null;
  #lastCode = 0;
  #quit = false;
  #helloName = probeName;

  constructor(connection: Connection, options: { ca: string; servername: string | undefined }) {
    this.#connection = connection;
    this.#trust = { ca: options.ca, servername: options.servername };
  }

  get banner(): SmtpReply {
    if (!this.#banner) throw new Error('the banner has not been read yet');
    return this.#banner;
  }

  get extensions(): ReadonlyMap<string, string> {
    return this.#extensions;
  }

  get tls(): TlsFacts | null {
    return this.#connection.tls;
  }

  async greeted(): Promise<void> {
    try {
      this.#banner = await this.#reply('');
    } catch (error) {
      throw error instanceof PeerClosed ? this.#connection.fail(error) : error;
    }
  }

  async ehlo(name: string = this.#helloName): Promise<SmtpReply> {
    this.#helloName = name;
    const reply = await this.command(`EHLO ${name}`);
    this.#extensions.clear();
    if (reply.code === 250) {
      for (const line of reply.lines.slice(1)) {
        const [keyword = '', ...parameters] = line.slice(4).trim().split(/[ =]/);
        // `AUTH=PLAIN` is an old spelling that some servers send besides `AUTH PLAIN`.
        if (keyword && !this.#extensions.has(keyword.toUpperCase())) this.#extensions.set(keyword.toUpperCase(), parameters.join(' '));
      }
    }
    return reply;
  }

  async starttls(options: { servername?: string } = {}): Promise<SmtpReply> {
    const reply = await this.command('STARTTLS');
    if (reply.code !== 220) return reply;
    await this.#connection.secure({ ca: this.#trust.ca, servername: options.servername ?? this.#trust.servername });
    // RFC 3207 §4.2: what was learnt in the clear counts no longer.
    this.#extensions.clear();
    return reply;
  }

  async auth(user: string, password: string, mechanism?: 'PLAIN' | 'LOGIN'): Promise<SmtpReply> {
    this.#connection.recorder.hide(password);
    const offered = (this.#extensions.get('AUTH') ?? '').toUpperCase().split(' ');
    const chosen = mechanism ?? (offered.includes('LOGIN') && !offered.includes('PLAIN') ? 'LOGIN' : 'PLAIN');
    const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');
    if (chosen === 'PLAIN') {
      const response = base64(`\0${user}\0${password}`);
      const reply = await this.#say(`AUTH PLAIN ${response}`, `AUTH PLAIN ${masked}`);
      return reply.code === 334 ? this.#say(response, masked) : reply;
    }
    const first = await this.#say('AUTH LOGIN');
    if (first.code !== 334) return first;
    const second = await this.#say(base64(user));
    return second.code === 334 ? this.#say(base64(password), masked) : second;
  }

  mail(from: string, parameters = ''): Promise<SmtpReply> {
    return this.command(`MAIL FROM:<${from}>${parameters && ` ${parameters}`}`);
  }

  rcpt(to: string, parameters = ''): Promise<SmtpReply> {
    return this.command(`RCPT TO:<${to}>${parameters && ` ${parameters}`}`);
  }

  async data(message: string | Buffer): Promise<SmtpReply> {
    const ready = await this.command('DATA');
    if (ready.code !== 354) return ready;
    const bytes = dotStuffed(typeof message === 'string' ? Buffer.from(crlf(message), 'utf8') : message);
    this.#show(bytes);
    this.#connection.send(bytes);
    // A megabyte may take four seconds on its way.
    const limit = this.#connection.patience(endOfDataPatience) + bytes.length / 256;
    return this.#answer('the end of the message', performance.now() + limit);
  }

  /** Lines that carry a password are masked, also the ones after a 334. */
  command(line: string): Promise<SmtpReply> {
    const initial = /^(AUTH\s+\S+\s+)\S.*$/i.exec(line);
    if (initial) return this.#say(line, `${initial[1]}${masked}`);
    return this.#say(line, this.#lastCode === 334 ? masked : line);
  }

  raw(bytes: string | Buffer): void {
    const exact = typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes;
    this.#showExact(exact);
    this.#connection.send(exact);
  }

  async reply(options: { within?: number } = {}): Promise<SmtpReply | null> {
    const within = options.within ?? this.#connection.timeout;
    if (await this.#connection.heard(performance.now() + within)) return await this.#answer('');
    const seconds = Math.round(within / 100) / 10;
    this.#connection.recorder.note({ en: `(nothing came for ${seconds} s)`, 'zh-cn': `（${seconds} 秒内没有任何回复）` });
    return null;
  }

  async quit(): Promise<SmtpReply> {
    this.#quit = true;
    const reply = await this.command('QUIT');
    this.#connection.end();
    return reply;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#quit && !this.#connection.over) this.#connection.sendLine('QUIT');
    this.#connection.end();
  }

  #say(line: string, shown: string = line): Promise<SmtpReply> {
    this.#connection.sendLine(line, shown);
    // Whatever belongs to an AUTH exchange may be held back on purpose.
    const limit = this.#lastCode === 334 || /^AUTH /i.test(line) ? this.#connection.patience(loginPatience) : this.#connection.timeout;
    return this.#answer(shown, performance.now() + limit);
  }

  /** Code 0 when the connection ended instead. */
  async #answer(awaited: string, deadline?: number): Promise<SmtpReply> {
    try {
      return await this.#reply(awaited, deadline);
    } catch (error) {
      if (!(error instanceof PeerClosed)) throw error;
      const mark = this.#connection.recorder.note(error.observed);
      this.#lastCode = 0;
      return { code: 0, enhanced: '', text: error.partial, lines: error.partial ? error.partial.split(/\r?\n/) : [], decide: () => mark.decide() };
    }
  }

  /** One reply of one or more lines (RFC 5321 §4.2.1). */
  async #reply(awaited: string, deadline: number = performance.now() + this.#connection.timeout): Promise<SmtpReply> {
    const lines: string[] = [];
    let last: Line;
    do {
      try {
        last = await this.#connection.line(awaited, deadline);
      } catch (error) {
        throw error instanceof PeerClosed && lines.length > 0 ? new PeerClosed(error.observed, [...lines, error.partial].join('\n').trimEnd()) : error;
      }
      lines.push(last.text);
      if (!/^[1-5]\d\d([ -]|$)/.test(last.text)) throw this.#connection.fail(notTheProtocol(this.#connection.to, 'SMTP', last.text));
    } while (last.text[3] === '-');
    const code = Number(last.text.slice(0, 3));
    this.#lastCode = code;
    const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})(?= |$)/.exec(last.text)?.[1] ?? '';
    const end: Observation = last;
    return { code, enhanced, text: lines.join('\n'), lines, decide: () => end.decide() };
  }

  /** Line by line; an end other than CRLF is spelt out, since that is what such bytes are sent for. */
  #showExact(bytes: Buffer): void {
    const lines = bytes.toString('utf8').match(/[^\n]*\n|[^\n]+$/g) ?? [];
    for (const line of lines.slice(0, linesShown)) {
      const text = line.replace(/\r?\n$/, '');
      this.#connection.recorder.sent(line.endsWith('\r\n') ? text : `${text}${line.endsWith('\n') ? '\\n' : ''}`);
    }
    if (lines.length <= linesShown) return;
    this.#connection.recorder.note({
      en: `(… ${lines.length - linesShown} more lines, ${bytes.length} bytes in all)`,
      'zh-cn': `（…… 还有 ${lines.length - linesShown} 行，共 ${bytes.length} 字节）`,
    });
  }

  #show(stuffed: Buffer): void {
    const lines = stuffed.toString('utf8').split('\r\n').slice(0, -1);
    for (const line of lines.slice(0, linesShown)) this.#connection.recorder.sent(line);
    if (lines.length <= linesShown) return;
    this.#connection.recorder.note({
      en: `(… ${lines.length - linesShown - 1} more lines, ${stuffed.length} bytes in all)`,
      'zh-cn': `（…… 还有 ${lines.length - linesShown - 1} 行，共 ${stuffed.length} 字节）`,
    });
    this.#connection.recorder.sent('.');
  }
}
