import type { EngineFacts } from '../engine.ts';
import { delegatedSubtree } from './delegated-subtree.ts';
import { remount } from './remount.ts';
import type { HelperRun, SystemdStrategy } from './strategy.ts';
import { writableCgroups } from './writable-cgroups.ts';

/** The strategy for this engine: exactly one applies to each pair of cgroup version and engine version. */
export function chooseStrategy(facts: EngineFacts, helper: HelperRun): SystemdStrategy {
  for (const factory of [delegatedSubtree, writableCgroups, remount]) {
    const strategy = factory(facts, helper);
    if (strategy) return strategy;
  }
  throw new Error(`no systemd strategy for cgroup ${facts.cgroupVersion} and Docker ${facts.version}`);
}
