import type { Duplex } from 'node:stream';
import { WorldChannel } from '../contract/world-channel.ts';
import { eventWindow, type FromWorld, silenceLimit, toWorld, type WorldAnswer, type WorldCall } from '../contract/world-protocol.ts';
import { dial } from './dial.ts';
import { WorldFault } from './fault.ts';
import type { LagMeter } from './lag.ts';
import type { Log } from './log.ts';
import { lookAtPath } from './path.ts';
import type { Sandboxes } from './sandboxes.ts';
import { keyOf, type Spool } from './spool.ts';

export interface RunnerConnectionOptions {
  transport: Duplex;
  epoch: string;
  sandboxes: Sandboxes;
  spool: Spool;
  lag: LagMeter;
  log: Log;
  onClosed: () => void;
}

/** World's end of one connection to the runner: does what is asked, sends events until they are acknowledged. */
export class RunnerConnection {
  readonly #o: RunnerConnectionOptions;
  readonly #channel: WorldChannel;
  readonly #running = new Map<number, AbortController>();
  readonly #onTheWay = new Set<string>();
  readonly #watch: NodeJS.Timeout;
  #subscribed = false;
  #pumping = false;
  #pumpAgain = false;

  constructor(options: RunnerConnectionOptions) {
    this.#o = options;
    this.#channel = new WorldChannel(options.transport, {
      control: (message) => this.#received(message),
      closed: (reason) => {
        clearInterval(this.#watch);
        for (const abort of this.#running.values()) abort.abort();
        options.log('runner gone', { why: reason.message });
        options.onClosed();
      },
    });
    // Destroying an exec leaves its process running: a relay whose runner is gone is found out by its silence.
    this.#watch = setInterval(() => {
      if (performance.now() - this.#channel.lastHeard > silenceLimit) this.close('the runner was silent');
    }, silenceLimit / 4);
    this.#watch.unref();
    this.#send({ t: 'hello', protocol: 1, epoch: options.epoch, sandboxes: options.sandboxes.known() });
  }

  close(reason: string): void {
    this.#channel.close(reason);
  }

  /** There may be a new event. */
  pump(): void {
    if (!this.#subscribed || !this.#channel.open) return;
    if (this.#pumping) {
      this.#pumpAgain = true;
      return;
    }
    this.#pumping = true;
    this.#sendEvents().finally(() => {
      this.#pumping = false;
      if (!this.#pumpAgain) return;
      this.#pumpAgain = false;
      this.pump();
    });
  }

  async #sendEvents(): Promise<void> {
    const room = eventWindow - this.#onTheWay.size;
    if (room <= 0) return;
    for (const event of await this.#o.spool.oldest(room, (key) => this.#onTheWay.has(key))) {
      this.#onTheWay.add(keyOf(event));
      this.#send({ t: 'event', event });
    }
  }

  #received(raw: unknown): void {
    const parsed = toWorld.safeParse(raw);
    if (!parsed.success)
      return this.close(`expected a message of the protocol, found ${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`);
    const message = parsed.data;
    switch (message.t) {
      case 'ack':
        this.#o.spool.acknowledge(message.epoch, message.seq);
        this.#onTheWay.delete(keyOf(message));
        this.pump();
        break;
      case 'cancel':
        this.#running.get(message.id)?.abort();
        break;
      case 'request':
        void this.#answer(message.id, message.call);
        break;
    }
  }

  async #answer(id: number, call: WorldCall): Promise<void> {
    const abort = new AbortController();
    this.#running.set(id, abort);
    try {
      this.#send({ t: 'result', id, value: await this.#do(call, abort.signal) });
    } catch (error) {
      const code = error instanceof WorldFault ? error.code : 'world-fault';
      this.#send({ t: 'failure', id, code, message: error instanceof Error ? error.message : String(error) });
    } finally {
      this.#running.delete(id);
    }
  }

  async #do(call: WorldCall, signal: AbortSignal): Promise<WorldAnswer> {
    switch (call.method) {
      case 'put':
        await this.#o.sandboxes.put(call.sandbox);
        return null;
      case 'drop':
        await this.#o.sandboxes.drop(call.sandbox);
        return null;
      case 'dial':
        await dial(this.#o.sandboxes, call, () => this.#channel.stream(call.stream, { datagrams: call.protocol === 'udp' }), signal);
        return null;
      case 'internet': {
        const seat = this.#o.sandboxes.get(call.sandbox);
        if (!seat) throw new WorldFault('unknown-sandbox', `expected a sandbox of this world, found ${call.sandbox}`);
        return call.call.do === 'path' ? lookAtPath(seat.dialled, call.call) : seat.dns.do(call.call);
      }
      case 'lag':
        return this.#o.lag.worst();
      case 'ping':
        return null;
      case 'subscribe':
        this.#subscribed = true;
        this.pump();
        return null;
    }
  }

  #send(message: FromWorld): void {
    this.#channel.send(message);
  }
}
