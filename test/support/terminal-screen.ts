import { expect, vi } from 'vitest';
import WebSocket from 'ws';
import { terminalFrame } from '../../lab-runner/contract/api.ts';
import { patience } from './patience.ts';

/** The browser's end of a terminal: keeps what it is sent and acknowledges it. */
export class TerminalScreen {
  readonly socket: WebSocket;
  text = '';
  /** HTTP status of a refused upgrade. */
  refused: number | null = null;
  closed: { code: number; reason: string } | null = null;

  constructor(url: string, cookie: string, path: string, origin = new URL(url).origin) {
    const address = new URL(path, url);
    address.protocol = 'ws:';
    this.socket = new WebSocket(address, { headers: { cookie, origin } });
    this.socket.on('open', () => this.#send(terminalFrame.resize, Buffer.from([0, 120, 0, 30])));
    this.socket.on('unexpected-response', (request, response) => {
      this.refused = response.statusCode ?? 0;
      request.destroy();
    });
    this.socket.on('error', (error) => {
      this.closed ??= { code: 0, reason: error.message };
    });
    this.socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() };
    });
    this.socket.on('message', (frame: Buffer) => {
      const size = Buffer.alloc(4);
      size.writeUInt32BE(frame.length - 1);
      if (frame[0] === terminalFrame.output) this.#send(terminalFrame.acknowledge, size);
      if (frame[0] !== terminalFrame.size) this.text += frame.subarray(1).toString();
    });
  }

  #send(kind: number, body: Buffer): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(Buffer.concat([Buffer.from([kind]), body]));
  }

  type(text: string): void {
    this.#send(terminalFrame.input, Buffer.from(text));
  }

  shows(pattern: RegExp): Promise<void> {
    return vi.waitFor(() => expect(this.text).toMatch(pattern), patience);
  }

  /** Resolves with the close code. */
  async ended(): Promise<number> {
    await vi.waitFor(() => expect(this.closed ?? this.refused).not.toBeNull(), patience);
    return this.closed?.code ?? 0;
  }

  /** As when the network goes: no goodbye. */
  async drop(): Promise<void> {
    this.socket.terminate();
    await this.ended();
  }
}
