import type { Duplex } from 'node:stream';
import type { InternetAnswer, InternetCall, WorldEvent, WorldSandbox } from '../contract/world.ts';
import { WorldChannel } from '../contract/world-channel.ts';
import type { WorldLink } from '../contract/world-link.ts';
import { type FromWorld, fromWorld, pingEvery, silenceLimit, type ToWorld, type WorldAnswer, type WorldCall } from '../contract/world-protocol.ts';
import type { Engine } from '../engine/engine.ts';
import { messageOf, PostlabError } from '../errors.ts';
import { couldNotLook, dialFailed, isRemoteFault } from './failure.ts';

const relayCommand = ['node', '/postlab/world.mjs', 'relay'];
/** Milliseconds for world's first words; the relay is a Node process that has to start. */
const helloLimit = 10_000;
/** Milliseconds for a call that only world itself works on. */
const callLimit = 60_000;
/** Milliseconds world has beyond a dial's own timeout. */
const dialGrace = 5_000;

/**
 * Connects to the world in `container` through one exec of its relay and waits for its hello.
 * `onLost` is called once when the connection ends after that without `close()`.
 * Throws PostlabError `world-unreachable`.
 */
export async function connectWorld(options: { engine: Engine; container: string; onLost: () => void }): Promise<WorldLink> {
  const session = await options.engine.exec(options.container, relayCommand, { tty: false });
  return openWorldLink(session.stream, options.onLost);
}

/** The same over any transport that leads to a world. */
export async function openWorldLink(transport: Duplex, onLost: () => void): Promise<WorldLink> {
  const link = new ChannelLink(transport, onLost);
  await link.hello;
  return link;
}

interface Call {
  resolve(value: WorldAnswer): void;
  reject(error: Error): void;
}

/** World's answer that something could not be done; `code` is the protocol's. */
class CallFailure extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

class ChannelLink implements WorldLink {
  readonly hello: Promise<void>;
  readonly #channel: WorldChannel;
  readonly #onLost: () => void;
  readonly #calls = new Map<number, Call>();
  readonly #seen = new Set<string>();
  /** Sandbox → address → host name, to name hosts in failures. */
  readonly #names = new Map<string, Map<string, string>>();
  readonly #timer: NodeJS.Timeout;
  #heardHello: (() => void) | null = null;
  #refuseHello: ((error: Error) => void) | null = null;
  #onEvent: ((event: WorldEvent) => Promise<void>) | null = null;
  #nextCall = 1;
  #nextStream = 1;
  #greeted = false;
  #closing = false;

  constructor(transport: Duplex, onLost: () => void) {
    this.#onLost = onLost;
    this.hello = new Promise((resolve, reject) => {
      this.#heardHello = resolve;
      this.#refuseHello = reject;
    });
    this.#channel = new WorldChannel(transport, { control: (message) => this.#received(message), closed: (reason) => this.#lost(reason) });
    const waiting = setTimeout(() => this.#channel.close(`it said nothing within ${helloLimit / 1000} s`), helloLimit);
    const settled = () => clearTimeout(waiting);
    this.hello.then(settled, settled);
    this.#timer = setInterval(() => this.#tick(), pingEvery);
    this.#timer.unref();
  }

  async put(sandbox: WorldSandbox): Promise<void> {
    this.#names.set(sandbox.id, new Map(sandbox.hosts.map((host) => [host.address, host.name])));
    await this.#asked({ method: 'put', sandbox }, 'world-refused');
  }

  async drop(sandbox: string): Promise<void> {
    this.#names.delete(sandbox);
    await this.#asked({ method: 'drop', sandbox }, 'world-refused');
  }

  async dial(options: Parameters<WorldLink['dial']>[0]): Promise<Duplex> {
    const { sandbox, from, to, port, protocol = 'tcp', timeout = 10_000, signal } = options;
    signal?.throwIfAborted();
    const id = this.#nextStream++;
    const stream = this.#channel.stream(id, { datagrams: protocol === 'udp' });
    // The caller sees errors by its own listeners; one that comes before it has any must not end the process.
    stream.on('error', () => undefined);
    try {
      await this.#call({ method: 'dial', stream: id, sandbox, from, to, port, protocol, timeout }, timeout + dialGrace, signal);
    } catch (error) {
      stream.destroy();
      if (!(error instanceof CallFailure)) throw error;
      const host = this.#names.get(sandbox)?.get(to) ?? to;
      if (isRemoteFault(error.code)) throw dialFailed(error.code, { host, port, protocol, timeout });
      throw couldNotLook(`it could not dial ${host}:${port} (${error.message})`, error);
    }
    if (signal?.aborted) stream.destroy();
    signal?.throwIfAborted();
    const abort = () => stream.destroy();
    signal?.addEventListener('abort', abort, { once: true });
    stream.once('close', () => signal?.removeEventListener('abort', abort));
    return stream;
  }

  async internet(sandbox: string, call: InternetCall): Promise<InternetAnswer> {
    try {
      const answer = await this.#call({ method: 'internet', sandbox, call }, callLimit);
      return Array.isArray(answer) ? answer : [];
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      throw couldNotLook(`it could not do "${call.do}" (${error.message})`, error);
    }
  }

  async lag(): Promise<number> {
    const answer = await this.#call({ method: 'lag' }, callLimit);
    return typeof answer === 'number' ? answer : 0;
  }

  subscribe(onEvent: (event: WorldEvent) => Promise<void>): void {
    this.#onEvent = onEvent;
    // A failure here is the loss of the connection, which onLost tells.
    this.#call({ method: 'subscribe' }, callLimit).catch((error: unknown) => this.#channel.close(`it did not take the subscription: ${messageOf(error)}`));
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#channel.close('the runner let go');
  }

  async #asked(call: WorldCall, code: string): Promise<void> {
    try {
      await this.#call(call, callLimit);
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      throw new PostlabError({
        code,
        message: `The Internet of this sandbox should take "${call.method}"; it said: ${error.message}.`,
        hint: 'Reset the lab. If it happens again, run "npx postlab doctor".',
        cause: error,
      });
    }
  }

