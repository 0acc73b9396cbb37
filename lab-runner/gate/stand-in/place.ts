import { PassThrough } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { pack } from 'tar-stream';
import { internetAddresses } from '../../contract/topology.ts';
import { labelOf } from '../../engine/engine.ts';
import type { Runner } from '../../main.ts';
import type { StoredSandbox } from '../../sandbox/sandbox-store.ts';
import type { StandInFacts } from './facts.ts';

/** Milliseconds for a Node process to start and listen. */
const startTime = 60_000;

/**
 * Puts a listener that says yes (or no) to everything in the place of every learner's host, which must be stopped: the same
 * addresses, the same certificates. The sandbox is spoilt for anything else. Removed with the sandbox, by its labels.
 */
export async function placeStandIns(runner: Runner, sandbox: StoredSandbox, answer: StandInFacts['answer'], program: string): Promise<void> {
  const { engine } = runner;
  const plan = runner.sandboxes.plan(sandbox);
  for (const host of sandbox.hosts) {
    const planned = plan.hosts.find((h) => h.name === host.name);
    if (!planned) continue;
    if (host.container) await engine.remove(host.container);
    const { certificate, key } = await runner.ca.issue({ names: [planned.fqdn], days: 1 });
    const facts: StandInFacts = { answer, name: planned.fqdn, address: host.address, certificate, key };
    const container = await engine.createService({
      name: `postlab-${sandbox.id}-${host.name}`,
      image: runner.images.tagOf('world'),
      command: ['/usr/bin/node', '/stand-in.mjs'],
      labels: { [labelOf.instance]: runner.instance, [labelOf.sandbox]: sandbox.id, [labelOf.kind]: 'stand-in' },
      env: { STAND_IN: JSON.stringify(facts) },
      network: sandbox.network as string,
      address: host.address,
      capabilities: ['NET_BIND_SERVICE'],
      memoryBytes: 256 * 1024 * 1024,
    });
    const tar = pack();
    tar.entry({ name: 'stand-in.mjs' }, program);
    tar.finalize();
    await engine.putArchive(container, '/', tar.pipe(new PassThrough()));
    await engine.start(container);
    host.container = container;
  }
  // What asks the sandbox for a host's container from now on gets the stand-in.
  await runner.sandboxStore.save(sandbox);
  for (const host of sandbox.hosts) await listening(runner, sandbox, host.address);
}

async function listening(runner: Runner, sandbox: StoredSandbox, address: string): Promise<void> {
  const link = await runner.sandboxes.link(sandbox);
  const from = internetAddresses.probe;
  const end = performance.now() + startTime;
  for (;;) {
    try {
      (await link.dial({ sandbox: sandbox.id, from, to: address, port: 25, timeout: 5000 })).destroy();
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
      await pause(100);
    }
  }
}
