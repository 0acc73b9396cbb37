import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../catalogue/catalogue.ts';
import type { StartStage } from '../contract/sandbox.ts';
import { internetAddresses, webNames } from '../contract/topology.ts';
import type { WorldLink } from '../contract/world-link.ts';
import { type Engine, labelOf } from '../engine/engine.ts';
import { messageOf, PostlabError } from '../errors.ts';
import { hostArchive } from './host-files.ts';
import { freeSubnet, network6 } from './layout.ts';
import { Limiter, throwIfCancelled } from './limiter.ts';
import type { Log } from './log.ts';
import { bytesOf, planSandbox, type SandboxPlan, worldView } from './plan.ts';
import { waitUntilReady } from './readiness.ts';
import type { Purpose, SandboxStore, StoredSandbox } from './sandbox-store.ts';
import { Stages } from './stages.ts';
import type { WorldKeeper } from './world-keeper.ts';

/** What issues the lab's certificates; its key stays in the runner. */
export interface LabCa {
  readonly certificatePem: string;
  issue(options: { names: string[]; days: number; notBefore?: Date; through?: string }): Promise<{ certificate: string; key: string; chain: string }>;
}

export interface SandboxesOptions {
  engine: Engine;
  worlds: WorldKeeper;
  store: SandboxStore;
  ca: LabCa;
  /** Signs the partners' mail: its public half is in their DNS. */
  partnerKey: { selector: string; publicKey: string; privatePem: string };
  instance: string;
  courseSecret: string;
  /** Tag of an image, once it is built. */
  image: (name: string) => Promise<string>;
  lab: (slug: string) => Lab;
  concurrentStarts: number;
  log: Log;
}

export interface CreateOptions {
  lab: Lab;
  purpose: Purpose;
  seed?: string;
  fixed?: Record<string, string>;
  onStage?: (stage: StartStage) => void;
  /** Called as soon as the row exists. */
  onCreated?: (sandbox: StoredSandbox) => void;
  signal?: AbortSignal;
}

/** Makes, reboots, stops and removes sandboxes on one Docker node. Everything it makes carries the instance's label. */
export class Sandboxes {
  readonly #o: SandboxesOptions;
  readonly #starts: Limiter;
  /** Subnets promised to sandboxes whose network does not exist yet. */
  readonly #promised = new Set<string>();
  /** Removals that have begun and not succeeded yet, and the try that is under way. */
  readonly #leaving = new Map<string, { sandbox: StoredSandbox; trying: Promise<void> | null }>();
  #revision = Math.floor(Date.now() / 1000);

  constructor(options: SandboxesOptions) {
    this.#o = options;
    this.#starts = new Limiter(options.concurrentStarts);
  }

  get engine(): Engine {
    return this.#o.engine;
  }

  plan(sandbox: Pick<StoredSandbox, 'lab' | 'seed' | 'fixed' | 'subnet'>): SandboxPlan {
    return planSandbox({
      secret: this.#o.courseSecret,
      slug: sandbox.lab,
      lab: this.#o.lab(sandbox.lab).definition,
      seed: sandbox.seed,
      fixed: sandbox.fixed,
      subnet: sandbox.subnet,
    });
  }

  link(sandbox: StoredSandbox): Promise<WorldLink> {
    if (!sandbox.world)
      throw new PostlabError({
        code: 'sandbox-incomplete',
        status: 409,
        message: 'This sandbox has no Internet yet.',
        hint: 'Wait until the lab has started.',
      });
    return this.#o.worlds.link(sandbox.world);
  }

  get partnerKey(): SandboxesOptions['partnerKey'] {
    return this.#o.partnerKey;
  }

  get caPem(): string {
    return this.#o.ca.certificatePem;
  }

