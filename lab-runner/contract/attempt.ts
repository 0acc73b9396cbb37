import { z } from 'zod';
import { checkResult } from './check.ts';

/** Results of one press of *Check* or *Prove it survives*, in the order of the lab's tasks and invariants. */
export const itemResult = z.strictObject({
  id: z.string(),
  kind: z.enum(['task', 'invariant']),
  result: checkResult,
  took: z.number().nonnegative(),
});
export type ItemResult = z.infer<typeof itemResult>;

export const taskScore = z.strictObject({
  id: z.string(),
  /** The verdict after invariants and kept events are taken into account. */
  verdict: z.enum(['pass', 'fail', 'error']),
  points: z.number(),
  max: z.number(),
  /** Points lost to hints. */
  hintCost: z.number(),
  /** Invariants whose break failed this task. */
  brokenInvariants: z.array(z.string()),
});
export const score = z.strictObject({ points: z.number(), max: z.number(), tasks: z.array(taskScore), solved: z.boolean(), couldNotLook: z.boolean() });
export type TaskScore = z.infer<typeof taskScore>;
export type Score = z.infer<typeof score>;

export const submission = z.strictObject({
  id: z.string(),
  attempt: z.string(),
  kind: z.enum(['check', 'proof']),
  state: z.enum(['running', 'done', 'interrupted']),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  results: z.array(itemResult),
  score: score.nullable(),
});
export type Submission = z.infer<typeof submission>;
