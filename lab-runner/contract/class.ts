import { z } from 'zod';
import { className, emailAddress, personName, studentNumber } from './account.ts';
import { itemResult, score, submission } from './attempt.ts';

/** Times are ISO 8601 in UTC. */
const time = z.iso.datetime();

export const gradeRule = z.enum(['best', 'last', 'best-before-due']);
export const classSettings = z.strictObject({
  /** `best` and `last` look at every check; `best-before-due` only at those before the due date. */
  gradeRule: gradeRule.default('best'),
  /** Percent of the points lost for each day begun after the due date; 0: late work counts in full, 100: not at all. */
  latePercentPerDay: z.number().min(0).max(100).default(0),
  hints: z.boolean().default(true),
  /** May learners have a solution shown (which ends scoring for that attempt)? */
  solutions: z.boolean().default(true),
  /** Terminals are recorded (asciicast v2); learners are told. */
  recordTerminals: z.boolean().default(false),
  /** Days after the end of the class until its recordings and personal data are erased. */
  keepDays: z.number().int().min(1).max(3650).default(180),
});
export type ClassSettings = z.infer<typeof classSettings>;

export const classLab = z.strictObject({ lab: z.string(), opensAt: time.nullable().default(null), dueAt: time.nullable().default(null) });
export type ClassLab = z.infer<typeof classLab>;

/** POST /api/classes */
export const classBody = z.strictObject({
  name: className,
  labs: z.array(classLab).max(200).default([]),
  /** Id of a learning path (site/paths.ts), shown to the learners. */
  path: z.string().max(60).nullable().default(null),
  settings: classSettings.partial().default({}),
});
/** PATCH /api/classes/:id. `revision` is the one the change was made from: two instructors at once do not overwrite each other. */
export const classChange = z.strictObject({
  revision: z.number().int(),
  name: className.optional(),
  labs: z.array(classLab).max(200).optional(),
  path: z.string().max(60).nullable().optional(),
  settings: classSettings.partial().optional(),
  /** False: nobody can join any more. */
  open: z.boolean().optional(),
});
export const classView = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** What learners type to join; null when joining is closed or the class has ended. */
  code: z.string().nullable(),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
  revision: z.number().int(),
  path: z.string().nullable(),
  labs: z.array(classLab),
  settings: classSettings,
  learners: z.number().int(),
});
export type ClassView = z.infer<typeof classView>;

/** POST /api/classes/:id/roster: CSV with a header line (RFC 4180), columns name, email, student number. */
export const rosterBody = z.strictObject({ csv: z.string().max(500_000) });
export const rosterLine = z.strictObject({
  line: z.number().int(),
  outcome: z.enum(['added', 'known', 'refused']),
  name: z.string(),
  /** Why it was refused, or whom it is the same as. */
  why: z.string(),
});
export const rosterReport = z.strictObject({ added: z.number().int(), known: z.number().int(), refused: z.number().int(), lines: z.array(rosterLine) });
export type RosterReport = z.infer<typeof rosterReport>;

export const enrolmentRow = z.strictObject({
  person: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  studentNumber: z.string().nullable(),
  role: z.enum(['learner', 'assistant']),
  /** Null for a roster line nobody has claimed yet. */
  joinedAt: z.string().nullable(),
});
export type EnrolmentRow = z.infer<typeof enrolmentRow>;

/** A launch starts one lab for every learner of the class. Who does not fit the machine waits in the queue. */
export const launchBody = z.strictObject({ lab: z.string() });
export const launchPlan = z.strictObject({
  lab: z.string(),
  learners: z.number().int(),
  /** Of them, how many already have a running sandbox of that lab. */
  running: z.number().int(),
  /** How many sandboxes of that lab fit beside what runs now. */
  fits: z.number().int(),
  /** Bytes one sandbox takes, and whether that was measured on running ones or estimated from the lab's limits. */
  bytesEach: z.number(),
  measured: z.boolean(),
  freeBytes: z.number(),
  /** Warm ones, and how many are wanted. */
  warm: z.number().int(),
  warming: z.number().int(),
});
export type LaunchPlan = z.infer<typeof launchPlan>;
export const seatState = z.enum(['queued', 'starting', 'ready', 'failed', 'ended']);
export const launchView = z.strictObject({
  id: z.string(),
  lab: z.string(),
  at: z.string(),
  state: z.enum(['running', 'paused', 'ended']),
  counts: z.record(seatState, z.number().int()),
});
export type LaunchView = z.infer<typeof launchView>;

/** What a learner's page says of the class. GET /api/my/classes */
export const myClass = z.strictObject({
  id: z.string(),
  name: z.string(),
  endedAt: z.string().nullable(),
  path: z.string().nullable(),
  /** With this learner's own due dates; `extended`: later than that of the others. */
  labs: z.array(classLab.extend({ extended: z.boolean() })),
  hints: z.boolean(),
  recordTerminals: z.boolean(),
  handRaised: z.boolean(),
  /** Launches in which this learner has a seat; `position` counts from 1 while queued. */
  launches: z.array(
    z.strictObject({ lab: z.string(), state: seatState, paused: z.boolean(), position: z.number().int().nullable(), waitSeconds: z.number().nullable() }),
  ),
  /** What staff wrote to the learner, newest first. */
  notes: z.array(z.strictObject({ at: z.string(), text: z.string() })),
});
export type MyClass = z.infer<typeof myClass>;

