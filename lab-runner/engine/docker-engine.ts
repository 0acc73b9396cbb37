import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import type { ContainerCreateOptions, ContainerInspectInfo } from 'dockerode';
import { PostlabError } from '../errors.ts';
import { asked, askedOr, engineError, engineStatus } from './docker-errors.ts';
import {
  type ContainerFacts,
  type Engine,
  type EngineEvent,
  type EngineFacts,
  type EngineImage,
  type ExecSession,
  type HostContainerSpec,
  type Labels,
  type LayerSize,
  labelOf,
  type NetworkSpec,
  type RunResult,
  type ServiceContainerSpec,
} from './engine.ts';
import { EngineImages } from './engine-images.ts';
import { watchEvents } from './events.ts';
import { openSession, type RunOptions, runCommand } from './exec.ts';
import { enableScript, ipv6Entrypoint, ipv6On } from './ipv6.ts';
import { chooseStrategy } from './systemd/choose.ts';
import type { SystemdStrategy } from './systemd/strategy.ts';
import { Volumes } from './volumes.ts';

/** What a learner's root may do (docs/security.md): enough for systemd, Postfix, Dovecot, nft and tcpdump; no mount, no module, no device. */
const hostCapabilities = [
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'SETUID',
  'SETGID',
  'SETPCAP',
  'NET_BIND_SERVICE',
  'SYS_CHROOT',
  'KILL',
  'NET_ADMIN',
  'NET_RAW',
];
const labelFilter = (labels: Labels) => Object.entries(labels).map(([k, v]) => `${k}=${v}`);
/** Kind of the container that may touch the engine's host (see provision.ts). */
export const helperKind = 'helper';

export interface DockerEngineOptions {
  /** Container runtime of the learners' hosts (`runc`, `sysbox-runc`, `kata`); the engine's default when not given. */
  runtime?: string;
}

/** One Docker node through its API. Made by `openEngine`. */
export class DockerEngine implements Engine {
  readonly #docker: Docker;
  readonly #facts: EngineFacts;
  readonly #strategy: SystemdStrategy;
  readonly #images: EngineImages;
  readonly #volumes: Volumes;
  readonly #options: DockerEngineOptions;

  constructor(docker: Docker, facts: EngineFacts, options: DockerEngineOptions = {}) {
    this.#docker = docker;
    this.#facts = facts;
    this.#options = options;
    this.#strategy = chooseStrategy(facts, (instance, command) => this.#inHelper(instance, command));
    this.#images = new EngineImages(docker);
    this.#volumes = new Volumes(docker);
  }

  get strategy(): SystemdStrategy {
    return this.#strategy;
  }

  async facts(): Promise<EngineFacts> {
    return this.#facts;
  }

