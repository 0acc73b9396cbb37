import { generateKeyPairSync } from 'node:crypto';
import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { Dialogue } from '../contract/check.ts';
import { inLanguage } from '../contract/text.ts';
import { DialogueLog } from './dialogue.ts';
import { dialFailed } from './failure.ts';
import { type Dial, Network } from './network.ts';

/** For tests: one host, `mx`, which is this machine's loopback. */
export function loopbackNetwork(
  ca = '',
  dial: Dial = loopbackDial,
  partnerKey = { selector: 'partner', privatePem: '' },
): { network: Network; dialogues: Dialogue[]; abort: AbortController } {
  const dialogues: Dialogue[] = [];
  const abort = new AbortController();
  const network = new Network({
    sandbox: {
      id: 's1',
      parameters: {},
      hosts: [{ name: 'mx', address: '127.0.0.1', container: 'c1' }],
      personas: [{ name: 'peer', address: '192.0.2.10', domain: 'peer.example', mx: 'mx.peer.example' }],
      partnerKey,
      ca,
      volumes: {},
    },
    dial,
    log: new DialogueLog(dialogues),
    signal: abort.signal,
  });
  return { network, dialogues, abort };
}

export const loopbackDial: Dial = ({ to, port, timeout = 1000 }) =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: to, port, allowHalfOpen: true });
    socket.once('error', () => reject(dialFailed('refused', { host: 'mx', port, timeout })));
    socket.once('connect', () => resolve(socket));
  });

/** One write is one datagram is one read. */
export const udpDial: Dial = ({ to, port }) =>
  new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.connect(port, to, () => {
      const stream = new Duplex({
        objectMode: true,
        read: () => undefined,
        write: (datagram: Buffer, _encoding, done) => socket.send(datagram, () => done()),
        destroy: (error, done) => socket.close(() => done(error)),
      });
      socket.on('message', (datagram) => stream.push(datagram));
      socket.on('error', (error) => stream.destroy(error));
      resolve(stream);
    });
  });

export interface Served extends AsyncDisposable {
  port: number;
  server: Server;
}

/** A TCP server of a few lines: `talk` gets each connection. */
export async function serve(talk: (socket: Socket) => void): Promise<Served> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    talk(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    server,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A server that says `greeting`, then for each line it reads what `answers` gives for it (raw bytes; null closes). */
export function scripted(greeting: string, answers: (line: string, socket: Socket) => string | Buffer | null): Promise<Served> {
  return serve((socket) => {
    if (greeting) socket.write(greeting);
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n')) {
        const line = text.slice(0, at).replace(/\r$/, '');
        text = text.slice(at + 1);
        const answer = answers(line, socket);
        if (answer === null) {
          socket.end();
          return;
        }
        if (answer.length > 0) socket.write(answer);
      }
    });
  });
}

/** Every line of every dialogue, `> ` sent, `< ` received, `- ` notes, `*` on the deciding ones. */
export function script(dialogues: Dialogue[]): string[] {
  const sign = { sent: '>', received: '<', note: '-' };
  return dialogues.flatMap((d) => d.lines.map((line) => `${line.deciding ? '*' : ''}${sign[line.direction]} ${inLanguage(line.text, 'en')}`));
}

/** A key of its own for tests that sign. */
export function testPartnerKey(): { selector: string; privatePem: string; publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    selector: 'partner',
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  };
}
