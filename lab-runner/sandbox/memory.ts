import type { Engine } from '../engine/engine.ts';
import type { StoredSandbox } from './sandbox-store.ts';

/** Bytes in use by the hosts of a sandbox; null when none of them runs. */
export async function memoryOf(engine: Engine, sandbox: Pick<StoredSandbox, 'hosts'>): Promise<number | null> {
  const all = await Promise.all(sandbox.hosts.map((host) => (host.container ? engine.memory(host.container) : null)));
  const known = all.filter((bytes) => bytes !== null);
  return known.length > 0 ? known.reduce((a, b) => a + b, 0) : null;
}
