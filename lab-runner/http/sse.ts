import type { FastifyReply } from 'fastify';

/** Milliseconds; less than the minute after which proxies give up a silent connection. */
const heartbeat = 15_000;
/** Bytes that may wait for a browser that does not read; it comes back and gets the present state. */
const backlog = 1024 * 1024;

/** Streams server-sent events (HTML Living Standard §9.2): `event:` is the type, `data:` the event as JSON. A refusal by `subscribe` becomes an ordinary answer. */
export async function streamEvents<E extends { type: string }>(
  reply: FastifyReply,
  subscribe: (listener: (event: E) => void) => Promise<() => void>,
): Promise<void> {
  const { raw } = reply;
  const waiting: E[] = [];
  let write = (event: E): void => void waiting.push(event);
  // A refusal must still be able to become an ordinary answer: nothing is written before this has gone well.
  const unsubscribe = await subscribe((event) => write(event));
  reply.hijack();
  if (raw.destroyed) return unsubscribe();
  let beat: NodeJS.Timeout | undefined;
  raw.once('close', () => {
    clearInterval(beat);
    unsubscribe();
  });
  raw.on('error', () => raw.destroy());
  const send = (text: string) => {
    if (raw.writableLength > backlog) raw.destroy();
    else raw.write(text);
  };
  write = (event) => send(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  // What the guards have set before would otherwise be lost with the hijacked reply.
  raw.writeHead(200, {
    ...(reply.getHeaders() as NodeJS.Dict<string>),
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  send('retry: 2000\n\n');
  for (const event of waiting) write(event);
  beat = setInterval(() => send(': still here\n\n'), heartbeat);
}
