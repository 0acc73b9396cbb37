import type { Duplex, Readable } from 'node:stream';

/** Everything we make carries these; nothing is found or removed by name. */
export const labelOf = {
  instance: 'org.postlab.instance',
  kind: 'org.postlab.kind',
  sandbox: 'org.postlab.sandbox',
  lab: 'org.postlab.lab',
  host: 'org.postlab.host',
  digest: 'org.postlab.digest',
} as const;
export type Labels = Record<string, string>;

export interface EngineFacts {
  version: string;
  apiVersion: string;
  /** `v1` (hybrid) or `v2`. */
  cgroupVersion: 'v1' | 'v2';
  cgroupDriver: string;
  storageDriver: string;
  architecture: string;
  operatingSystem: string;
  cpus: number;
  memoryBytes: number;
}

export interface NetworkSpec {
  name: string;
  /** Name of the bridge on the engine's host, at most 15 characters, starts with `lab`. */
  bridge: string;
  subnet: string;
  gateway: string;
  labels: Labels;
}

/** A learner's host: unprivileged systemd, capability list of docs/security.md, no address of the engine's host in reach. */
export interface HostContainerSpec {
  name: string;
  image: string;
  hostname: string;
  network: string;
  address: string;
  /** Its IPv6 address with the prefix' length, and its default gateway there. Without: the host has no IPv6. */
  ipv6?: { address: string; gateway: string };
  dns: string;
  memoryBytes: number;
  pids: number;
  labels: Labels;
  env: Record<string, string>;
  volumes: { volume: string; path: string }[];
  /** Identifies the sandbox's parent cgroup. */
  sandbox: string;
}

/** A container of our own (world, provisioning helper). */
export interface ServiceContainerSpec {
  name: string;
  image: string;
  command?: string[];
  labels: Labels;
  env?: Record<string, string>;
  network: string;
  /** Its own on that network, when it must be a certain one. */
  address?: string;
  capabilities: string[];
  privileged?: boolean;
  /** /proc/sys of the engine's host is not masked (provisioning only). */
  unmasked?: boolean;
  pidMode?: 'host';
  networkMode?: 'host' | 'none';
  binds?: string[];
  sysctls?: Record<string, string>;
  memoryBytes?: number;
  restart?: boolean;
  /** Removed by the engine when it exits. */
  autoRemove?: boolean;
}

export interface ContainerFacts {
  id: string;
  name: string;
  labels: Labels;
  running: boolean;
  exitCode: number | null;
  image: string;
  /** Network name → address. */
  addresses: Record<string, string>;
  createdAt: string;
  startedAt: string;
}

export interface RunResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** A process with a terminal, or with piped standard streams. */
export interface ExecSession {
  readonly stream: Duplex;
  resize(columns: number, rows: number): Promise<void>;
  /** Exit code once the stream has ended; null when the engine no longer knows. */
  exitCode(): Promise<number | null>;
}

export interface EngineEvent {
  container: string;
  action: 'start' | 'die' | 'oom' | 'stop';
  labels: Labels;
}

export interface EngineImage {
  id: string;
  tags: string[];
  labels: Labels;
  createdAt: Date;
}

/** How large a running container's own files are, beyond its image. A sparse file counts with its length. */
export interface LayerSize {
  container: string;
  labels: Labels;
  bytes: number;
}

/** One Docker node. Every method throws PostlabError (`engine-unreachable`, `engine-refused`, `image-missing`, …). */
export interface Engine {
  facts(): Promise<EngineFacts>;

  createNetwork(spec: NetworkSpec): Promise<string>;
  removeNetwork(id: string): Promise<void>;
  /** All networks' subnets on this engine, ours and others', so that a free one can be chosen. */
  usedSubnets(): Promise<string[]>;
  networks(labels: Labels): Promise<{ id: string; name: string; labels: Labels }[]>;
  /** Idempotent. */
  connect(network: string, container: string, address: string): Promise<void>;
  /**
   * Newer engines switch IPv6 off on each interface in a network that they think has none; this switches it on again in a running container that
   * was made for it. Idempotent.
   */
  enableIpv6(container: string): Promise<void>;
  /** Idempotent, also when either is gone. */
  disconnect(network: string, container: string): Promise<void>;

  createHost(spec: HostContainerSpec): Promise<string>;
  createService(spec: ServiceContainerSpec): Promise<string>;
  /** Idempotent. Prepares what systemd needs (cgroup strategy) around the start. */
  start(container: string): Promise<void>;
  /** Orderly, then killed after `graceSeconds`. Idempotent. */
  stop(container: string, graceSeconds?: number): Promise<void>;
  /** With its anonymous volumes; idempotent, also when it is gone. */
  remove(container: string): Promise<void>;
  inspect(container: string): Promise<ContainerFacts | null>;
  containers(labels: Labels): Promise<ContainerFacts[]>;
  /** Bytes in use by the container's cgroup, page cache excluded; null when stopped. */
  memory(container: string): Promise<number | null>;
  /** Of all running containers with these labels. The engine walks through their files: not for every second. */
  layerSizes(labels: Labels): Promise<LayerSize[]>;

  /** A size-limited volume: what is inside survives a reboot of the host. `image` (any of ours) runs what keeps it mounted. */
  createVolume(spec: { name: string; sizeBytes: number; labels: Labels; image: string }): Promise<void>;
  removeVolume(name: string): Promise<void>;
  volumes(labels: Labels): Promise<{ name: string; labels: Labels }[]>;
  /** Bytes and inodes of such a volume, measured from outside. */
  volumeUsage(name: string): Promise<{ bytes: number; usedBytes: number; inodes: number; usedInodes: number }>;

  /** Runs to the end; output is cut at 1 MiB a stream. `signal` ends it. */
  run(
    container: string,
    command: string[],
    options?: { env?: Record<string, string>; stdin?: string | Buffer; timeout?: number; signal?: AbortSignal },
  ): Promise<RunResult>;
  exec(container: string, command: string[], options: { tty: boolean; env?: Record<string, string>; columns?: number; rows?: number }): Promise<ExecSession>;

  /** Unpacks a tar at `path`; `path` exists. Works on a created, not yet started container. */
  putArchive(container: string, path: string, tar: Readable | Buffer): Promise<void>;
  /** A tar of the file or folder, or null when there is none. */
  getArchive(container: string, path: string): Promise<Readable | null>;

  imageExists(tag: string): Promise<{ id: string; labels: Labels } | null>;
  pull(reference: string, onProgress?: (line: string) => void): Promise<void>;
  importImage(tar: Readable, tag: string): Promise<void>;
  build(options: { context: Readable; tag: string; labels: Labels; args?: Record<string, string>; onProgress?: (line: string) => void }): Promise<void>;
  removeImage(tag: string): Promise<void>;
  images(labels: Labels): Promise<EngineImage[]>;

  /** Until `signal` aborts; reconnects by itself. */
  watch(labels: Labels, onEvent: (event: EngineEvent) => void, signal: AbortSignal): void;
}
