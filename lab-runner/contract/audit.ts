import { z } from 'zod';

/** What every check said in one state of a sandbox. */
const column = z.strictObject({
  /** `start`, `off`, `accept everything`, `reject everything`, `solution <name>`, `solution <name>, rebooted` or `wrong <name>`. */
  fixture: z.string(),
  /** Of the fault; '' where the lab has none. */
  variant: z.string(),
  /** By id of the task or invariant. A task that an invariant failed is a `fail` here, too. */
  verdicts: z.record(z.string(), z.enum(['pass', 'fail', 'error'])),
  points: z.number(),
  max: z.number(),
});
export type AuditColumn = z.infer<typeof column>;

/** `audit.json` of a lab: what its checks said in the last full gate that was written down. Shown on the page "How we grade". */
export const labAudit = z.strictObject({
  /** Day of the run, `2026-11-24`. */
  on: z.iso.date(),
  tasks: z.array(z.string()),
  invariants: z.array(z.string()),
  columns: z.array(column),
});
export type LabAudit = z.infer<typeof labAudit>;
