import { z } from 'zod';
import { itemResult, score, submission } from './attempt.ts';
import { canarySummary } from './canary.ts';
import { sandboxState, startStage } from './sandbox.ts';
import { localizedText } from './text.ts';

/** Shapes of the HTTP API; the OpenAPI document is made from them. Times are ISO 8601, durations milliseconds. */
export const apiError = z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }) });

export const imageState = z.strictObject({
  name: z.string(),
  state: z.enum(['ready', 'building', 'waiting', 'failed']),
  step: z.string(),
  problem: z.string(),
});
export type ImageState = z.infer<typeof imageState>;
/** GET /api/status */
export const status = z.strictObject({
  version: z.string(),
  /** Null when a Docker engine is there; else why labs cannot run and what to do. */
  labsUnavailable: z.strictObject({ message: z.string(), hint: z.string() }).nullable(),
  images: z.array(imageState),
});
export type Status = z.infer<typeof status>;

/** GET /api/labs: without hints, checks or solutions. */
export const labSummary = z.strictObject({
  slug: z.string(),
  title: localizedText,
  summary: localizedText,
  module: z.string(),
  kind: z.string(),
  difficulty: z.number(),
  minutes: z.number(),
  lessons: z.array(z.string()),
  hosts: z.array(z.string()),
  tasks: z.array(z.strictObject({ id: z.string(), title: localizedText, points: z.number(), proof: z.string() })),
  invariants: z.array(z.strictObject({ id: z.string(), title: localizedText })),
});
export type LabSummary = z.infer<typeof labSummary>;

export const hintTaken = z.strictObject({ task: z.string(), level: z.number().int().min(1).max(3), text: localizedText });
export const attempt = z.strictObject({
  id: z.string(),
  lab: z.string(),
  /** `starting` until the sandbox is ready; `ended` after reset, removal or expiry. */
  state: z.enum(['starting', 'ready', 'rebooting', 'stopped', 'failed', 'ended']),
  problem: z.string(),
  stages: z.array(startStage),
  hosts: z.array(z.strictObject({ name: z.string(), address: z.string(), fqdn: z.string() })),
  gateway: z.string(),
  /** Shown to the learner; without the lab's secret ones. */
  parameters: z.record(z.string(), z.string()),
  createdAt: z.string(),
  /** When an idle sandbox is stopped; null while starting. */
  expiresAt: z.string().nullable(),
  hints: z.array(hintTaken),
  answers: z.record(z.string(), z.string()),
  /** Best so far. */
  score: score.nullable(),
  lastSubmission: submission.nullable(),
  /** All tasks met in one *Check*. */
  checkedAt: z.string().nullable(),
  /** … and again after a reboot. Solved = both. */
  provedAt: z.string().nullable(),
  /** A solution was shown: the attempt no longer scores. */
  revealed: z.boolean(),
  /** What became of the numbered mail so far; null when the lab has none. */
  canary: canarySummary.nullable(),
});
export type Attempt = z.infer<typeof attempt>;

/** An instructor or assistant who looks at one of the learner's terminals (`watch`) or types in it (`help`). */
export const visitor = z.strictObject({ name: z.string(), mode: z.enum(['watch', 'help']), host: z.string(), tab: z.string() });
export type Visitor = z.infer<typeof visitor>;

/** GET /api/attempts/:id/events (server-sent events, `event:` = type, `data:` = this JSON). */
export const attemptEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('attempt'), attempt }),
  z.strictObject({ type: z.literal('stage'), stage: startStage }),
  z.strictObject({ type: z.literal('submission'), submission }),
  z.strictObject({ type: z.literal('canary'), canary: canarySummary }),
  /** Who is there now; empty when nobody is any more. */
  z.strictObject({ type: z.literal('visitors'), visitors: z.array(visitor) }),
  z.strictObject({ type: z.literal('notice'), level: z.enum(['info', 'warning']), text: localizedText }),
]);
export type AttemptEvent = z.infer<typeof attemptEvent>;

