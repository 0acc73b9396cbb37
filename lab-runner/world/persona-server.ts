import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import type { SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js';
import type { WorldMessage, WorldSandbox } from '../contract/world.ts';
import { type Greylist, judgeRecipient, type Refusal, refusalAt, replyDelayOf } from './behaviour.ts';
import type { Log } from './log.ts';
import { type Habits, RecordingConnection } from './recording-connection.ts';
import type { StrictDesk } from './strict-desk.ts';

export const maxMessageBytes = 10 * 1024 * 1024;
const idleLimit = 120_000;

/** A message without what the spool adds. */
export type AcceptedMessage = Omit<WorldMessage, 'epoch' | 'seq' | 'kind'>;

export interface PersonaServerOptions {
  sandbox: string;
  persona: WorldSandbox['personas'][number];
  /** Absent: no STARTTLS. */
  certificate: { certificate: string; key: string } | undefined;
  /** Keeps an accepted message before it is answered with 250; null when it is kept, else why not. */
  keep: (message: AcceptedMessage) => Promise<Refusal | null>;
  /** Of a persona of the kind `strict`: what it asks of its clients. */
  strict?: StrictDesk | undefined;
  log: Log;
}

/**
 * One partner's mail server as one sandbox sees it. It does not listen: connections that came from the sandbox to the
 * persona's address are handed to `accept`, so every sandbox has its own certificate and its own greylist.
 */
export class PersonaServer {
  readonly #options: PersonaServerOptions;
  readonly #server: Server;
  readonly #greylist: Greylist = new Map();
  /** Wire addresses of each connection's current transaction. */
  readonly #envelopes = new WeakMap<RecordingConnection, { from: string; to: string[] }>();

  constructor(options: PersonaServerOptions) {
    this.#options = options;
    const { persona, certificate, log } = options;
    const connectionOf = (id: string) => this.#server.byId.get(id);
    this.#server = new Server(
      { replyDelay: replyDelayOf(persona.kind), brokenTls: persona.brokenTls },
      {
        name: persona.mx,
        banner: 'ready',
        heloResponse: '%s',
        size: maxMessageBytes,
        rejectOversized: true,
        hideENHANCEDSTATUSCODES: false,
        disabledCommands: certificate ? ['AUTH'] : ['AUTH', 'STARTTLS'],
        ...(certificate && { cert: certificate.certificate, key: certificate.key }),
        disableReverseLookup: true,
        // A partner is as liberal as servers in the field are: what the address means is judged by `judgeRecipient`.
        lenientAddressParsing: true,
        logger: false,
        socketTimeout: idleLimit,
        onConnect: (_session, done) => {
          const refused = refusalAt(persona, 'connect');
          done(refused ? refusal(refused) : null);
        },
        onMailFrom: (_address, session, done) => {
          const refused = refusalAt(persona, 'mail') ?? options.strict?.mail(session.secure) ?? null;
          if (refused) return done(refusal(refused));
          const connection = connectionOf(session.id);
          if (connection) this.#envelopes.set(connection, { from: connection.path, to: [] });
          done();
        },
        onRcptTo: (_address, session, done) => {
          const connection = connectionOf(session.id);
          const envelope = connection && this.#envelopes.get(connection);
          if (!connection || !envelope) return done(refusal({ code: 451, text: '4.3.0 Try again' }));
          const to = connection.path;
          const refused = judgeRecipient(persona, { client: session.remoteAddress, from: envelope.from, to }, this.#greylist, Date.now());
          if (refused) return done(refusal(refused));
          const take = (no: Refusal | null) => {
            if (no) return done(refusal(no));
            envelope.to.push(to);
            done();
          };
          if (!options.strict) return take(null);
          options.strict.client(session.remoteAddress, session.secure).then(take, (error: Error) => done(error));
        },
        onData: (stream, session, done) => {
          const connection = connectionOf(session.id);
          if (!connection) return done(refusal({ code: 451, text: '4.3.0 Try again' }));
          this.#receive(connection, stream).then(
            (outcome) => (typeof outcome === 'string' ? done(null, outcome) : done(refusal(outcome))),
            (error: Error) => {
              log('message not kept', { sandbox: options.sandbox, why: error.message });
              done(refusal({ code: 451, text: '4.3.0 Temporary failure, try again' }));
            },
          );
        },
      },
    );
    // A client that goes away is no fault of ours; what broke is in the log for whoever asks.
    this.#server.on('error', (error: Error) => log('smtp connection', { sandbox: options.sandbox, persona: persona.name, why: error.message }));
  }

  get connections(): number {
    return this.#server.byId.size;
  }

  accept(socket: Socket): void {
    this.#server.connect(socket, { id: randomUUID() });
  }

  /** Ends every connection at once. */
  close(): void {
    for (const connection of this.#server.byId.values()) connection._socket.destroy();
  }

  /** @returns the text of the 250 reply, or the refusal */
  async #receive(connection: RecordingConnection, stream: SMTPServerDataStream): Promise<string | Refusal> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream as AsyncIterable<Buffer>) if (!stream.sizeExceeded) chunks.push(chunk);
    if (stream.sizeExceeded) return { code: 552, text: `5.3.4 Message larger than ${maxMessageBytes} bytes` };
    const raw = Buffer.concat(chunks);
    const { persona, sandbox, keep } = this.#options;
    const envelope = this.#envelopes.get(connection) ?? { from: '', to: [] };
    const socket = connection._socket;
    await pause(replyDelayOf(persona.kind));
    const refusedAtEnd = refusalAt(persona, 'data');
    if (refusedAtEnd) return refusedAtEnd;
    const judged = await this.#options.strict?.message(raw, { ip: connection.remoteAddress, helo: connection.heloName, mailFrom: envelope.from });
    if (judged?.refusal) return judged.refusal;
    const reply = `2.0.0 Ok: queued as ${randomUUID().slice(0, 8).toUpperCase()}`;
    connection.recorded = `250 ${reply}`;
    connection.transcript.message(raw);
    if (judged?.junk) connection.transcript.add('note', judged.junk);
    const lines = connection.transcript.take();
    const refused = await keep({
      sandbox,
      persona: persona.name,
      at: new Date().toISOString(),
      connection: connection.id,
      remoteAddress: connection.remoteAddress,
      helo: connection.heloName,
      usedHelo: connection.usedHelo,
      tls: socket instanceof TLSSocket ? (socket.getProtocol() ?? '') : '',
      mailFrom: envelope.from,
      rcptTo: [...envelope.to],
      raw: raw.toString('base64'),
      // The reply goes out right after this record is safe, never before: it is the promise of RFC 5321 §6.1.
      lines: [...lines, { direction: 'sent', text: `250 ${reply}`, at: lines.at(-1)?.at ?? 0 }],
    });
    return refused ?? reply;
  }
}

/** smtp-server with connections of our kind. */
class Server extends SMTPServer {
  readonly byId = new Map<string, RecordingConnection>();
  readonly #habits: Habits;

  constructor(habits: Habits, options: ConstructorParameters<typeof SMTPServer>[0]) {
    super(options);
    this.#habits = habits;
  }

  override connect(socket: Socket, options?: SMTPConnectionOptions | null): void {
    const connection: RecordingConnection = new RecordingConnection(this, socket, {
      ...options,
      ...this.#habits,
      gone: () => this.byId.delete(connection.id),
    });
    this.connections.add(connection);
    this.byId.set(connection.id, connection);
    connection.on('error', (error: Error) => this._onError(error));
    connection.init();
  }
}

function refusal(reply: Refusal): Error {
  return Object.assign(new Error(reply.text), { responseCode: reply.code });
}
