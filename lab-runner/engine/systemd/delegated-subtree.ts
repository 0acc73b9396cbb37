import { type HostContainerSpec, type Labels, labelOf } from '../engine.ts';
import type { StrategyFactory } from './strategy.ts';

/** Where the unified hierarchy is mounted beside the v1 controllers. */
const unified = '/sys/fs/cgroup/unified';
/** All cgroups of ours are below this one. */
export const cgroupFolder = 'postlab';

/**
 * cgroup v1 (hybrid): the unified hierarchy has no controllers there, so a subtree of it can be given away;
 * the limits stay in the v1 hierarchies, which the learner cannot write. The engine makes the folder when it binds it.
 */
export const delegatedSubtree: StrategyFactory = (facts, helper) => {
  if (facts.cgroupVersion !== 'v1') return null;
  const folder = (instance: string, sandbox: string, host: string) => `${cgroupFolder}/${instance}/${sandbox}-${host}`;
  const pathOf = (spec: HostContainerSpec) => folder(spec.labels[labelOf.instance] ?? 'none', spec.sandbox, spec.labels[labelOf.host] ?? 'host');
  return {
    name: 'delegated subtree',
    description: 'cgroup v1 (hybrid): each host gets its own subtree of the unified hierarchy',
    hostConfig: (spec) => ({
      CgroupnsMode: 'host',
      Binds: [`${unified}:/sys/fs/cgroup:ro`, `${unified}/${pathOf(spec)}:/sys/fs/cgroup/${pathOf(spec)}:rw`],
    }),
    env: (spec) => [`POSTLAB_CGROUP=${pathOf(spec)}`],
    started: async () => undefined,
    async removed(labels: Labels) {
      const { [labelOf.instance]: instance, [labelOf.sandbox]: sandbox, [labelOf.host]: host } = labels;
      if (!instance || !sandbox || !host) return;
      // An empty cgroup is only removed from the leaves up. What cannot be removed now is swept at the next start.
      await helper(instance, ['find', `/sys/fs/cgroup/${folder(instance, sandbox, host)}`, '-depth', '-type', 'd', '-delete']);
    },
  };
};
