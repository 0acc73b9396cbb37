import { Duplex } from 'node:stream';
import { type FrameType, frameType, maxFrameBytes, streamWindow } from './world-protocol.ts';

const slice = 32 * 1024;

/** The whole connection is gone: nothing can be said about the other end of a stream. */
export class ChannelLost extends Error {
  override name = 'ChannelLost';
}

/** The other side tore down this one stream; `code` is its reason, such as `ECONNRESET`. */
export class StreamReset extends Error {
  override name = 'StreamReset';
  readonly code: string;
  constructor(code: string) {
    super(`the stream was reset (${code})`);
    this.code = code;
  }
}

export interface ChannelHandlers {
  /** A control frame's JSON, not validated yet. */
  control(message: unknown): void;
  /** Once, for whatever reason. Every stream has been destroyed. */
  closed(reason: ChannelLost): void;
}

/**
 * One connection between runner and world: JSON control messages and any number of byte or datagram
 * streams over one Duplex. A stream's sender stops after `streamWindow` bytes that the other side's reader
 * has not taken, so a slow reader of one stream never holds up the others.
 */
export class WorldChannel {
  readonly #transport: Duplex;
  readonly #handlers: ChannelHandlers;
  readonly #streams = new Map<number, ChannelStream>();
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #open = true;
  /** `performance.now()` of the last frame received. */
  lastHeard = performance.now();