  /** Makes a sandbox up to its readiness. On failure or cancel everything made so far is removed again, then the error is thrown. */
  async create(options: CreateOptions): Promise<StoredSandbox> {
    const sandbox = await this.#draw(options);
    try {
      await this.#o.store.save(sandbox);
      options.onCreated?.(sandbox);
      const stages = new Stages(stageNames(options.lab), options.onStage);
      // Waiting for a free place is a stage of its own, so that nobody stares at an unnamed spinner.
      const queued = stages.begin('queue');
      return await this.#starts.run(() => {
        queued('done');
        return this.#build(sandbox, options, stages);
      }, options.signal);
    } catch (error) {
      await this.remove(sandbox).catch((cleanup) =>
        this.#o.log('sandbox could not be removed after a failed start', { sandbox: sandbox.id, error: messageOf(cleanup) }),
      );
      throw error;
    } finally {
      this.#promised.delete(sandbox.subnet);
    }
  }

  async #draw(options: CreateOptions): Promise<StoredSandbox> {
    const used = await this.#o.engine.usedSubnets();
    const free = freeSubnet([...used, ...this.#promised], randomBytes(2).readUInt16BE(0) % 512);
    if (!free)
      throw new PostlabError({
        code: 'no-subnet',
        status: 503,
        message: 'All 512 sandbox networks of this machine are in use.',
        hint: 'End labs that nobody uses (instructor page), or run "npx postlab down".',
      });
    this.#promised.add(free.subnet);
    const sandbox: StoredSandbox = {
      id: randomBytes(6).toString('hex'),
      lab: options.lab.slug,
      seed: options.seed ?? randomBytes(8).toString('hex'),
      fixed: options.fixed ?? {},
      purpose: options.purpose,
      state: 'creating',
      subnet: free.subnet,
      gateway: free.gateway,
      world: null,
      network: null,
      hosts: [],
      createdAt: new Date().toISOString(),
      problem: '',
    };
    return sandbox;
  }

  async #build(sandbox: StoredSandbox, options: CreateOptions, stages: Stages): Promise<StoredSandbox> {
    const { engine, worlds, store } = this.#o;
    const { lab, signal } = options;
    const plan = this.plan(sandbox);
    const labels = { [labelOf.instance]: this.#o.instance, [labelOf.sandbox]: sandbox.id, [labelOf.lab]: lab.slug };
    const worldAddress = addressAfter(sandbox.gateway);

    await stages.during('network', async () => {
      sandbox.network = await engine.createNetwork({
        name: `postlab-${sandbox.id}`,
        bridge: `lab${sandbox.id.slice(0, 10)}`,
        subnet: sandbox.subnet,
        gateway: sandbox.gateway,
        labels: { ...labels, [labelOf.kind]: 'network' },
      });
      await store.save(sandbox);
    });
    throwIfCancelled(signal);
    await stages.during('world', async () => {
      sandbox.world = await worlds.choose();
      await store.save(sandbox);
      await this.#seat(sandbox, plan, worldAddress);
    });
    for (const host of plan.hosts) {
      throwIfCancelled(signal);
      await stages.during(`host:${host.name}`, async () => {
        const container = await this.#createHost(sandbox, lab, plan, host, labels);
        sandbox.hosts.push({ name: host.name, address: host.address, container });
        await store.save(sandbox);
        await this.#start(container, host);
      });
    }
    for (const host of plan.hosts) {
      await stages.during(`boot:${host.name}`, () => this.#waitForHost(sandbox, plan, host.name, signal));
    }
    if (plan.hosts.some((host) => existsSync(join(lab.folder, 'start', `${host.name}.sh`)))) {
      await stages.during('start', async () => {
        for (const host of plan.hosts) await this.#runStartScript(sandbox, lab, plan, host.name, signal);
      });
    }
    throwIfCancelled(signal);
    sandbox.state = 'ready';
    await store.save(sandbox);
    stages.finish();
    return sandbox;
  }

  async #seat(sandbox: StoredSandbox, plan: SandboxPlan, worldAddress: string): Promise<void> {
    const certificates = await Promise.all(
      plan.personas
        .filter((p) => p.starttls)
        .map(async ({ mx, starttls }) => {
          const expired = starttls === 'expired' ? { notBefore: new Date(Date.now() - 40 * 86_400_000) } : {};
          const { certificate, key } = await this.#o.ca.issue({ names: [starttls === 'wrong-name' ? `other.${mx}` : mx], days: 30, ...expired });
          return { name: mx, certificate, key };
        }),
    );
    const websites = plan.personas.map(async ({ domain }) => {
      const { certificate, key } = await this.#o.ca.issue({ names: webNames(domain), days: 30 });
      return { name: domain, certificate, key };
    });
    const view = worldView(
      sandbox.id,
      ++this.#revision,
      { subnet: sandbox.subnet, gateway: sandbox.gateway, worldAddress },
      plan,
      [...certificates, ...(await Promise.all(websites))],
      this.#o.partnerKey,
    );
    await this.#o.worlds.seat(sandbox.world as string, sandbox.network as string, view);
  }

  async #createHost(sandbox: StoredSandbox, lab: Lab, plan: SandboxPlan, host: SandboxPlan['hosts'][number], labels: Record<string, string>): Promise<string> {
    const { engine, ca } = this.#o;
    const volumes: { volume: string; path: string }[] = [];
    for (const [path, size] of Object.entries(host.spec.volumes)) {
      const volume = `postlab-${sandbox.id}-${host.name}${path.replaceAll('/', '-')}`;
      await engine.createVolume({
        name: volume,
        sizeBytes: bytesOf(size),
        labels: { ...labels, [labelOf.kind]: 'volume' },
        image: await this.#o.image('base'),
      });
      volumes.push({ volume, path });
    }
    const container = await engine.createHost({
      name: `postlab-${sandbox.id}-${host.name}`,
      image: await this.#o.image(host.spec.image),
      hostname: host.fqdn,
      network: sandbox.network as string,
      address: host.address,
      ...(host.address6 && { ipv6: { address: `${host.address6}/64`, gateway: network6(sandbox.subnet).gateway } }),
      dns: internetAddresses.resolver,
      memoryBytes: host.memoryBytes,
      pids: host.spec.pids,
      labels: { ...labels, [labelOf.kind]: 'host', [labelOf.host]: host.name },
      env: {},
      volumes,
      sandbox: sandbox.id,
    });
    const own = await ca.issue({ names: [host.fqdn], days: 90 });
    const further = await Promise.all(
      host.certificates.map(async ({ name, names, days, from, intermediate }) => ({
        name,
        ...(await ca.issue({
          names,
          days,
          notBefore: new Date(Date.now() + (from * 24 - 1) * 3_600_000),
          ...(intermediate && { through: 'Postlab Intermediate CA' }),
        })),
      })),
    );
    const archive = await hostArchive({
      labFolder: lab.folder,
      host: host.name,
      parameters: plan.parameters,
      env: plan.env,
      ca: ca.certificatePem,
      certificate: own.certificate,
      key: own.key,
      further,
      mtime: new Date('2026-01-05T08:00:00Z'),
    });
    await engine.putArchive(container, '/', archive);
    return container;
  }

  async #start(container: string, host: SandboxPlan['hosts'][number]): Promise<void> {
    await this.#o.engine.start(container);
    if (host.address6) await this.#o.engine.enableIpv6(container);
  }

  async #waitForHost(sandbox: StoredSandbox, plan: SandboxPlan, name: string, signal?: AbortSignal): Promise<void> {
    const host = plan.hosts.find((h) => h.name === name);
    const container = sandbox.hosts.find((h) => h.name === name)?.container;
    if (!host || !container) return;
    await waitUntilReady(
      {
        sandbox: sandbox.id,
        host: name,
        container,
        address: host.address,
        known: knownName(plan, host),
        engine: this.#o.engine,
        link: await this.link(sandbox),
      },
      host.spec.ready,
      signal,
    );
  }

  async #runStartScript(sandbox: StoredSandbox, lab: Lab, plan: SandboxPlan, name: string, signal?: AbortSignal): Promise<void> {
    const path = join(lab.folder, 'start', `${name}.sh`);
    const container = sandbox.hosts.find((h) => h.name === name)?.container;
    if (!container || !existsSync(path)) return;
    const result = await this.#o.engine.run(container, ['/bin/bash', '-s'], {
      env: plan.env,
      stdin: readFileSync(path),
      timeout: 120_000,
      ...(signal && { signal }),
    });
    if (result.exitCode !== 0) {
      throw new PostlabError({
        code: 'start-script-failed',
        message: `The lab's start script for ${name} should end with 0, it ended with ${result.exitCode}: ${result.stderr.trim().slice(-400)}`,
        hint: `This is a fault of the lab "${lab.slug}". Run "npx postlab lab test ${lab.slug}" and tell its author.`,
      });
    }
  }

  /** Reboots hosts (all by default) in an orderly way and waits until they are ready again. */
  async reboot(sandbox: StoredSandbox, hosts: readonly string[] = sandbox.hosts.map((h) => h.name), signal?: AbortSignal): Promise<void> {
    await this.stopHosts(sandbox, hosts);
    await this.startHosts(sandbox, hosts, signal);
  }

  async stopHosts(sandbox: StoredSandbox, hosts: readonly string[] = sandbox.hosts.map((h) => h.name)): Promise<void> {
    await Promise.all(this.#containers(sandbox, hosts).map((container) => this.#o.engine.stop(container, 20)));
  }

  /** Starts stopped hosts. A host that no longer becomes ready is the learner's doing: told, not thrown away. */
  async startHosts(sandbox: StoredSandbox, hosts: readonly string[] = sandbox.hosts.map((h) => h.name), signal?: AbortSignal): Promise<void> {
    const plan = this.plan(sandbox);
    await this.#starts.run(async () => {
      const meant = sandbox.hosts.flatMap(({ name, container }) => {
        const host = hosts.includes(name) ? plan.hosts.find((h) => h.name === name) : undefined;
        return container && host ? [{ container, host }] : [];
      });
      for (const { container, host } of meant) await this.#start(container, host);
      for (const { container, host } of meant) {
        // After the first boot only the machine itself must be up: whether mail works is what the checks find out.
        await waitUntilReady(
          {
            sandbox: sandbox.id,
            host: host.name,
            container,
            address: host.address,
            known: knownName(plan, host),
            engine: this.#o.engine,
            link: await this.link(sandbox),
          },
          ['system'],
          signal,
        );
      }
    }, signal);
  }

  #containers(sandbox: StoredSandbox, hosts: readonly string[]): string[] {
    return sandbox.hosts.flatMap((h) => (h.container && hosts.includes(h.name) ? [h.container] : []));
  }

  /** Brings a sandbox from the database back under our wing after a restart of the runner. False when its hosts are gone. */
  async adopt(sandbox: StoredSandbox): Promise<boolean> {
    const { engine } = this.#o;
    if (!sandbox.world || !sandbox.network || sandbox.hosts.length === 0) return false;
    const [world, ...hosts] = await Promise.all([
      engine.inspect(sandbox.world),
      ...sandbox.hosts.map((h) => (h.container ? engine.inspect(h.container) : Promise.resolve(null))),
    ]);
    if (hosts.some((h) => h === null)) return false;
    if (!world) {
      sandbox.world = await this.#o.worlds.choose();
      await this.#o.store.save(sandbox);
    }
    await this.#seat(sandbox, this.plan(sandbox), addressAfter(sandbox.gateway));
    return true;
  }

  /** Removes everything of a sandbox. Idempotent, and finds by label what the row does not name. Rejects when something could not be removed yet. */
  remove(sandbox: StoredSandbox): Promise<void> {
    const known = this.#leaving.get(sandbox.id);
    if (known?.trying) return known.trying;
    const entry: { sandbox: StoredSandbox; trying: Promise<void> | null } = { sandbox, trying: null };
    this.#leaving.set(sandbox.id, entry);
    entry.trying = this.#remove(sandbox).finally(() => {
      entry.trying = null;
    });
    return entry.trying;
  }

  /** Removals that failed, to be tried again: the engine was away, or the disk full. */
  unremoved(): StoredSandbox[] {
    return [...this.#leaving.values()].filter((entry) => !entry.trying).map((entry) => entry.sandbox);
  }

  async #remove(sandbox: StoredSandbox): Promise<void> {
    const { engine, worlds, store, log } = this.#o;
    sandbox.state = 'removing';
    // A row that cannot be written must not keep the containers alive: they are what costs.
    await store.save(sandbox).catch((error: unknown) => log('a removal could not be noted', { sandbox: sandbox.id, error: messageOf(error) }));
    await this.removeResources(sandbox.id);
    if (sandbox.world) await worlds.unseat(sandbox.world, sandbox.id);
    for (const network of await engine.networks({ [labelOf.instance]: this.#o.instance, [labelOf.sandbox]: sandbox.id }))
      await engine.removeNetwork(network.id);
    await store.delete(sandbox.id);
    this.#leaving.delete(sandbox.id);
  }

  /** Hosts and volumes by label, for a sandbox of which nothing else is known. */
  async removeResources(id: string): Promise<void> {
    const { engine } = this.#o;
    const labels = { [labelOf.instance]: this.#o.instance, [labelOf.sandbox]: id };
    for (const container of await engine.containers(labels)) await engine.remove(container.id);
    for (const volume of await engine.volumes(labels)) await engine.removeVolume(volume.name);
  }
}

function stageNames(lab: Lab): string[] {
  const hosts = Object.keys(lab.definition.topology.hosts);
  const start = hosts.some((h) => existsSync(join(lab.folder, 'start', `${h}.sh`)));
  return ['queue', 'network', 'world', ...hosts.map((h) => `host:${h}`), ...hosts.map((h) => `boot:${h}`), ...(start ? ['start'] : []), 'ready'];
}

/** World's own address follows the gateway's. */
function addressAfter(gateway: string): string {
  const parts = gateway.split('.').map(Number);
  return [...parts.slice(0, 3), (parts[3] ?? 0) + 1].join('.');
}

/** The host's own name, or the grader's where the host's is in a zone that a server of the learner's has yet to serve. */
function knownName(plan: SandboxPlan, host: SandboxPlan['hosts'][number]): { name: string; address: string } {
  const delegated = Object.keys(plan.delegations).some((zone) => host.fqdn === zone || host.fqdn.endsWith(`.${zone}`));
  return delegated ? { name: 'probe.internet.test', address: internetAddresses.probe } : { name: host.fqdn, address: host.address };
}