/** POST /api/labs/:slug/attempts → 202. `{fresh: true}` abandons the running attempt of that lab first. */
export const startBody = z.strictObject({ fresh: z.boolean().default(false) });
/** POST /api/attempts/:id/hints → the next hint of that task */
export const hintBody = z.strictObject({ task: z.string() });
/** PUT /api/attempts/:id/answers */
export const answerBody = z.strictObject({ task: z.string(), answer: z.string().max(500) });
/** POST /api/attempts/:id/objections */
export const objectionBody = z.strictObject({ task: z.string(), note: z.string().min(1).max(4000) });
/** POST /api/attempts/:id/solution → ends scoring */
export const solutionShown = z.strictObject({ solutions: z.array(z.strictObject({ name: z.string(), script: z.string() })) });
/** After solving: GET /api/attempts/:id/why */
export const whyTexts = z.record(z.string(), localizedText);

/** GET /api/progress: one row a lab this browser has touched. */
export const progressRow = z.strictObject({
  lab: z.string(),
  best: z.number(),
  max: z.number(),
  checkedAt: z.string().nullable(),
  provedAt: z.string().nullable(),
  attempts: z.number(),
  lastAt: z.string(),
});
export type ProgressRow = z.infer<typeof progressRow>;

/** GET /api/instructor/sandboxes */
export const instructorRow = z.strictObject({
  sandbox: z.string(),
  attempt: z.string().nullable(),
  /** Name of somebody in a class, else 8 hexadecimal digits of a browser; without an attempt what it was made for. */
  owner: z.string(),
  lab: z.string(),
  state: sandboxState,
  memoryBytes: z.number().nullable(),
  createdAt: z.string(),
  problem: z.string(),
  points: z.number().nullable(),
  max: z.number(),
});
export type InstructorRow = z.infer<typeof instructorRow>;

/** GET /api/instructor/objections: "this check is wrong", newest first. */
export const objectionRow = z.strictObject({
  id: z.string(),
  at: z.string(),
  owner: z.string(),
  lab: z.string(),
  task: z.string(),
  note: z.string(),
  /** What the last check before the note found, with its evidence; null when there was none. */
  result: itemResult.nullable(),
});
export type ObjectionRow = z.infer<typeof objectionRow>;

/** POST /api/grade (token): a fresh sandbox, the script run as root on `host`, graded, removed; or grades a running attempt. */
export const gradeBody = z.union([
  z.strictObject({
    lab: z.string(),
    solution: z.string().min(1).max(1_000_000),
    host: z.string().optional(),
    seed: z.string().max(64).optional(),
    reboot: z.boolean().default(true),
    /** By task, for tasks that take an answer; beside what the script left in /root/answers. */
    answers: z.record(z.string(), z.string().max(500)).optional(),
  }),
  z.strictObject({ attempt: z.string() }),
]);
/** POST /api/grade?format=junit answers with JUnit XML; the header `Postlab-Outcome` says in both how it went. */
export const gradeQuery = z.strictObject({ format: z.enum(['json', 'junit']).default('json') });
export const gradeReport = z.strictObject({
  version: z.literal(1),
  lab: z.string(),
  seed: z.string(),
  outcome: z.enum(['solved', 'not solved', 'could not check']),
  score,
  results: submission.shape.results,
  afterReboot: submission.shape.results.nullable(),
  took: z.number(),
});
export type GradeReport = z.infer<typeof gradeReport>;

/**
 * WebSocket /api/attempts/:id/terminals/:host/:tab (`tab` 1…9). Binary frames only.
 * Client → server: byte 0 = 0 input (UTF-8 follows) | 1 resize (u16 cols, u16 rows, big-endian) | 2 acknowledge (u32 bytes drawn).
 * Server → client: byte 0 = 0 output | 1 screen restored (clear, then output follows) | 2 exit (UTF-8 reason follows)
 * | 3 size of the learner's screen (u16 cols, u16 rows), for staff who look on.
 * The server stops reading the shell when more than `terminalWindow` bytes are not yet acknowledged.
 */
export const terminalFrame = { input: 0, resize: 1, acknowledge: 2, output: 0, restored: 1, exit: 2, size: 3 } as const;
export const terminalWindow = 256 * 1024;