  #call(call: WorldCall, limit: number, signal?: AbortSignal): Promise<WorldAnswer> {
    if (!this.#channel.open) return Promise.reject(couldNotLook('the connection to it is closed'));
    const id = this.#nextCall++;
    return new Promise<WorldAnswer>((resolve, reject) => {
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', aborted);
        this.#calls.delete(id);
      };
      const giveUp = (error: unknown) => {
        done();
        this.#send({ t: 'cancel', id });
        reject(error);
      };
      const aborted = () => giveUp(signal?.reason);
      const timer = setTimeout(() => giveUp(couldNotLook(`it did not answer "${call.method}" within ${limit / 1000} s`)), limit);
      signal?.addEventListener('abort', aborted, { once: true });
      this.#calls.set(id, {
        resolve: (value) => {
          done();
          resolve(value);
        },
        reject: (error) => {
          done();
          reject(error);
        },
      });
      this.#send({ t: 'request', id, call });
    });
  }

  #send(message: ToWorld): void {
    this.#channel.send(message);
  }

  #received(raw: unknown): void {
    const parsed = fromWorld.safeParse(raw);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      this.#channel.close(`expected a message of the protocol, found ${issue?.path.join('.')}: ${issue?.message}`);
      return;
    }
    const message: FromWorld = parsed.data;
    switch (message.t) {
      case 'hello':
        this.#greeted = true;
        this.#heardHello?.();
        break;
      case 'result':
        this.#calls.get(message.id)?.resolve(message.value);
        break;
      case 'failure':
        this.#calls.get(message.id)?.reject(new CallFailure(message.code, message.message));
        break;
      case 'event':
        void this.#deliver(message.event);
        break;
    }
  }

  /** Until it is taken: an event that is not acknowledged would be kept by world for ever, and be missing from a verdict. */
  async #deliver(event: WorldEvent): Promise<void> {
    const key = `${event.epoch} ${event.seq}`;
    if (this.#seen.has(key) || !this.#onEvent) return;
    this.#seen.add(key);
    for (let wait = 50; this.#channel.open; wait = Math.min(wait * 2, 5_000)) {
      try {
        await this.#onEvent(event);
        this.#send({ t: 'ack', epoch: event.epoch, seq: event.seq });
        return;
      } catch (error) {
        process.emitWarning(`an event of the world could not be kept, trying again: ${messageOf(error)}`, 'PostlabWarning');
        await new Promise((resolve) => setTimeout(resolve, wait).unref());
      }
    }
  }

  #tick(): void {
    if (performance.now() - this.#channel.lastHeard > silenceLimit) {
      this.#channel.close(`it was silent for ${silenceLimit / 1000} s`);
      return;
    }
    // Its answer, or the silence above, is what counts.
    this.#call({ method: 'ping' }, callLimit).catch(() => undefined);
  }

  #lost(reason: Error): void {
    clearInterval(this.#timer);
    const error = couldNotLook(`the connection to it ended (${reason.message})`, reason);
    for (const call of [...this.#calls.values()]) call.reject(error);
    if (!this.#greeted) this.#refuseHello?.(error);
    else if (!this.#closing) this.#onLost();
  }
}
