import type { Generated } from 'kysely';

/** Tables of the instance's database. Times are ISO 8601 in UTC; columns ending in `Json` hold JSON text. */
export interface Schema {
  sandbox: {
    id: string;
    lab: string;
    seed: string;
    fixedJson: string;
    /** `attempt`, `pool` or `grade`: what it was made for. */
    purpose: string;
    state: string;
    subnet: string;
    gateway: string;
    world: string | null;
    network: string | null;
    hostsJson: string;
    problem: string;
    createdAt: string;
  };
  attempt: {
    id: string;
    learner: string;
    lab: string;
    sandbox: string | null;
    createdAt: string;
    seenAt: string;
    endedAt: string | null;
    checkedAt: string | null;
    provedAt: string | null;
    revealedAt: string | null;
    bestJson: string | null;
  };
  submission: {
    id: string;
    attempt: string;
    kind: string;
    state: string;
    createdAt: string;
    finishedAt: string | null;
    resultsJson: string;
    scoreJson: string | null;
  };
  keptEvent: { attempt: string; task: string; at: string };
  hint: { attempt: string; task: string; level: number; at: string };
  answer: { attempt: string; task: string; answer: string; at: string };
  objection: { id: string; attempt: string; task: string; note: string; submission: string | null; at: string };
  worldMessage: { epoch: string; seq: number; sandbox: string; json: string };
  canary: {
    sandbox: string;
    flow: string;
    number: number;
    token: string;
    begunAt: string;
    state: string;
    attempts: number;
    triedAt: string | null;
    endedAt: string | null;
    took: number | null;
    lastReply: string;
    uncertain: number;
  };
  /** Anonymous: no learner, and the day instead of the time. */
  feedback: { tokenHash: string; lesson: string; language: string; day: string; rating: number; unclearJson: string; text: string };
  lessonProgress: { learner: string; lesson: string; readAt: string | null; bestJson: string | null; passedAt: string | null };
  relayAccepted: { sandbox: string; at: string; to: string; reply: string };
  /** Whoever has an account: learners of classes and staff. A solo learner has none. */
  person: {
    id: string;
    role: string;
    name: string;
    email: string | null;
    studentNumber: string | null;
    passwordHash: string | null;
    passcodeHash: string | null;
    createdAt: string;
    seenAt: string | null;
  };
  /** `id` is the SHA-256 of what the cookie holds. */
  session: { id: string; person: string; createdAt: string; seenAt: string; expiresAt: string };
  signInLink: { id: string; person: string; createdAt: string; expiresAt: string; usedAt: string | null };
  apiToken: { id: string; hash: string; name: string; scopesJson: string; createdAt: string; expiresAt: string; lastUsedAt: string | null };
  auditEntry: { id: Generated<number>; at: string; who: string; act: string; subject: string; detail: string };
  class: {
    id: string;
    name: string;
    code: string;
    joinOpen: number;
    createdAt: string;
    endedAt: string | null;
    revision: number;
    path: string | null;
    labsJson: string;
    settingsJson: string;
    webhookUrl: string | null;
    webhookSecret: string | null;
  };
  /** `joinedAt` is null for a line of the roster that nobody has claimed yet. */
  enrolment: { class: string; person: string; role: string; addedAt: string; joinedAt: string | null };
  launch: { id: string; class: string; lab: string; at: string; state: string };
  seat: { launch: string; person: string; place: number; state: string; attempt: string | null; problem: string };
  hand: { class: string; person: string; at: string; text: string };
  classNote: { id: string; class: string; person: string; at: string; by: string; text: string; toLearner: number };
  /** Appended to, never changed: the newest counts, the others are its history. */
  gradeOverride: { id: Generated<number>; class: string; person: string; lab: string; points: number | null; reason: string; by: string; at: string };
  /** Appended to, never changed: the newest counts. A due date of null takes the former one back. */
  extension: { id: Generated<number>; class: string; person: string; lab: string; dueAt: string | null; reason: string; by: string; at: string };
  regrade: { id: Generated<number>; class: string; lab: string; task: string; treat: string; reason: string; by: string; at: string };
  /** Webhook calls, kept until they went through. */
  delivery: {
    id: string;
    class: string;
    json: string;
    createdAt: string;
    tries: number;
    nextAt: string;
    doneAt: string | null;
    problem: string;
  };
}
