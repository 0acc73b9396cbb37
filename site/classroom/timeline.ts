import type { LearnerDetail } from '../../lab-runner/contract/class.ts';

type Submission = LearnerDetail['attempts'][number]['submissions'][number];
export type Moment = { key: string; at: string; lab: string } & (
  | { kind: 'started' | 'endedAt' }
  | { kind: 'hint'; task: string }
  | { kind: 'check'; submission: Submission }
);

/** What a learner did, newest first. */
export function timelineOf(detail: LearnerDetail): Moment[] {
  const moments = detail.attempts.flatMap((a): Moment[] => [
    { key: `${a.id} start`, at: a.createdAt, lab: a.lab, kind: 'started' },
    ...(a.endedAt ? [{ key: `${a.id} end`, at: a.endedAt, lab: a.lab, kind: 'endedAt' as const }] : []),
    ...a.hints.map((h) => ({ key: `${a.id} ${h.task} ${h.level}`, at: h.at, lab: a.lab, kind: 'hint' as const, task: h.task })),
    ...a.submissions.map((submission) => ({ key: submission.id, at: submission.createdAt, lab: a.lab, kind: 'check' as const, submission })),
  ]);
  return moments.sort((a, b) => b.at.localeCompare(a.at));
}
