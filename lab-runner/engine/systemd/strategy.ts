import type { ContainerCreateOptions, HostConfig } from 'dockerode';
import type { EngineFacts, HostContainerSpec, Labels } from '../engine.ts';

/** Docker's host settings; the cgroup namespace is missing from the library's types. */
export type HostSettings = HostConfig & { CgroupnsMode?: 'host' | 'private' };

/** How a learner's systemd gets a cgroup tree it may write, without any privilege. One strategy a file. */
export interface SystemdStrategy {
  readonly name: string;
  /** One sentence for `doctor`. */
  readonly description: string;
  hostConfig(spec: HostContainerSpec): HostSettings;
  env(spec: HostContainerSpec): NonNullable<ContainerCreateOptions['Env']>;
  /** After every start of the host; `pid` is its first process on the engine's host. */
  started(host: { labels: Labels; pid: number }): Promise<void>;
  /** After its removal. */
  removed(labels: Labels): Promise<void>;
}

/** Runs a command in the node helper: the container of ours that may touch the engine's host. Resolves with its exit code, or null when there is no helper. */
export type HelperRun = (instance: string, command: string[]) => Promise<{ exitCode: number; stderr: string } | null>;

export type StrategyFactory = (facts: EngineFacts, helper: HelperRun) => SystemdStrategy | null;
