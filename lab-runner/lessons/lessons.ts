import type { FeedbackBody, FeedbackKept, FeedbackRow, FeedbackSummary } from '../contract/lessons.ts';
import type { LessonRecords } from '../contract/progress.ts';
import { PostlabError } from '../errors.ts';

/** What the runner keeps about lessons. Needs the database only: it works without a Docker engine. */
export interface Lessons {
  /** Numbers of one lesson, from `fewestShown` answers on. */
  summary(lesson: string): Promise<FeedbackSummary>;
  /** Keeps an anonymous answer. Throws 404 `unknown-lesson`, 429 `feedback-full`. */
  give(lesson: string, body: FeedbackBody): Promise<FeedbackKept>;
  /** Deletes the answer of this token. Throws 404 `unknown-feedback`: deleted before, expired, or never there. */
  withdraw(token: string): Promise<void>;
  /** All answers, newest day first. */
  feedback(): Promise<FeedbackRow[]>;
  progress(learner: string): Promise<LessonRecords>;
  /** Merges what a browser knows into what is kept, and returns the whole. */
  merge(learner: string, known: LessonRecords): Promise<LessonRecords>;
  forget(learner: string): Promise<void>;
}

/** Stands in while the database cannot be used. */
export function unavailableLessons(reason: () => { message: string; hint: string }): Lessons {
  const refuse = () => {
    throw new PostlabError({ code: 'lessons-unavailable', status: 503, ...reason() });
  };
  return new Proxy({} as Lessons, { get: (_target, name) => (name === 'then' ? undefined : refuse) });
}
