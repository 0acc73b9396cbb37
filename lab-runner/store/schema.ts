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
    lastReply: string;
    uncertain: number;
  };
  /** Anonymous: no learner, and the day instead of the time. */
  feedback: { tokenHash: string; lesson: string; language: string; day: string; rating: number; unclearJson: string; text: string };
  lessonProgress: { learner: string; lesson: string; readAt: string | null; bestJson: string | null; passedAt: string | null };
  relayAccepted: { sandbox: string; at: string; to: string; reply: string };
}
