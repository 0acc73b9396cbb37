import { PostlabError } from '../../errors.ts';
import { labelOf } from '../engine.ts';
import type { StrategyFactory } from './strategy.ts';

/** cgroup v2 and an engine before 28: a helper on the engine's host makes the container's own cgroup mount writable, at every start. */
export const remount: StrategyFactory = (facts, helper) => {
  if (facts.cgroupVersion !== 'v2' || Number.parseInt(facts.version, 10) >= 28) return null;
  return {
    name: 'remount by a helper',
    description: 'cgroup v2, Docker before 28: a helper remounts the private cgroup namespace writable after each start',
    hostConfig: () => ({ CgroupnsMode: 'private' }),
    env: () => [],
    async started({ labels, pid }) {
      const command = ['nsenter', '-t', String(pid), '-m', 'mount', '-o', 'remount,bind,rw,nosuid,nodev,noexec', '/sys/fs/cgroup'];
      const result = await helper(labels[labelOf.instance] ?? '', command);
      if (result?.exitCode === 0) return;
      throw new PostlabError({
        code: 'cgroup-not-writable',
        status: 503,
        message: `The cgroup of a lab host could not be made writable: ${result ? result.stderr.trim() : 'the node helper is not running'}.`,
        hint: 'Run "npx postlab doctor". Docker 28 or newer does this by itself.',
      });
    },
    removed: async () => undefined,
  };
};
