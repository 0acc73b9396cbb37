import { setTimeout as pause } from 'node:timers/promises';
import type { WorldEvent, WorldSandbox } from '../contract/world.ts';
import type { WorldLink } from '../contract/world-link.ts';
import { type Engine, labelOf } from '../engine/engine.ts';
import { ipv6On } from '../engine/ipv6.ts';
import { messageOf, PostlabError } from '../errors.ts';
import type { Log } from './log.ts';

/** Attaching a network costs 0.14 s up to here and grows fast beyond (docs/architecture.md). */
const sandboxesPerWorld = 32;
/** It dials from any address of a block, which over IPv6 needs the last one. */
const ipv6Sysctls = { ...ipv6On, 'net.ipv6.conf.all.forwarding': '0', 'net.ipv6.ip_nonlocal_bind': '1' };

export interface WorldKeeperOptions {
  engine: Engine;
  instance: string;
  /** Tag of the world image, once it is built. */
  image: () => Promise<string>;
  connect: (options: { engine: Engine; container: string; onLost: () => void }) => Promise<WorldLink>;
  onEvent: (event: WorldEvent) => Promise<void>;
  log: Log;
}

interface Seat {
  view: WorldSandbox;
  network: string;
}

/**
 * Keeps the worlds of one Docker node: makes them, seats sandboxes in them, holds one link to each, and
 * after a loss of the link or of the container brings every seat back.
 */
export class WorldKeeper {
  readonly #options: WorldKeeperOptions;
  readonly #seats = new Map<string, Map<string, Seat>>();
  readonly #links = new Map<string, Promise<WorldLink>>();
  /** Docker sets the gateway anew at each join and world takes it away again: one join at a time. */
  readonly #joins = new Map<string, Promise<unknown>>();
  #choosing: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(options: WorldKeeperOptions) {
    this.#options = options;
  }

  /** The world a new sandbox should join; makes one when all are full. One choice at a time, so that none is overfilled. */
  choose(): Promise<string> {
    const next = this.#choosing.then(() => this.#choose());
    this.#choosing = next.catch(() => undefined);
    return next;
  }

  async #choose(): Promise<string> {
    const { engine, instance } = this.#options;
    const worlds = await engine.containers({ [labelOf.instance]: instance, [labelOf.kind]: 'world' });
    const tag = await this.#options.image();
    for (const world of worlds) {
      if (world.image !== tag || (this.#seats.get(world.id)?.size ?? 0) >= sandboxesPerWorld) continue;
      if (!world.running) await engine.start(world.id);
      return world.id;
    }
    try {
      return await this.#make(tag, ipv6Sysctls);
    } catch (error) {
      // A kernel without IPv6 (ipv6.disable=1) has no such settings: a world without it serves all labs but those that want it.
      if (!/net\/ipv6/.test(messageOf(error))) throw error;
      this.#options.log('this machine has no IPv6', { error: messageOf(error) });
      return this.#make(tag, {});
    }
  }

  async #make(image: string, ipv6: Record<string, string>): Promise<string> {
    const { engine, instance } = this.#options;
    const id = await engine.createService({
      name: `postlab-${instance}-world-${Date.now().toString(36)}`,
      image,
      labels: { [labelOf.instance]: instance, [labelOf.kind]: 'world' },
      network: 'none',
      networkMode: 'none',
      // NET_RAW: to say, as a router would, that a packet is too big.
      capabilities: ['NET_ADMIN', 'NET_BIND_SERVICE', 'NET_RAW'],
      sysctls: { 'net.ipv4.ip_forward': '0', ...ipv6 },
      memoryBytes: 512 * 1024 * 1024,
      restart: true,
    });
    try {
      await engine.start(id);
    } catch (error) {
      await engine.remove(id);
      throw error;
    }
    return id;
  }

  /** Joins the sandbox's network and tells world about it. Idempotent. */
  async seat(world: string, network: string, view: WorldSandbox): Promise<void> {
    const seats = this.#seats.get(world) ?? new Map<string, Seat>();
    this.#seats.set(world, seats);
    seats.set(view.id, { view, network });
    const link = await this.link(world);
    await this.#oneJoin(world, async () => {
      await this.#options.engine.connect(network, world, view.worldAddress);
      await this.#put(world, link, view);
    });
  }

  async #put(world: string, link: WorldLink, view: WorldSandbox): Promise<void> {
    if (view.ipv6) await this.#options.engine.enableIpv6(world);
    await link.put(view);
  }

  async unseat(world: string, sandbox: string): Promise<void> {
    const seat = this.#seats.get(world)?.get(sandbox);
    this.#seats.get(world)?.delete(sandbox);
    const facts = await this.#options.engine.inspect(world);
    if (facts?.running) await (await this.link(world)).drop(sandbox);
    if (seat) await this.#oneJoin(world, () => this.#options.engine.disconnect(seat.network, world));
  }

  #oneJoin(world: string, work: () => Promise<void>): Promise<void> {
    const next = (this.#joins.get(world) ?? Promise.resolve()).then(work);
    this.#joins.set(
      world,
      next.catch(() => undefined),
    );
    return next;
  }

  /** The one link to that world; made when it is first needed, remade when it was lost. */
  link(world: string): Promise<WorldLink> {
    const known = this.#links.get(world);
    if (known) return known;
    const made = this.#connect(world);
    this.#links.set(world, made);
    made.catch(() => this.#links.delete(world));
    return made;
  }

  async #connect(world: string): Promise<WorldLink> {
    const { engine, connect, onEvent, log } = this.#options;
    const facts = await engine.inspect(world);
    if (!facts) {
      throw new PostlabError({
        code: 'world-unreachable',
        status: 503,
        message: 'The container that plays the Internet for this sandbox is gone.',
        hint: 'Reset the lab: a new sandbox gets a new Internet.',
      });
    }
    if (!facts.running) await engine.start(world);
    const onLost = () => {
      this.#links.delete(world);
      if (!this.#closed) void this.#restore(world).catch((error) => log('world could not be restored', { world, error: messageOf(error) }));
    };
    let problem: unknown;
    for (let attempt = 0; attempt < 40; attempt++) {
      try {
        const link = await connect({ engine, container: world, onLost });
        link.subscribe(onEvent);
        return link;
      } catch (error) {
        problem = error;
        await pause(100);
      }
    }
    throw new PostlabError({
      code: 'world-unreachable',
      status: 503,
      message: `The program that plays the Internet does not answer: ${messageOf(problem)}.`,
      hint: 'Try again in a minute; if it stays so, stop Postlab and start it again.',
      cause: problem,
    });
  }

  async #restore(world: string): Promise<void> {
    for (let wait = 200; !this.#closed; wait = Math.min(wait * 2, 10_000)) {
      await pause(wait);
      try {
        // Inside: an engine that is away for a while (its restart took the link away, too) must not end this for good.
        if (!(await this.#options.engine.inspect(world))) {
          this.#seats.delete(world);
          return;
        }
        const link = await this.link(world);
        let all = true;
        for (const { view } of this.#seats.get(world)?.values() ?? []) {
          try {
            await this.#put(world, link, view);
          } catch (error) {
            // It must not keep those behind it out.
            all = false;
            this.#options.log('a sandbox is not back in its world yet', { world, sandbox: view.id, error: messageOf(error) });
          }
        }
        if (all) return;
      } catch (error) {
        this.#options.log('world is not back yet', { world, error: messageOf(error) });
      }
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const link of this.#links.values()) await (await link.catch(() => null))?.close();
  }
}