  async #inHelper(instance: string, command: string[]): Promise<{ exitCode: number; stderr: string } | null> {
    const helper = (await this.containers({ [labelOf.instance]: instance, [labelOf.kind]: helperKind })).find((c) => c.running);
    return helper ? this.run(helper.id, command, { timeout: 10_000 }) : null;
  }

  async createNetwork(spec: NetworkSpec): Promise<string> {
    const network = await asked('making a network', () =>
      this.#docker.createNetwork({
        Name: spec.name,
        Driver: 'bridge',
        CheckDuplicate: true,
        Labels: spec.labels,
        IPAM: { Driver: 'default', Config: [{ Subnet: spec.subnet, Gateway: spec.gateway }] },
        // No address of the engine's host on the bridge: world takes the gateway's address and is the only way out.
        Options: {
          'com.docker.network.bridge.name': spec.bridge,
          'com.docker.network.bridge.inhibit_ipv4': 'true',
          'com.docker.network.bridge.enable_ip_masquerade': 'false',
        },
      }),
    );
    return network.id;
  }

  async removeNetwork(id: string): Promise<void> {
    const network = this.#docker.getNetwork(id);
    const facts = await askedOr('looking at a network', [404], null, () => network.inspect());
    if (!facts) return;
    for (const container of Object.keys((facts as { Containers?: Record<string, unknown> }).Containers ?? {})) await this.disconnect(id, container);
    await askedOr('removing a network', [404], undefined, () => network.remove());
  }

  async usedSubnets(): Promise<string[]> {
    const networks = await asked('listing networks', () => this.#docker.listNetworks());
    return networks.flatMap((n) => n.IPAM?.Config ?? []).flatMap((c) => (c['Subnet'] ? [c['Subnet']] : []));
  }

  async networks(labels: Labels): Promise<{ id: string; name: string; labels: Labels }[]> {
    const networks = await asked('listing networks', () => this.#docker.listNetworks({ filters: { label: labelFilter(labels) } }));
    return networks.map((n) => ({ id: n.Id, name: n.Name, labels: n.Labels ?? {} }));
  }

  async connect(network: string, container: string, address: string): Promise<void> {
    const facts = await askedOr('looking at a container', [404], null, () => this.#docker.getContainer(container).inspect());
    const networks = facts?.NetworkSettings.Networks ?? {};
    if (Object.values(networks).some((n) => n.NetworkID === network)) return;
    // A container that began without a network is joined to Docker's `none`, which excludes all others.
    const none = networks['none'];
    if (none?.NetworkID) await this.disconnect(none.NetworkID, container);
    await asked('joining a network', () =>
      this.#docker.getNetwork(network).connect({ Container: container, EndpointConfig: { IPAMConfig: { IPv4Address: address } } }),
    );
  }

  async enableIpv6(container: string): Promise<void> {
    // Docker with cgroup v1 is older than that habit, and the helper has no privileges there.
    if (this.#facts.cgroupVersion !== 'v2') return;
    const facts = await asked('looking at a container', () => this.#docker.getContainer(container).inspect());
    const instance = facts.Config.Labels?.[labelOf.instance] ?? '';
    const done = await this.#inHelper(instance, ['/usr/bin/nsenter', '-t', String(facts.State.Pid), '-n', '/bin/sh', '-c', enableScript]);
    if (done?.exitCode === 0) return;
    throw new PostlabError({
      code: 'ipv6-off',
      status: 503,
      message: `This lab needs IPv6 between its hosts; it could not be switched on: ${done?.stderr.trim() || 'the helper container does not run'}.`,
      hint: 'See whether the engine\'s machine has IPv6 (it must not be started with ipv6.disable=1), then run "npx postlab doctor".',
    });
  }

  async disconnect(network: string, container: string): Promise<void> {
    try {
      await this.#docker.getNetwork(network).disconnect({ Container: container, Force: true });
    } catch (error) {
      // 403, 404, 500 "is not connected": either is gone, which is what was wanted.
      if (engineStatus(error) === 404 || /not connected|no such/i.test(String((error as Error).message))) return;
      throw engineError('leaving a network', error);
    }
  }

  async createHost(spec: HostContainerSpec): Promise<string> {
    const strategy = this.#strategy.hostConfig(spec);
    const options: ContainerCreateOptions = {
      name: spec.name,
      Image: spec.image,
      Hostname: spec.hostname.split('.')[0] ?? spec.hostname,
      Domainname: spec.hostname.split('.').slice(1).join('.'),
      Labels: spec.labels,
      Env: [...this.#strategy.env(spec), ...Object.entries(spec.env).map(([k, v]) => `${k}=${v}`)],
      ...(spec.ipv6 && { Entrypoint: ipv6Entrypoint(spec.ipv6) }),
      StopSignal: 'SIGRTMIN+3',
      NetworkingConfig: { EndpointsConfig: { [spec.network]: { IPAMConfig: { IPv4Address: spec.address } } } },
      HostConfig: {
        ...strategy,
        ...(this.#options.runtime && { Runtime: this.#options.runtime }),
        Binds: [...(strategy.Binds ?? []), ...spec.volumes.map((v) => `${v.volume}:${v.path}`)],
        NetworkMode: spec.network,
        ...(spec.ipv6 && { Sysctls: ipv6On }),
        Dns: [spec.dns],
        DnsSearch: ['.'],
        CapDrop: ['ALL'],
        CapAdd: hostCapabilities,
        Memory: spec.memoryBytes,
        MemorySwap: spec.memoryBytes,
        PidsLimit: spec.pids,
        Tmpfs: { '/run': 'exec,size=48m,mode=755', '/run/lock': 'size=4m' },
        Ulimits: [{ Name: 'core', Soft: 0, Hard: 0 }],
        LogConfig: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '1' } },
        RestartPolicy: { Name: 'no' },
      },
    };
    return (await asked('making a host', () => this.#docker.createContainer(options))).id;
  }

  async createService(spec: ServiceContainerSpec): Promise<string> {
    const container = await asked('making a container', () =>
      this.#docker.createContainer({
        name: spec.name,
        Image: spec.image,
        ...(spec.command && { Entrypoint: spec.command, Cmd: [] }),
        Labels: spec.labels,
        Env: Object.entries(spec.env ?? {}).map(([k, v]) => `${k}=${v}`),
        StopSignal: 'SIGTERM',
        ...(spec.address && { NetworkingConfig: { EndpointsConfig: { [spec.network]: { IPAMConfig: { IPv4Address: spec.address } } } } }),
        HostConfig: {
          NetworkMode: spec.networkMode ?? spec.network,
          ...(spec.privileged ? { Privileged: true } : { CapDrop: ['ALL'], CapAdd: spec.capabilities }),
          ...(spec.unmasked && { SecurityOpt: ['apparmor=unconfined', 'seccomp=unconfined'], MaskedPaths: [], ReadonlyPaths: [] }),
          ...(spec.pidMode && { PidMode: spec.pidMode }),
          ...(spec.binds && { Binds: spec.binds }),
          ...(spec.sysctls && { Sysctls: spec.sysctls }),
          ...(spec.memoryBytes && { Memory: spec.memoryBytes, MemorySwap: spec.memoryBytes }),
          LogConfig: { Type: 'json-file', Config: { 'max-size': '4m', 'max-file': '1' } },
          RestartPolicy: { Name: spec.restart ? 'unless-stopped' : 'no' },
          AutoRemove: spec.autoRemove ?? false,
        },
      }),
    );
    return container.id;
  }

  async start(container: string): Promise<void> {
    await askedOr('starting a container', [304], undefined, () => this.#docker.getContainer(container).start());
    const facts = await asked('looking at a container', () => this.#docker.getContainer(container).inspect());
    const labels = facts.Config.Labels ?? {};
    if (labels[labelOf.kind] === 'host' && facts.State.Running) await this.#strategy.started({ labels, pid: facts.State.Pid });
  }

  async stop(container: string, graceSeconds = 10): Promise<void> {
    await askedOr('stopping a container', [304, 404], undefined, () => this.#docker.getContainer(container).stop({ t: graceSeconds }));
  }

  async remove(container: string): Promise<void> {
    const facts = await askedOr('looking at a container', [404], null, () => this.#docker.getContainer(container).inspect());
    if (!facts) return;
    // 409: a removal is under way already.
    await askedOr('removing a container', [404, 409], undefined, () => this.#docker.getContainer(facts.Id).remove({ force: true, v: true }));
    const labels = facts.Config.Labels ?? {};
    if (labels[labelOf.kind] === 'host') await this.#strategy.removed(labels);
  }

  async inspect(container: string): Promise<ContainerFacts | null> {
    const facts = await askedOr('looking at a container', [404], null, () => this.#docker.getContainer(container).inspect());
    return facts ? factsOf(facts) : null;
  }

  async containers(labels: Labels): Promise<ContainerFacts[]> {
    const found = await asked('listing containers', () => this.#docker.listContainers({ all: true, filters: { label: labelFilter(labels) } }));
    const all = await Promise.all(found.map((c) => this.inspect(c.Id)));
    return all.filter((c) => c !== null);
  }

  async memory(container: string): Promise<number | null> {
    const stats = await askedOr('measuring a container', [404, 409], null, () =>
      this.#docker.getContainer(container).stats({ stream: false, 'one-shot': true }),
    );
    const used = stats?.memory_stats?.usage;
    if (!used) return null;
    const detail = stats.memory_stats.stats as unknown as Record<string, number> | undefined;
    return used - (detail?.['inactive_file'] ?? detail?.['total_inactive_file'] ?? 0);
  }

  async layerSizes(labels: Labels): Promise<LayerSize[]> {
    const found = await asked('measuring containers', () => this.#docker.listContainers({ size: true, filters: { label: labelFilter(labels) } }));
    return found.map((c) => ({ container: c.Id, labels: c.Labels ?? {}, bytes: (c as { SizeRw?: number }).SizeRw ?? 0 }));
  }

  async createVolume(spec: { name: string; sizeBytes: number; labels: Labels; image: string }): Promise<void> {
    await this.#volumes.create(spec);
  }

  removeVolume(name: string): Promise<void> {
    return this.#volumes.remove(name);
  }

  volumes(labels: Labels): Promise<{ name: string; labels: Labels }[]> {
    return this.#volumes.list(labels);
  }

  volumeUsage(name: string): Promise<{ bytes: number; usedBytes: number; inodes: number; usedInodes: number }> {
    return this.#volumes.usage(name);
  }

  run(container: string, command: string[], options?: RunOptions): Promise<RunResult> {
    return runCommand(this.#docker, container, command, options);
  }

  exec(container: string, command: string[], options: { tty: boolean; env?: Record<string, string>; columns?: number; rows?: number }): Promise<ExecSession> {
    return openSession(this.#docker, container, command, options);
  }

  async putArchive(container: string, path: string, tar: Readable | Buffer): Promise<void> {
    await asked('laying down files', () => this.#docker.getContainer(container).putArchive(tar, { path }));
  }

  async getArchive(container: string, path: string): Promise<Readable | null> {
    return (await askedOr('reading a file', [404], null, () => this.#docker.getContainer(container).getArchive({ path }))) as Readable | null;
  }

  imageExists(tag: string): Promise<{ id: string; labels: Labels } | null> {
    return this.#images.exists(tag);
  }

  pull(reference: string, onProgress?: (line: string) => void): Promise<void> {
    return this.#images.pull(reference, onProgress);
  }

  importImage(tar: Readable, tag: string): Promise<void> {
    return this.#images.import(tar, tag);
  }

  build(options: { context: Readable; tag: string; labels: Labels; args?: Record<string, string>; onProgress?: (line: string) => void }): Promise<void> {
    return this.#images.build(options);
  }

  removeImage(tag: string): Promise<void> {
    return this.#images.remove(tag);
  }

  images(labels: Labels): Promise<EngineImage[]> {
    return this.#images.list(labels);
  }

  watch(labels: Labels, onEvent: (event: EngineEvent) => void, signal: AbortSignal): void {
    watchEvents(this.#docker, labels, onEvent, signal);
  }
}

function factsOf(facts: ContainerInspectInfo): ContainerFacts {
  return {
    id: facts.Id,
    name: facts.Name.replace(/^\//, ''),
    labels: facts.Config.Labels ?? {},
    running: facts.State.Running,
    exitCode: facts.State.Running ? null : facts.State.ExitCode,
    image: facts.Config.Image,
    addresses: Object.fromEntries(Object.entries(facts.NetworkSettings.Networks).map(([name, n]) => [name, n.IPAddress])),
    createdAt: facts.Created,
    startedAt: facts.State.StartedAt,
  };
}

/** What the engine says about itself. Throws PostlabError `engine-unreachable` or `engine-too-old`. */
export async function engineFacts(docker: Docker): Promise<EngineFacts> {
  const [version, info] = await asked('being asked for its version', () => Promise.all([docker.version(), docker.info() as Promise<Record<string, unknown>>]));
  if (info['OSType'] && info['OSType'] !== 'linux') {
    throw new PostlabError({
      code: 'engine-not-linux',
      status: 503,
      message: `Labs need a Docker engine that runs Linux containers; this one runs ${String(info['OSType'])} containers.`,
      hint: 'Switch Docker Desktop to Linux containers.',
    });
  }
  return {
    version: version.Version,
    apiVersion: version.ApiVersion,
    cgroupVersion: String(info['CgroupVersion'] ?? '1') === '2' ? 'v2' : 'v1',
    cgroupDriver: String(info['CgroupDriver'] ?? ''),
    storageDriver: String(info['Driver'] ?? ''),
    architecture: String(info['Architecture'] ?? ''),
    operatingSystem: String(info['OperatingSystem'] ?? ''),
    cpus: Number(info['NCPU'] ?? 1),
    memoryBytes: Number(info['MemTotal'] ?? 0),
  };
}