export const handBody = z.strictObject({ raised: z.boolean(), text: z.string().trim().max(300).default('') });
export const noteBody = z.strictObject({ text: z.string().trim().min(1).max(2000), toLearner: z.boolean().default(true) });

export const cellState = z.enum(['open', 'pass', 'fail', 'error']);
/** One learner in one lab. */
export const boardCell = z.strictObject({
  attempt: z.string(),
  state: z.enum(['starting', 'ready', 'rebooting', 'stopped', 'failed', 'ended']),
  problem: z.string(),
  tasks: z.record(z.string(), cellState),
  points: z.number(),
  max: z.number(),
  checks: z.number().int(),
  hints: z.number().int(),
  solved: z.boolean(),
  checkedAt: z.string().nullable(),
  provedAt: z.string().nullable(),
  revealed: z.boolean(),
  startedAt: z.string(),
  /** Last sign of the learner. */
  seenAt: z.string(),
  /** Since the last task was newly met, or the start. */
  noProgressSince: z.string(),
  stuck: z.boolean(),
});
export type BoardCell = z.infer<typeof boardCell>;
export const boardRow = z.strictObject({
  person: z.string(),
  name: z.string(),
  joined: z.boolean(),
  hand: z.strictObject({ at: z.string(), text: z.string() }).nullable(),
  queued: z.strictObject({ lab: z.string(), position: z.number().int() }).nullable(),
  /** By lab; the newest attempt of each. */
  labs: z.record(z.string(), boardCell),
});
export type BoardRow = z.infer<typeof boardRow>;
export const board = z.strictObject({ class: z.string(), at: z.string(), rows: z.array(boardRow), launches: z.array(launchView) });
export type Board = z.infer<typeof board>;
/** GET /api/classes/:id/board/events: the whole board first, then rows as they change. */
export const boardEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('board'), board }),
  z.strictObject({ type: z.literal('row'), row: boardRow }),
  z.strictObject({ type: z.literal('launches'), launches: z.array(launchView) }),
  z.strictObject({ type: z.literal('gone'), reason: z.string() }),
]);
export type BoardEvent = z.infer<typeof boardEvent>;

/** PUT /api/classes/:id/learners/:person/extensions/:lab: a later due date for one learner; null takes it back. */
export const extensionBody = z.strictObject({ dueAt: time.nullable(), reason: z.string().trim().min(3, 'expected a reason').max(500) });
export const extensionRow = z.strictObject({
  person: z.string(),
  lab: z.string(),
  dueAt: z.string().nullable(),
  reason: z.string(),
  by: z.string(),
  at: z.string(),
});
export type ExtensionRow = z.infer<typeof extensionRow>;

/** GET /api/classes/:id/learners/:person: what the board row stands on. */
export const learnerDetail = z.strictObject({
  person: enrolmentRow,
  attempts: z.array(
    z.strictObject({
      id: z.string(),
      lab: z.string(),
      createdAt: z.string(),
      endedAt: z.string().nullable(),
      hosts: z.array(z.string()),
      hints: z.array(z.strictObject({ task: z.string(), level: z.number(), at: z.string() })),
      submissions: z.array(submission),
    }),
  ),
  notes: z.array(z.strictObject({ at: z.string(), by: z.string(), text: z.string(), toLearner: z.boolean() })),
  /** Newest first: of each lab the first counts, the others are its history. */
  extensions: z.array(extensionRow),
});
export type LearnerDetail = z.infer<typeof learnerDetail>;

/** A terminal session that was recorded, asciicast v2. */
export const recordingRow = z.strictObject({ attempt: z.string(), file: z.string(), at: z.string(), bytes: z.number() });
export type RecordingRow = z.infer<typeof recordingRow>;

/** GET /api/classes/:id/statistics: one row a task. */
export const taskStatistics = z.strictObject({
  lab: z.string(),
  task: z.string(),
  learners: z.number().int(),
  passed: z.number().int(),
  /** Seconds from the start of the attempt to the first check that met it; null when nobody has. */
  medianSeconds: z.number().nullable(),
  hints: z.number().int(),
  /** The `observed` text most often found when it was not met. */
  commonestFailure: z.string().nullable(),
});
export type TaskStatistics = z.infer<typeof taskStatistics>;

