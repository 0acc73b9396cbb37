import { z } from 'zod';

/** The life of a sandbox. `stopped`: hosts kept, started again on return. */
export const sandboxState = z.enum(['creating', 'ready', 'rebooting', 'stopped', 'failed', 'removing']);
export type SandboxState = z.infer<typeof sandboxState>;

/** A named step of a start, for the waiting person. */
export const startStage = z.strictObject({
  /** `network`, `world`, `host:mx`, `boot:mx`, `start`, `ready` */
  id: z.string(),
  step: z.number().int().positive(),
  of: z.number().int().positive(),
  state: z.enum(['running', 'done', 'failed']),
  /** Milliseconds this stage has taken. */
  took: z.number().nonnegative(),
});
export type StartStage = z.infer<typeof startStage>;

/** A sandbox as stored. Everything needed to adopt it after a restart of the runner. */
export interface Sandbox {
  id: string;
  lab: string;
  seed: string;
  /** Parameter values forced by the gate (a variant). */
  fixed: Record<string, string>;
  state: SandboxState;
  subnet: string;
  gateway: string;
  /** Container id of the world that serves it. */
  world: string | null;
  network: string | null;
  hosts: { name: string; address: string; container: string | null }[];
  createdAt: string;
  /** Why it failed, for a person; '' otherwise. */
  problem: string;
}
