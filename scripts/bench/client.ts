import WebSocket from 'ws';
import { type Attempt, type AttemptEvent, attemptEvent, attempt as attemptShape, terminalFrame } from '../../lab-runner/contract/api.ts';
import type { Submission } from '../../lab-runner/contract/attempt.ts';

/** One person's browser, as far as the bench needs one: a cookie, the API, events and a terminal. */
export class Client {
  readonly url: string;
  #cookie = '';

  constructor(url: string) {
    this.url = url;
  }

  async call<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
    const response = await fetch(new URL(path, this.url), {
      method,
      headers: {
        origin: new URL(this.url).origin,
        ...(this.#cookie && { cookie: this.#cookie }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const set = response.headers.get('set-cookie');
    if (set) this.#cookie = set.split(';')[0] as string;
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(answer)}`);
    return answer as T;
  }

  async start(lab: string): Promise<Attempt> {
    return attemptShape.parse(await this.call('POST', `/api/labs/${lab}/attempts`));
  }

  end(attempt: string): Promise<unknown> {
    return this.call('DELETE', `/api/attempts/${attempt}`);
  }

  async ready(attempt: string): Promise<Attempt> {
    const last = await this.#until(attempt, (e) => (e.type === 'attempt' && e.attempt.state !== 'starting' ? e.attempt : null));
    if (last.state !== 'ready') throw new Error(`the lab should become ready; it is ${last.state}: ${last.problem}`);
    return last;
  }

  /** Presses Check and waits for the results. */
  async check(attempt: string): Promise<Submission> {
    const { id } = await this.call<Submission>('POST', `/api/attempts/${attempt}/checks`);
    return this.#until(attempt, (e) => {
      const found = e.type === 'submission' ? e.submission : e.type === 'attempt' ? e.attempt.lastSubmission : null;
      return found?.id === id && found.state !== 'running' ? found : null;
    });
  }

  async #until<T>(attempt: string, look: (event: AttemptEvent) => T | null): Promise<T> {
    const response = await fetch(new URL(`/api/attempts/${attempt}/events`, this.url), { headers: { cookie: this.#cookie } });
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of response.body as ReadableStream<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const data = /^data: (.*)$/m.exec(text.slice(0, end))?.[1];
        text = text.slice(end + 2);
        const found = data === undefined ? null : look(attemptEvent.parse(JSON.parse(data)));
        // Leaving the loop closes the stream.
        if (found !== null) return found;
      }
    }
    throw new Error('the events ended');
  }

  /** A terminal with its prompt on the screen; tries again while the host is not up. */
  async terminal(attempt: string, host: string): Promise<Keyboard> {
    for (;;) {
      const keyboard = await this.#open(attempt, host);
      if (keyboard) return keyboard;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  #open(attempt: string, host: string): Promise<Keyboard | null> {
    const url = new URL(`/api/attempts/${attempt}/terminals/${host}/1`, this.url);
    url.protocol = 'ws:';
    const socket = new WebSocket(url, { headers: { cookie: this.#cookie, origin: new URL(this.url).origin } });
    return new Promise((resolve, reject) => {
      let text = '';
      const heard = new Set<(text: string) => void>();
      socket.on('error', reject);
      socket.on('open', () => socket.send(Buffer.from([terminalFrame.resize, 0, 120, 0, 30])));
      socket.on('close', (code, reason) => (code === 4409 ? resolve(null) : reject(new Error(`the terminal closed: ${code} ${reason.toString()}`))));
      socket.on('message', (frame: Buffer) => {
        const size = Buffer.alloc(5);
        size[0] = terminalFrame.acknowledge;
        size.writeUInt32BE(frame.length - 1, 1);
        if (frame[0] === terminalFrame.output) socket.send(size);
        const said = frame.subarray(1).toString();
        for (const listener of heard) listener(said);
        text += said;
        if (/[#$] /.test(text))
          resolve({
            press: (key) => socket.send(Buffer.concat([Buffer.from([terminalFrame.input]), Buffer.from(key)])),
            onText: (listener) => {
              heard.add(listener);
              return () => heard.delete(listener);
            },
            close: () => socket.close(),
          });
      });
    });
  }
}

/** Something that is typed on and that shows what was typed. */
export interface Keyboard {
  press(key: string): void;
  /** Returns what takes the listener away again. */
  onText(listener: (text: string) => void): () => void;
  close(): void;
}

/** Milliseconds from each keystroke to its echo; one at a time, `pause` ms between two. */
export async function echoes(keyboard: Keyboard, count: number, pause = 20, until: () => boolean = () => false): Promise<number[]> {
  const taken: number[] = [];
  for (let i = 0; i < count && !until(); i++) {
    // Never longer than a line, and no letter twice in a row.
    if (i % 60 === 59) keyboard.press('\x15');
    const key = String.fromCharCode(97 + (i % 26));
    await new Promise((resolve) => setTimeout(resolve, pause));
    taken.push(await one(keyboard, key));
  }
  keyboard.press('\x15');
  return taken;
}

function one(keyboard: Keyboard, key: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const timer = setTimeout(() => reject(new Error(`the key "${key}" was not echoed within 30 s`)), 30_000);
    const quiet = keyboard.onText((text) => {
      if (!text.includes(key)) return;
      clearTimeout(timer);
      quiet();
      resolve(performance.now() - begun);
    });
    keyboard.press(key);
  });
}
