import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';
import { type HttpProbe, ProbeFailure } from '../contract/check.ts';
import { messageOf } from '../errors.ts';
import { brokenStream, closedEarly, noReply, notTheProtocol } from './failure.ts';
import { defaultTimeout, type Network, probeFor } from './network.ts';
import { patientTimer } from './patience.ts';
import { secureStream } from './tls-facts.ts';

const longestBody = 1024 * 1024;
const linesShown = 10;

interface Response {
  message: IncomingMessage;
  body: Buffer;
}

export class Http implements HttpProbe {
  readonly #network: Network;

  constructor(network: Network) {
    this.#network = network;
  }

  /** One GET, redirects not followed, the body at most 1 MiB. Throws ProbeFailure when no HTTP answer comes. */
  async get(options: Parameters<HttpProbe['get']>[0]): ReturnType<HttpProbe['get']> {
    const timeout = options.timeout ?? defaultTimeout;
    const recorder = this.#network.begin('http', `${options.host}:${options.port}`, options.from ?? probeFor(options.host));
    const clear = await this.#network.stream(recorder, options);
    try {
      const stream = options.tls ? (await secureStream(clear, { ca: this.#network.ca, servername: options.servername, timeout }, recorder)).socket : clear;
      const headers = { host: options.servername ?? options.host, 'user-agent': 'Postlab', connection: 'close', ...options.headers };
      recorder.sent(`GET ${options.path} HTTP/1.1`);
      for (const [name, value] of Object.entries(headers)) recorder.sent(`${name}: ${/^(authorization|cookie)$/i.test(name) ? '••••••' : value}`);
      const { message, body } = await exchange(stream, { path: options.path, headers }, recorder.to, timeout);
      const head = recorder.received(`HTTP/${message.httpVersion} ${message.statusCode} ${message.statusMessage ?? ''}`.trimEnd());
      const found: Record<string, string> = {};
      for (const [name, value] of Object.entries(message.headers)) {
        found[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
        recorder.received(`${name}: ${found[name]}`);
      }
      const text = body.toString('utf8');
      for (const line of text.split(/\r?\n/).slice(0, linesShown)) recorder.received(line);
      return { status: message.statusCode ?? 0, headers: found, body: text, decide: () => head.decide() };
    } catch (error) {
      if (error instanceof ProbeFailure) recorder.note(error.observed).decide();
      throw error;
    } finally {
      clear.destroy();
    }
  }
}

function exchange(stream: Duplex, options: { path: string; headers: Record<string, string> }, to: string, timeout: number): Promise<Response> {
  return new Promise((resolve, reject) => {
    const asked = `GET ${options.path}`;
    // Without an agent of its own: an agent would make a connection itself.
    const call: ClientRequest = request({ createConnection: () => stream, method: 'GET', path: options.path, headers: options.headers });
    let underneath: Error | null = null;
    stream.once('error', (error) => {
      underneath = error;
    });
    const cancel = patientTimer(timeout, () => fail(noReply(to, asked, timeout)));
    const fail = (error: Error) => {
      cancel();
      call.destroy();
      reject(error);
    };
    const broken = (error: Error & { code?: string }) => {
      // The parser's own codes: it got an answer that is not HTTP.
      if (error.code?.startsWith('HPE_')) return fail(notTheProtocol(to, 'HTTP', messageOf(error)));
      if (underneath) return fail(brokenStream(underneath, to, asked));
      // Node's name for a connection that ended before the head of an answer.
      if (error.code === 'ECONNRESET') return fail(closedEarly(to, asked, ''));
      fail(brokenStream(error, to, asked));
    };
    call.on('error', broken);
    call.on('response', (message) => {
      const chunks: Buffer[] = [];
      let length = 0;
      const done = () => {
        cancel();
        resolve({ message, body: Buffer.concat(chunks).subarray(0, longestBody) });
      };
      message.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length < longestBody) return;
        done();
        call.destroy();
      });
      message.on('end', done);
      message.on('error', broken);
      message.on(
        'close',
        () => !message.complete && length < longestBody && fail(underneath ? brokenStream(underneath, to, asked) : closedEarly(to, asked, '')),
      );
    });
    call.end();
  });
}
