import { createSocket } from 'node:dgram';
import { connect, isIPv6, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { internetAddresses, senderBlock6, senderBlocks } from '../contract/topology.ts';
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
 * From an Internet address of the sandbox, or the gateway's in the learner's own subnet, to one of its hosts only, by IPv4 or IPv6; world's own name servers answer in the process.
 * Rejects with WorldFault whose code is a DialFailureCode.
 */
export async function dial(sandboxes: Sandboxes, call: DialCall, open: () => ChannelStream, signal: AbortSignal): Promise<void> {
  const seat = sandboxes.get(call.sandbox);
  if (!seat) throw new WorldFault('unknown-sandbox', `expected a sandbox of this world, found ${call.sandbox}`);
  const { facts } = seat;
  const four = [internetAddresses.probe, internetAddresses.resolver, ...facts.personas.map((p) => p.address), facts.gateway];
  const [own, blocks]: [string[], readonly string[]] = isIPv6(call.to)
    ? [facts.ipv6 ? [internetAddresses.probe6, facts.ipv6.gateway] : [], [senderBlock6]]
    : [four, senderBlocks];
  if (!own.includes(call.from) && !blocks.some((block) => contains(block, call.from)))
    throw new WorldFault('not-allowed', `expected to dial from ${[...own, ...blocks].join(', ')}, found ${call.from}`);
  if (dnsAddresses.includes(call.to) && call.port === 53) {
    const stream = open();
    const serve = call.protocol === 'udp' ? serveDnsDatagrams : serveDnsStream;
    stream.on('error', () => stream.destroy());
    serve(stream, seat.dns.answerer(call.from, call.to, true), recursionOn(call.to), (error) => stream.destroy(error instanceof Error ? error : undefined));
    return;
  }
  const hosts = facts.hosts.flatMap((host) => [host.address, ...(host.address6 ? [host.address6] : [])]);
  if (!hosts.includes(call.to)) throw new WorldFault('not-allowed', `expected the address of a host (${hosts.join(', ')}), found ${call.to}`);
  if (call.protocol === 'udp') return dialUdp(call, open);
  const socket = await dialTcp(call, signal);
  seat.dialled.set(socket, call);
  socket.once('close', () => seat.dialled.delete(socket));
  join(socket, open());
}

function dialTcp(call: DialCall, signal: AbortSignal): Promise<Socket> {
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
      resolve(socket);
    });
  });
}

/** Both directions with back-pressure and half-closing; an error on one side resets the other with its code. */
function join(socket: Socket, stream: ChannelStream): void {
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
    const socket = createSocket(isIPv6(call.to) ? 'udp6' : 'udp4');
    socket.once('error', (error) => {
      socket.close();
      reject(new WorldFault('world-fault', error.message));
    });
    socket.bind(0, call.from, () =>
      // Node gives an error to the callback, too: the network of a sandbox may be gone by now, and a send without a peer would throw.
      socket.connect(call.port, call.to, (error?: Error & { code?: string }) => {
        if (error) {
          socket.close();
          return reject(new WorldFault(causes[error.code ?? ''] ?? 'world-fault', error.message));
        }
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
