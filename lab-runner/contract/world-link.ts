import type { Duplex } from 'node:stream';
import type { InternetAnswer, InternetCall, WorldEvent, WorldSandbox } from './world.ts';

/** The runner's end of the connection to one world. */
export interface WorldLink {
  /** Idempotent; resolves when addresses, zones and personas of the sandbox answer. */
  put(sandbox: WorldSandbox): Promise<void>;
  drop(sandbox: string): Promise<void>;
  /**
   * A byte stream (TCP) or a datagram exchange (UDP: one write = one datagram, one read = one datagram)
   * from an Internet address to a port of a learner's host. Rejects with ProbeFailure when the host refuses or is silent,
   * with PostlabError `world-unreachable` when we could not look.
   */
  dial(options: { sandbox: string; from: string; to: string; port: number; protocol?: 'tcp' | 'udp'; timeout?: number; signal?: AbortSignal }): Promise<Duplex>;
  /** Changes the sandbox's DNS for a while, tells what its hosts asked, or plays a router on the way. */
  internet(sandbox: string, call: InternetCall): Promise<InternetAnswer>;
  /** Milliseconds world's event loop lagged at its worst in the last 10 s. Above 1 000 results are `error`, not `fail`. */
  lag(): Promise<number>;
  /** Every event exactly once per (epoch, seq), also those from before this connection; acknowledged after `onEvent` resolves. */
  subscribe(onEvent: (event: WorldEvent) => Promise<void>): void;
  close(): Promise<void>;
}
