import { terminalFrame } from '../../lab-runner/contract/api.ts';
import { apiPath } from '../client/api.ts';
import { acknowledgeFrame, afterClose } from './frames.ts';

/** What of xterm's terminal is written to. */
interface Screen {
  reset(): void;
  write(data: Uint8Array, drawn?: () => void): void;
}

interface Events {
  onOpen?: () => void;
  /** The screen is drawn anew: what is typed from now on arrives. */
  onRestored: () => void;
  onSize?: (columns: number, rows: number) => void;
  onClose: (event: CloseEvent, gaveUp: boolean) => void;
}

/** A terminal of the runner on a screen. Connects by itself, and again after whatever happened to the network, the host or the runner, until that says no. */
export function terminalSocket(path: string, screen: Screen, events: Events): { send: (frame: Uint8Array<ArrayBuffer>) => void; close: () => void } {
  const url = new URL(apiPath(path), location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  let socket: WebSocket | null = null;
  let timer = 0;
  let over = false;
  let tries = 0;
  const send = (frame: Uint8Array<ArrayBuffer>) => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(frame);
  };
  const connect = () => {
    socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => events.onOpen?.();
    socket.onmessage = (event: MessageEvent<ArrayBuffer>) => {
      const bytes = new Uint8Array(event.data);
      const body = bytes.subarray(1);
      if (bytes[0] === terminalFrame.size) events.onSize?.(((body[0] ?? 0) << 8) + (body[1] ?? 80), ((body[2] ?? 0) << 8) + (body[3] ?? 24));
      else if (bytes[0] === terminalFrame.restored) {
        tries = 0;
        events.onRestored();
        screen.reset();
        screen.write(body);
      } else if (bytes[0] === terminalFrame.output) screen.write(body, () => send(acknowledgeFrame(body.length)));
    };
    socket.onclose = (event) => {
      if (over) return;
      const next = afterClose(event.code, tries++);
      events.onClose(event, !('retryIn' in next));
      if ('retryIn' in next) timer = window.setTimeout(connect, next.retryIn);
    };
  };
  connect();
  return {
    send,
    close: () => {
      over = true;
      clearTimeout(timer);
      socket?.close();
    },
  };
}
