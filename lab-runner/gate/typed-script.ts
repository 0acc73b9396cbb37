import { randomBytes } from 'node:crypto';
import WebSocket from 'ws';
import { terminalFrame } from '../contract/api.ts';

export interface TypedScript {
  url: string;
  cookie: string;
  attempt: string;
  host: string;
  script: string;
  env: Record<string, string>;
  /** Lays a file on the host. */
  put: (path: string, text: string) => Promise<void>;
}

const scriptTime = 420_000;

/** Puts the script on the host and types one line that runs it, through the same WebSocket as a browser's terminal. */
export async function typeScript(options: TypedScript): Promise<{ exitCode: number; tail: string }> {
  const mark = `done-${randomBytes(6).toString('hex')}`;
  const file = `/root/.${mark}`;
  const exports = Object.entries(options.env).map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'`);
  await options.put(file, [...exports, options.script].join('\n'));
  const url = new URL(`/api/attempts/${options.attempt}/terminals/${options.host}/1`, options.url);
  url.protocol = 'ws:';
  const socket = new WebSocket(url, { headers: { cookie: options.cookie, origin: options.url } });
  let tail = '';
  try {
    return await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`the script had not ended after ${scriptTime / 1000} s. The end of its terminal:\n${tail}`)), scriptTime);
      const settle = (act: () => void) => {
        clearTimeout(timer);
        act();
      };
      socket.on('error', (error) => settle(() => reject(error)));
      socket.on('close', (code, reason) => settle(() => reject(new Error(`the terminal closed (${code} ${reason.toString()}). Its end:\n${tail}`))));
      socket.on('open', () => {
        // The mark is typed in two halves: the echo of the line itself must not look like the result.
        const line = `bash -e ${file}; echo "${mark.slice(0, 6)}""${mark.slice(6)} $?"; rm -f ${file}\r`;
        socket.send(Buffer.concat([Buffer.from([terminalFrame.resize, 0, 200, 0, 50]), Buffer.alloc(0)]));
        socket.send(Buffer.concat([Buffer.from([terminalFrame.input]), Buffer.from(line)]));
      });
      socket.on('message', (data: Buffer) => {
        const size = Buffer.alloc(5);
        size[0] = terminalFrame.acknowledge;
        size.writeUInt32BE(data.length - 1, 1);
        socket.send(size);
        tail = (tail + data.subarray(1).toString('utf8')).slice(-4000);
        const found = new RegExp(`${mark} (\\d+)`).exec(tail);
        if (found) settle(() => resolve({ exitCode: Number(found[1]), tail: tail.slice(-1500) }));
      });
    });
  } finally {
    socket.removeAllListeners('close');
    socket.on('error', () => undefined);
    socket.close();
  }
}
