import type { Attempt, AttemptEvent, GradeReport, InstructorRow, ObjectionRow, ProgressRow, Visitor } from '../contract/api.ts';
import type { Submission } from '../contract/attempt.ts';
import type { LocalizedText } from '../contract/text.ts';
import type { Engine } from '../engine/engine.ts';

/** Who asks: a browser (its cookie's learner id), or somebody with the instance's instructor or admin key. */
export type Viewer = { role: 'learner'; learner: string } | { role: 'instructor' };

/**
 * Everything a person can do with an attempt. Each method throws PostlabError with an HTTP status:
 * 404 for what does not exist *or is another learner's* (ids are never confirmed to strangers), 409 for a wrong state.
 */
export interface Attempts {
  /** Resumes the learner's running attempt of that lab or starts one. Returns at once; stages follow as events. */
  start(learner: string, lab: string, options: { fresh: boolean }): Promise<Attempt>;
  get(viewer: Viewer, attempt: string): Promise<Attempt>;
  mine(learner: string): Promise<Attempt[]>;
  /** Opening a lab's page: may fill the pool. */
  prewarm(lab: string): void;
  /** Returns the running submission at once; a second press while one runs returns the same one. */
  check(viewer: Viewer, attempt: string): Promise<Submission>;
  /** Reboots the learner's hosts and checks again. */
  prove(viewer: Viewer, attempt: string): Promise<Submission>;
  submission(viewer: Viewer, submission: string): Promise<Submission>;
  hint(viewer: Viewer, attempt: string, task: string): Promise<{ task: string; level: number; text: LocalizedText }>;
  answer(viewer: Viewer, attempt: string, task: string, answer: string): Promise<Attempt>;
  reveal(viewer: Viewer, attempt: string): Promise<{ solutions: { name: string; script: string }[] }>;
  /** Only after solving (or revealing). */
  why(viewer: Viewer, attempt: string): Promise<Record<string, LocalizedText>>;
  object(viewer: Viewer, attempt: string, task: string, note: string): Promise<void>;
  rebootHost(viewer: Viewer, attempt: string, host: string): Promise<Attempt>;
  /** Throws this sandbox away and starts the same lab again with a new seed. */
  reset(viewer: Viewer, attempt: string): Promise<Attempt>;
  /** Ends the attempt (also while starting: cancels) and removes its sandbox. */
  end(viewer: Viewer, attempt: string): Promise<Attempt>;
  /** Who looks over the learner's shoulder now: told to the learner. */
  visitors(attempt: string, visitors: readonly Visitor[]): void;
  /** The person is there: postpones the idle stop. */
  touch(attempt: string): void;
  /** The current attempt first, then every change. Returns an unsubscribe function. */
  subscribe(viewer: Viewer, attempt: string, listener: (event: AttemptEvent) => void): Promise<() => void>;
  /** Where a terminal of that host runs. Throws 409 while the host is not up. */
  terminalTarget(viewer: Viewer, attempt: string, host: string): Promise<{ engine: Engine; container: string }>;
  progress(learner: string): Promise<ProgressRow[]>;

  instructorRows(): Promise<InstructorRow[]>;
  /** "This check is wrong", newest first, each with what the check had found. */
  objections(): Promise<ObjectionRow[]>;
  /** The learner's page says whose doing it was. */
  stopSandbox(sandbox: string, by: 'instructor' | 'keeper'): Promise<void>;
  resetSandbox(sandbox: string): Promise<void>;

  /** `postlab grade` and POST /api/grade. */
  gradeSolution(options: {
    lab: string;
    solution: string;
    host?: string;
    seed?: string;
    reboot: boolean;
    answers?: Record<string, string>;
    signal?: AbortSignal;
  }): Promise<GradeReport>;
  gradeAttempt(attempt: string): Promise<GradeReport>;
}
