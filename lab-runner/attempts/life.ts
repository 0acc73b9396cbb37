import type { SandboxState } from '../contract/sandbox.ts';

/** What the keeper of time may do with a learner's sandbox. */
export type LifeDecision = 'nothing' | 'warn' | 'stop' | 'remove';

export interface LifeFacts {
  state: SandboxState;
  /** Milliseconds since the learner was last seen. */
  idle: number;
  /** A check or a reboot is under way. */
  busy: boolean;
  warned: boolean;
}

export interface LifeLimits {
  idleMs: number;
  keepMs: number;
  /** How long before the stop the learner is warned. */
  warnMs: number;
}

/** Idle sandboxes are warned, then stopped and kept, then removed. Pure: all races of time are decided here. */
export function decideLife(facts: LifeFacts, limits: LifeLimits): LifeDecision {
  if (facts.busy || facts.state === 'creating' || facts.state === 'rebooting' || facts.state === 'removing') return 'nothing';
  if (facts.idle >= limits.idleMs + limits.keepMs) return 'remove';
  if (facts.state !== 'ready') return 'nothing';
  if (facts.idle >= limits.idleMs) return 'stop';
  return facts.idle >= limits.idleMs - limits.warnMs && !facts.warned ? 'warn' : 'nothing';
}