export const gradeCell = z.strictObject({
  /** Before lateness and override. */
  earned: z.number(),
  points: z.number(),
  max: z.number(),
  solved: z.boolean(),
  /** The check that counts. */
  at: z.string().nullable(),
  submission: z.string().nullable(),
  lateDays: z.number().int(),
  /** This learner's; `extendedTo` when it is later than the class's. */
  dueAt: z.string().nullable(),
  extendedTo: z.string().nullable(),
  /** In the check that counts, something could not be looked at. */
  couldNotLook: z.boolean(),
  /** What it would be without rulings on tasks. */
  asChecked: z.strictObject({ points: z.number(), max: z.number() }),
  override: z.strictObject({ points: z.number(), reason: z.string(), by: z.string(), at: z.string() }).nullable(),
});
export type GradeCell = z.infer<typeof gradeCell>;
export const gradeRow = z.strictObject({
  person: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  studentNumber: z.string().nullable(),
  labs: z.record(z.string(), gradeCell),
  total: z.number(),
  max: z.number(),
});
export type GradeRow = z.infer<typeof gradeRow>;
export const gradebook = z.strictObject({
  version: z.literal(1),
  class: z.string(),
  name: z.string(),
  at: z.string(),
  labs: z.array(classLab),
  rule: gradeRule,
  rows: z.array(gradeRow),
});
export type Gradebook = z.infer<typeof gradebook>;

/** PUT /api/classes/:id/grades/:person/:lab; null takes the override back. */
export const overrideBody = z.strictObject({ points: z.number().min(0).max(1000).nullable(), reason: z.string().trim().min(3, 'expected a reason').max(500) });
export const overrideRow = z.strictObject({
  person: z.string(),
  lab: z.string(),
  points: z.number().nullable(),
  reason: z.string(),
  by: z.string(),
  at: z.string(),
});

/**
 * POST /api/classes/:id/regrades: the check of a task was wrong. `pass` counts the task as met wherever it was judged with a
 * pass or fail; `drop` takes its points out of the maximum. Answers with what changes for whom. `dryRun`: tells, and does nothing.
 * `seen`: the number of rulings that the preview knew of; 409 when another instructor has ruled meanwhile.
 */
export const regradeBody = z.strictObject({
  lab: z.string(),
  task: z.string(),
  treat: z.enum(['pass', 'drop', 'as-checked']),
  reason: z.string().trim().min(3).max(500),
  dryRun: z.boolean().default(false),
  seen: z.number().int().min(0).optional(),
});
export type RegradeBody = z.infer<typeof regradeBody>;
/** One learner for whom a ruling changes something. Of an overridden grade the points stay; what was earned changes. */
export const regradeChange = z.strictObject({
  person: z.string(),
  name: z.string(),
  before: z.number(),
  after: z.number(),
  maxBefore: z.number(),
  maxAfter: z.number(),
  earnedBefore: z.number(),
  earnedAfter: z.number(),
  solvedBefore: z.boolean(),
  solvedAfter: z.boolean(),
  overridden: z.boolean(),
});
export type RegradeChange = z.infer<typeof regradeChange>;
export const regradeReport = z.strictObject({
  /** False: a dry run. */
  applied: z.boolean(),
  /** Rulings of this class, that one included when it was applied. */
  rulings: z.number().int(),
  changed: z.array(regradeChange),
  /** For how many learners nothing changes. */
  same: z.number().int(),
});
export type RegradeReport = z.infer<typeof regradeReport>;
/** GET /api/classes/:id/regrades, newest first; of each task the newest is in force. */
export const rulingRow = z.strictObject({
  lab: z.string(),
  task: z.string(),
  treat: regradeBody.shape.treat,
  reason: z.string(),
  by: z.string(),
  at: z.string(),
  inForce: z.boolean(),
});
export type RulingRow = z.infer<typeof rulingRow>;

/** What a webhook gets, signed: see docs/classes.md. */
export const gradedEvent = z.strictObject({
  version: z.literal(1),
  type: z.literal('submission.graded'),
  id: z.string(),
  at: z.string(),
  class: z.string(),
  person: z.string(),
  studentNumber: z.string().nullable(),
  lab: z.string(),
  attempt: z.string(),
  submission: z.string(),
  kind: z.enum(['check', 'proof']),
  score,
  results: z.array(itemResult),
});
export type GradedEvent = z.infer<typeof gradedEvent>;
export const webhookBody = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable(),
});
export const webhookView = z.strictObject({
  url: z.string().nullable(),
  /** Shown to whoever sets the address: signs what is sent. */
  secret: z.string().nullable(),
  waiting: z.number().int(),
  lastProblem: z.string(),
  /** The newest twenty calls. */
  deliveries: z.array(
    z.strictObject({
      id: z.string(),
      type: z.enum(['submission.graded', 'webhook.test']),
      createdAt: z.string(),
      tries: z.number().int(),
      /** Null while it is still being tried. */
      doneAt: z.string().nullable(),
      nextAt: z.string(),
      /** Of the last try; empty when the receiver took it. */
      problem: z.string(),
    }),
  ),
});
export type WebhookView = z.infer<typeof webhookView>;
/** What POST /api/classes/:id/webhook/test sends, signed like the others. */
export const testEvent = z.strictObject({ version: z.literal(1), type: z.literal('webhook.test'), id: z.string(), at: z.string(), class: z.string() });
/** What came of it: `problem` is empty when the receiver answered with 2xx. */
export const webhookTried = z.strictObject({ problem: z.string() });

export const rosterColumns = { name: personName, email: emailAddress, studentNumber } as const;
