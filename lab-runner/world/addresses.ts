import { execFile } from 'node:child_process';
import { isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';
import { promisify } from 'node:util';
import { WorldFault } from './fault.ts';
import { type Gate, guardRules } from './guard.ts';

const run = promisify(execFile);

/** The addresses that world answers for. Needs NET_ADMIN and iproute2. */
export class Addresses {
  /** Loopback address → ids of the sandboxes that use it. */
  readonly #users = new Map<string, Set<string>>();
  readonly #blocks = new Set<string>();
  /** Sandboxes that have IPv6. */
  readonly #gates = new Map<string, Gate>();
  #guarded: Promise<void> = Promise.resolve();

  /** Makes world the gateway of a sandbox: one more address on the interface that Docker gave `worldAddress`. Idempotent. */
  async addGateway(worldAddress: string, gateway: string, prefix: number): Promise<void> {
    const name = await interfaceOf(worldAddress);
    await ip('address', 'replace', `${gateway}/${prefix}`, 'dev', name);
    // Docker made this very address world's own default gateway. World needs none, and Docker could no longer
    // take the route back (the gateway is local now), so that joining the next network would fail.
    await ip('route', 'flush', 'exact', '0.0.0.0/0');
  }

  /** Until a sandbox has IPv6, world takes none from anybody. */
  guard(): Promise<void> {
    // One after the other, each with what is true when its turn comes: the last to end decides.
    const mine = this.#guarded.then(() => nft(guardRules([...this.#gates.values()])));
    this.#guarded = mine.catch(() => undefined);
    return mine;
  }

  /** Makes world the gateway of a sandbox over IPv6, too. Idempotent. */
  async addGateway6(sandbox: string, worldAddress: string, network: { subnet: string; gateway: string }): Promise<void> {
    const name = await interfaceOf(worldAddress);
    this.#gates.set(sandbox, { name, subnet: network.subnet });
    // First the wall, then the door.
    await this.guard();
    await ip('-6', 'address', 'replace', `${network.gateway}/64`, 'dev', name, 'nodad');
  }

  async releaseGateway6(sandbox: string): Promise<void> {
    if (this.#gates.delete(sandbox)) await this.guard();
  }

  /** Puts an Internet address on the loopback for a sandbox. Idempotent. */
  async addInternet(address: string, sandbox: string): Promise<void> {
    const users = this.#users.get(address) ?? new Set();
    this.#users.set(address, users);
    users.add(sandbox);
    if (users.size === 1) await ip('address', 'replace', alone(address), 'dev', 'lo');
  }

  /** Makes every address of the blocks world's own, to dial from (AnyIP); nothing listens there. Idempotent. */
  async addBlocks(blocks: readonly string[]): Promise<void> {
    for (const block of blocks) {
      if (this.#blocks.has(block)) continue;
      await ip(...(block.includes(':') ? ['-6'] : []), 'route', 'replace', 'local', block, 'dev', 'lo');
      this.#blocks.add(block);
    }
  }

  /** Takes back what a sandbox used; an address that nobody else uses leaves the loopback. @returns the addresses that left */
  async release(sandbox: string, keep: ReadonlySet<string> = new Set()): Promise<string[]> {
    const left: string[] = [];
    for (const [address, users] of this.#users) {
      if (keep.has(address) || !users.delete(sandbox) || users.size > 0) continue;
      this.#users.delete(address);
      left.push(address);
      if (onLoopback(address)) await ip('address', 'del', alone(address), 'dev', 'lo');
    }
    return left;
  }
}

/** The name of the interface that carries an address. Docker attaches it shortly before or after we are told. */
async function interfaceOf(address: string): Promise<string> {
  const until = performance.now() + 5_000;
  for (;;) {
    const found = Object.entries(networkInterfaces()).find(([, list]) => list?.some((a) => a.address === address));
    if (found) return found[0];
    if (performance.now() > until) {
      const seen = Object.values(networkInterfaces()).flatMap((list) => list?.map((a) => a.address) ?? []);
      throw new WorldFault(
        'no-interface',
        `expected an interface with the address ${address}, found ${seen.join(', ')}: is world connected to the sandbox's network?`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function onLoopback(address: string): boolean {
  return networkInterfaces()['lo']?.some((a) => a.address === address) ?? false;
}

function alone(address: string): string {
  return `${address}/${isIPv6(address) ? 128 : 32}`;
}

async function nft(rules: string): Promise<void> {
  try {
    const running = run('nft', ['-f', '-']);
    // When it ends before it has read them, its own words say why.
    running.child.stdin?.on('error', () => undefined);
    running.child.stdin?.end(rules);
    await running;
  } catch (error) {
    const why = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new WorldFault('nft-failed', `the rules that keep the sandboxes' IPv6 apart could not be set: ${why}`);
  }
}

async function ip(...words: string[]): Promise<void> {
  try {
    await run('ip', words);
  } catch (error) {
    const why = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new WorldFault('ip-failed', `"ip ${words.join(' ')}" failed: ${why}`);
  }
}
