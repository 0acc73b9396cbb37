import { randomBytes } from 'node:crypto';
import { existsSync, unlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { Addresses } from './addresses.ts';
import { LagMeter } from './lag.ts';
import { stderrLog } from './log.ts';
import { relay } from './relay.ts';
import { RunnerConnection } from './runner-connection.ts';
import { Sandboxes } from './sandboxes.ts';
import { Spool } from './spool.ts';

const socketPath = '/run/postlab-world.sock';
/** In the container's own layer: survives a restart of world, goes with its container. */
const spoolFolder = '/var/lib/postlab-world';

/** `world.mjs` plays the Internet; `world.mjs relay` joins a runner's standard streams to it. */
if (process.argv[2] === 'relay') process.exit(await relay(socketPath));
else serve();

function serve(): void {
  const log = stderrLog();
  // Whatever of one sandbox broke where nobody listened must not end the Internet of all others.
  process.on('unhandledRejection', (error) => log('nobody handled', { why: error instanceof Error ? (error.stack ?? error.message) : String(error) }));
  // Sorts by time of start, so that spooled events of an earlier world come first.
  const epoch = `${Date.now().toString(36).padStart(9, '0')}${randomBytes(4).toString('hex')}`;
  const spool = new Spool({ folder: spoolFolder, epoch, log });
  const addresses = new Addresses();
  // Where it cannot be set, nothing of world's listens on IPv6, and a sandbox that wants it will be refused with the reason.
  addresses.guard().catch((error: unknown) => log('no IPv6', { why: error instanceof Error ? error.message : String(error) }));
  const sandboxes = new Sandboxes({ addresses, spool, log });
  const lag = new LagMeter();
  let current: RunnerConnection | null = null;
  spool.onAdded(() => current?.pump());

  if (existsSync(socketPath)) unlinkSync(socketPath);
  const server = createServer({ allowHalfOpen: false }, (transport) => {
    // A runner that was restarted connects while world still believes in the old one.
    current?.close('a newer connection took over');
    const connection: RunnerConnection = new RunnerConnection({
      transport,
      epoch,
      sandboxes,
      spool,
      lag,
      log,
      onClosed: () => {
        if (current === connection) current = null;
      },
    });
    current = connection;
    log('runner connected');
  });
  server.on('error', (error) => {
    log('control socket', { why: error.message });
    process.exit(1);
  });
  server.listen(socketPath, () => log('ready', { epoch }));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(0));
}