  constructor(transport: Duplex, handlers: ChannelHandlers) {
    this.#transport = transport;
    this.#handlers = handlers;
    transport.on('data', (chunk: Buffer) => this.#receive(chunk));
    transport.on('error', (error: Error) => this.close(`the connection broke: ${error.message}`));
    transport.on('end', () => this.close('the other side closed the connection'));
    transport.on('close', () => this.close('the connection was closed'));
  }

  get open(): boolean {
    return this.#open;
  }

  /** Sends a control message. Lost when the channel is closed: its `closed` handler has told. */
  send(message: unknown): void {
    this.frame(frameType.control, Buffer.from(JSON.stringify(message), 'utf8'));
  }

  /** Makes this side's end of a stream. `datagrams`: one write is one frame is one read. */
  stream(id: number, options: { datagrams: boolean }): ChannelStream {
    const stream = new ChannelStream(this, id, options.datagrams);
    this.#streams.set(id, stream);
    stream.once('close', () => this.#streams.delete(id));
    if (!this.#open) stream.destroy(new ChannelLost('the connection is closed'));
    return stream;
  }

  /** @internal */
  frame(type: FrameType, payload: Buffer, done?: () => void): void {
    if (!this.#open) {
      done?.();
      return;
    }
    const head = Buffer.alloc(5);
    head.writeUInt32BE(payload.length + 1, 0);
    head.writeUInt8(type, 4);
    this.#transport.write(head);
    this.#transport.write(payload, () => done?.());
  }

  close(reason: string): void {
    if (!this.#open) return;
    this.#open = false;
    const lost = new ChannelLost(reason);
    for (const stream of [...this.#streams.values()]) stream.destroy(lost);
    this.#streams.clear();
    this.#pending = [];
    // What was written last (a failure's reason, for example) still leaves; the transport is then gone.
    this.#transport.end();
    setTimeout(() => this.#transport.destroy(), 200).unref();
    this.#handlers.closed(lost);
  }

  #receive(chunk: Buffer): void {
    this.lastHeard = performance.now();
    this.#pending.push(chunk);
    this.#pendingBytes += chunk.length;
    while (this.#open && this.#pendingBytes >= 5) {
      const head = this.#take(5, true);
      const length = head.readUInt32BE(0);
      if (length < 1 || length > maxFrameBytes) return this.close(`expected a frame of 1 to ${maxFrameBytes} bytes, found ${length}`);
      if (this.#pendingBytes < 4 + length) return;
      const frame = this.#take(4 + length, false);
      this.#dispatch(frame.readUInt8(4), frame.subarray(5));
    }
  }

  #take(bytes: number, peek: boolean): Buffer {
    if ((this.#pending[0]?.length ?? 0) < bytes) this.#pending = [Buffer.concat(this.#pending)];
    const first = this.#pending[0] as Buffer;
    if (peek) return first.subarray(0, bytes);
    this.#pendingBytes -= bytes;
    if (first.length === bytes) this.#pending.shift();
    else this.#pending[0] = first.subarray(bytes);
    return first.subarray(0, bytes);
  }

  #dispatch(type: number, payload: Buffer): void {
    if (type === frameType.control) {
      let message: unknown;
      try {
        message = JSON.parse(payload.toString('utf8'));
      } catch {
        return this.close('expected JSON in a control frame, found something else');
      }
      return this.#handlers.control(message);
    }
    if (payload.length < 4) return this.close(`expected a stream id in a frame of type ${type}, found ${payload.length} bytes`);
    // A frame for a stream that this side has destroyed meanwhile is late, not wrong.
    const stream = this.#streams.get(payload.readUInt32BE(0));
    const rest = payload.subarray(4);
    if (type === frameType.data) return stream?.arrived(rest);
    if (type === frameType.credit && rest.length === 4) return stream?.credited(rest.readUInt32BE(0));
    if (type === frameType.end) return stream?.ended();
    if (type === frameType.reset) return void stream?.wasReset(rest.toString('utf8'));
    this.close(`expected a known frame type, found ${type}`);
  }
}

/** One end of a stream of a WorldChannel. */
export class ChannelStream extends Duplex {
  readonly id: number;
  readonly #channel: WorldChannel;
  readonly #datagrams: boolean;
  #credit = streamWindow;
  #blocked: (() => void) | null = null;
  #queue: Buffer[] = [];
  #queued = 0;
  #taken = 0;
  #wanted = false;
  #remoteEnded = false;
  #remoteGone = false;

  constructor(channel: WorldChannel, id: number, datagrams: boolean) {
    super({ readableObjectMode: datagrams, writableObjectMode: datagrams, allowHalfOpen: true });
    this.#channel = channel;
    this.id = id;
    this.#datagrams = datagrams;
  }

  arrived(bytes: Buffer): void {
    this.#queued += bytes.length;
    if (this.#queued > 2 * streamWindow) return this.#channel.close('a stream sent more than its window allows');
    this.#queue.push(bytes);
    this.#flush();
  }

  credited(bytes: number): void {
    this.#credit += bytes;
    const resume = this.#blocked;
    this.#blocked = null;
    resume?.();
  }

  ended(): void {
    this.#remoteEnded = true;
    this.#flush();
  }

  wasReset(code: string): void {
    this.#remoteGone = true;
    // What arrived before the reset is still read first: a server's last words often explain the reset.
    if (this.#queue.length === 0) this.destroy(new StreamReset(code));
    else this.#afterQueue = () => this.destroy(new StreamReset(code));
  }
  #afterQueue: (() => void) | null = null;

  override _read(): void {
    this.#wanted = true;
    this.#flush();
  }

  #flush(): void {
    while (this.#wanted && this.#queue.length > 0) {
      const bytes = this.#queue.shift() as Buffer;
      this.#queued -= bytes.length;
      this.#taken += bytes.length;
      this.#wanted = this.push(bytes);
    }
    if (this.#taken >= streamWindow / 4) {
      const credit = Buffer.alloc(8);
      credit.writeUInt32BE(this.id, 0);
      credit.writeUInt32BE(this.#taken, 4);
      this.#taken = 0;
      if (!this.#remoteGone) this.#channel.frame(frameType.credit, credit);
    }
    if (this.#queue.length > 0) return;
    if (this.#afterQueue) {
      const after = this.#afterQueue;
      this.#afterQueue = null;
      setImmediate(after);
    } else if (this.#remoteEnded && !this.readableEnded) {
      this.#remoteEnded = false;
      this.push(null);
    }
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    const send = (at: number): void => {
      if (this.destroyed || this.#remoteGone) return done();
      if (at >= chunk.length && at > 0) return done();
      if (this.#credit <= 0) {
        this.#blocked = () => send(at);
        return;
      }
      const part = this.#datagrams ? chunk : chunk.subarray(at, at + Math.min(slice, this.#credit));
      this.#credit -= part.length;
      this.#channel.frame(frameType.data, this.#framed(part), () => (at + part.length >= chunk.length ? done() : send(at + part.length)));
    };
    send(0);
  }

  override _final(done: (error?: Error | null) => void): void {
    if (!this.#remoteGone) this.#channel.frame(frameType.end, this.#framed(Buffer.alloc(0)));
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    const finished = this.writableFinished && this.readableEnded;
    if (!finished && !this.#remoteGone)
      this.#channel.frame(frameType.reset, this.#framed(Buffer.from(error instanceof StreamReset ? error.code : codeOf(error))));
    this.#blocked = null;
    this.#queue = [];
    done(error);
  }

  #framed(bytes: Buffer): Buffer {
    const id = Buffer.alloc(4);
    id.writeUInt32BE(this.id, 0);
    return Buffer.concat([id, bytes]);
  }
}

function codeOf(error: Error | null): string {
  return error && 'code' in error && typeof error.code === 'string' ? error.code : 'CLOSED';
}
