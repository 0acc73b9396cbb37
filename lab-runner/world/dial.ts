import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { type Duplex, PassThrough } from 'node:stream';
import { internetAddresses, senderBlocks } from '../contract/topology.ts';
import type { ChannelStream } from '../contract/world-channel.ts';
import type { DialCall, DialFailureCode } from '../contract/world-protocol.ts';
import { dnsAddresses } from './dns-desk.ts';
import { recursionOn, serveDnsDatagrams, serveDnsStream } from './dns-server.ts';
import { WorldFault } from './fault.ts';
import type { Sandboxes } from './sandboxes.ts';
import { contains } from './subnet.ts';

const causes: Record<string, DialFailureCode> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ETIMEDOUT: 'silent',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
};

/**
 * Opens what the runner asked for and joins it to `open()`, the runner's stream, once it stands.
 * From an Internet address of the sandbox, or the gateway's in the learner's own subnet, to one of its hosts only; world's own name servers answer in the process.
 * Rejects with WorldFault whose code is a DialFailureCode.
 */
export async function dial(sandboxes: Sandboxes, call: DialCall, open: () => ChannelStream, signal: AbortSignal): Promise<void> {
  const seat = sandboxes.get(call.sandbox);
  if (!seat) throw new WorldFault('unknown-sandbox', `expected a sandbox of this world, found ${call.sandbox}`);
  const { facts } = seat;
  const own = [internetAddresses.probe, internetAddresses.resolver, ...facts.personas.map((p) => p.address), facts.gateway];
  if (!own.includes(call.from) && !senderBlocks.some((block) => contains(block, call.from)))
    throw new WorldFault('not-allowed', `expected to dial from ${[...own, ...senderBlocks].join(', ')}, found ${call.from}`);
  if (dnsAddresses.includes(call.to) && call.port === 53) {
    const stream = open();
    const serve = call.protocol === 'udp' ? serveDnsDatagrams : serveDnsStream;
    stream.on('error', () => stream.destroy());
    serve(stream, seat.dns.answerer(call.from, call.to, true), recursionOn(call.to), (error) => stream.destroy(error instanceof Error ? error : undefined));
    return;
  }
  if (!facts.hosts.some((host) => host.address === call.to)) {
    throw new WorldFault('not-allowed', `expected the address of a host (${facts.hosts.map((h) => h.address).join(', ')}), found ${call.to}`);
  }
  if (call.protocol === 'udp') return dialUdp(call, open);
  return dialTcp(call, open, signal);
}

function dialTcp(call: DialCall, open: () => ChannelStream, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: call.to, port: call.port, localAddress: call.from, allowHalfOpen: true, noDelay: true });
    const give = (fault: WorldFault) => {
      clearTimeout(timer);
      socket.destroy();
      reject(fault);
    };
    const timer = setTimeout(() => give(new WorldFault('silent', `no answer within ${call.timeout} ms`)), call.timeout);
    const cancelled = () => give(new WorldFault('silent', 'given up by the caller'));
    signal.addEventListener('abort', cancelled, { once: true });
    const failed = (error: Error & { code?: string }) => give(new WorldFault(causes[error.code ?? ''] ?? 'world-fault', error.message));
    socket.once('error', failed);
    socket.once('connect', () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancelled);
      socket.off('error', failed);
      join(socket, open());
      resolve();
    });
  });
}

/** Both directions with back-pressure and half-closing; an error on one side resets the other with its code. */
function join(socket: Duplex, stream: ChannelStream): void {
  socket.pipe(stream);
  stream.pipe(socket);
  socket.on('error', (error) => stream.destroy(error));
  stream.on('error', () => socket.destroy());
  socket.on('close', () => {
    if (!socket.readableEnded) stream.destroy();
  });
  stream.on('close', () => socket.destroy());
}

function dialUdp(call: DialCall, open: () => ChannelStream): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', (error) => reject(new WorldFault('world-fault', error.message)));
    socket.bind(0, call.from, () =>
      socket.connect(call.port, call.to, () => {
        const stream = open();
        // Datagrams that the reader does not take are lost, as on a real network.
        const inbound = new PassThrough({ objectMode: true, highWaterMark: 64 });
        inbound.pipe(stream);
        socket.on('message', (datagram) => {
          if (!inbound.writableNeedDrain) inbound.write(datagram);
        });
        socket.removeAllListeners('error');
        // A closed UDP port answers with ICMP, which the kernel reports as ECONNREFUSED.
        socket.on('error', (error) => stream.destroy(error));
        stream.on('data', (datagram: Buffer) => socket.send(datagram));
        stream.on('end', () => stream.end());
        stream.on('error', () => stream.destroy());
        stream.on('close', () => socket.close());
        resolve();
      }),
    );
  });
}
