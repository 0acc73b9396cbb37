import type { StrategyFactory } from './strategy.ts';

/** cgroup v2 and Docker 28 or newer: the engine itself mounts the container's own cgroup namespace writable. */
export const writableCgroups: StrategyFactory = (facts) => {
  if (facts.cgroupVersion !== 'v2' || Number.parseInt(facts.version, 10) < 28) return null;
  return {
    name: 'writable cgroups',
    description: 'cgroup v2, Docker 28 or newer: --security-opt writable-cgroups=true in a private cgroup namespace',
    hostConfig: () => ({ CgroupnsMode: 'private', SecurityOpt: ['writable-cgroups=true'] }),
    env: () => [],
    started: async () => undefined,
    removed: async () => undefined,
  };
};
