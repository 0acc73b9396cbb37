import { isIP, isIPv6 } from 'node:net';
import type { Duplex } from 'node:stream';
import { type DialOptions, type Dialogue, ProbeFailure } from '../contract/check.ts';
import { internetAddresses } from '../contract/topology.ts';
import { PostlabError } from '../errors.ts';
import { Connection } from './connection.ts';
import type { DialogueLog, Recorder } from './dialogue.ts';

/** What the probes know of a sandbox. */
export interface ProbeSandbox {
  id: string;
  parameters: Record<string, string>;
  hosts: { name: string; address: string; container: string }[];
  personas: { name: string; address: string; domain: string; mx: string }[];
  /** Signs partners' mail; nothing of it is ever sent. */
  partnerKey: { selector: string; privatePem: string };
  /** PEM of the lab's CA. */
  ca: string;
  /** Host name → mount path → volume name. */
  volumes: Record<string, Record<string, string>>;
}

/** Throws ProbeFailure when the system under test refuses or is silent, PostlabError when we could not look. */
export type Dial = (options: { from: string; to: string; port: number; protocol?: 'tcp' | 'udp'; timeout?: number }) => Promise<Duplex>;

export const defaultTimeout = 10_000;
/** World refuses to hear of more (contract/world-protocol.ts), and would cut the link of all sandboxes; to wait longer for an answer is another matter. */
const longestDial = 120_000;

/** The way from the pocket Internet to the hosts of one sandbox, for one check. */
export class Network {
  readonly sandbox: ProbeSandbox;
  readonly #dial: Dial;
  readonly #log: DialogueLog;
  readonly #signal: AbortSignal;

  constructor(options: { sandbox: ProbeSandbox; dial: Dial; log: DialogueLog; signal: AbortSignal }) {
    this.sandbox = options.sandbox;
    this.#dial = options.dial;
    this.#log = options.log;
    this.#signal = options.signal;
  }

  get ca(): string {
    return this.sandbox.ca;
  }

  begin(protocol: Dialogue['protocol'], to: string, from: string): Recorder {
    return this.#log.begin({ protocol, from, to });
  }

  /** A dialogue that somebody else recorded. */
  copy(dialogue: Dialogue): void {
    this.#log.copy(dialogue);
  }

  host(name: string): ProbeSandbox['hosts'][number] {
    const host = this.sandbox.hosts.find((h) => h.name === name);
    if (host) return host;
    throw badCheck(`a host of this lab (${this.sandbox.hosts.map((h) => h.name).join(', ')})`, name);
  }

  /** A host's name or an address → address. */
  address(hostOrAddress: string): string {
    return isIP(hostOrAddress) ? hostOrAddress : this.host(hostOrAddress).address;
  }

  /** A raw stream, its failure noted as the deciding line. */
  async stream(recorder: Recorder, options: { host: string; port: number; from?: string; protocol?: 'tcp' | 'udp'; timeout?: number }): Promise<Duplex> {
    this.#signal.throwIfAborted();
    try {
      const stream = await this.#dial({
        from: options.from ?? probeFor(options.host),
        to: this.address(options.host),
        port: options.port,
        protocol: options.protocol ?? 'tcp',
        timeout: Math.min(options.timeout ?? defaultTimeout, longestDial),
      });
      // Readers add their own listeners; an error between two of them must not end the process.
      stream.on('error', () => undefined);
      const abort = () => stream.destroy();
      this.#signal.addEventListener('abort', abort, { once: true });
      stream.once('close', () => this.#signal.removeEventListener('abort', abort));
      if (this.#signal.aborted) stream.destroy();
      return stream;
    } catch (error) {
      if (error instanceof ProbeFailure) recorder.note(error.observed).decide();
      throw error;
    }
  }

  /** A line protocol's connection, with TLS from the first byte when asked for. */
  async connect(protocol: Exclude<Dialogue['protocol'], 'host' | 'outside'>, options: DialOptions, name: string): Promise<Connection> {
    const recorder = this.begin(protocol, `${options.host}:${options.port}`, options.from ?? probeFor(options.host));
    const stream = await this.stream(recorder, options);
    const connection = new Connection(stream, recorder, { timeout: options.timeout, protocol: name });
    if (options.tls) await connection.secure({ ca: this.ca, servername: options.servername });
    return connection;
  }
}

/** The grader's own address, of the family of where it dials. */
export function probeFor(host: string): string {
  return isIPv6(host) ? internetAddresses.probe6 : internetAddresses.probe;
}

/** An author's mistake in a check: the result is `error`, never `fail`. */
export function badCheck(expected: string, found: string): PostlabError {
  return new PostlabError({
    code: 'bad-check',
    message: `The check should name ${expected}; it names "${found}".`,
    hint: 'This is a mistake in the lab, not yours: please report it.',
  });
}
