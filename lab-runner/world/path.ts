import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import type { InternetCall } from '../contract/world.ts';
import type { DialCall } from '../contract/world-protocol.ts';
import { WorldFault } from './fault.ts';

/** Node has no raw sockets. */
const program = '/usr/local/lib/postlab/path.py';
/** Milliseconds for a small Python program to start and send one packet. */
const limit = 30_000;

/** The segment sizes of the connections that are meant and, with `mtu`, each host told that its packets are too big (images/world). */
export function lookAtPath(dialled: ReadonlyMap<Socket, DialCall>, call: Extract<InternetCall, { do: 'path' }>): Promise<number[]> {
  const meant = [...dialled].filter(([socket, { from, to, port }]) => !socket.destroyed && from === call.from && to === call.to && port === call.port);
  return Promise.all(meant.map(([socket]) => ask(socket, call.mtu)));
}

function ask(socket: Socket, mtu: number | null): Promise<number> {
  return new Promise((resolve, reject) => {
    const failed = (why: string) => reject(new WorldFault('path-failed', `expected the segment size of a connection, found ${why}`));
    // By number: handed over as a stream, Node would stop reading from it itself.
    const fd = (socket as Socket & { readonly _handle?: { readonly fd?: number } | null })._handle?.fd;
    if (fd === undefined || fd < 0) return failed('that it is closed');
    const child = spawn('/usr/bin/python3', [program, ...(mtu === null ? [] : [String(mtu)])], { stdio: ['ignore', 'pipe', 'pipe', fd], timeout: limit });
    let [said, problem] = ['', ''];
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      problem += chunk.toString();
    });
    child.once('error', (error) => failed(error.message));
    child.once('close', (code) => (code === 0 && /^\d+\n$/.test(said) ? resolve(Number(said)) : failed(problem.trim().slice(-400) || `code ${code}`)));
  });
}
