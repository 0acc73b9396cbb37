import { z } from 'zod';
import type { LessonRecord, QuizResult } from './progress.ts';

/** What the runner keeps about lessons, and the shapes of its calls. Times are ISO 8601 in UTC, days `YYYY-MM-DD`. */

/** As `Date.toISOString()` writes it: then the order of the text is the order of time. */
const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 'expected a time such as 2026-11-25T08:00:00.000Z');
export const lessonId = z.string().regex(/^[SB]\d{1,2}$/, 'expected a lesson such as "S02"');

export const quizResult = z
  .strictObject({ right: z.number().int().min(0).max(100), total: z.number().int().min(1).max(100), at: instant })
  .refine((result) => result.right <= result.total, 'expected no more right answers than questions') satisfies z.ZodType<QuizResult>;

const lessonRecord = z.strictObject({
  readAt: instant.nullable(),
  best: quizResult.nullable(),
  passedAt: instant.nullable(),
}) satisfies z.ZodType<LessonRecord>;

/** GET and POST /api/lessons/progress: by lesson id. What is sent is merged with what is kept, and the whole comes back. */
export const lessonProgress = z.strictObject({ lessons: z.record(lessonId, lessonRecord) });
export type LessonProgress = z.infer<typeof lessonProgress>;

/** From so many answers on, numbers about a lesson are shown: fewer could point at a person. */
export const fewestShown = 5;
export const feedbackTextMost = 2000;

/** POST /api/lessons/:lesson/feedback. Anonymous: nothing in it, and nothing stored with it, says who wrote it. */
export const feedbackBody = z.strictObject({
  language: z.enum(['en', 'zh-cn']),
  /** 1 (not helpful) to 5 (very helpful). */
  rating: z.number().int().min(1).max(5),
  /** Headings of the sections that stayed unclear. */
  unclear: z.array(z.string().min(1).max(200)).max(40),
  text: z.string().max(feedbackTextMost),
});
export type FeedbackBody = z.infer<typeof feedbackBody>;

/** 201: the token is the only way to delete it. It is shown once; the runner keeps a hash. */
export const feedbackKept = z.strictObject({ token: z.string(), day: z.string(), keptUntil: z.string() });
export type FeedbackKept = z.infer<typeof feedbackKept>;

/** GET /api/lessons/:lesson/feedback */
export const feedbackSummary = z.strictObject({
  keptDays: z.number(),
  fewest: z.number(),
  /** Null while there are fewer than `fewest` answers: then not even their number is told. */
  counts: z.strictObject({ answers: z.number(), ratings: z.array(z.number()).length(5) }).nullable(),
});
export type FeedbackSummary = z.infer<typeof feedbackSummary>;

/** GET /api/instructor/feedback: newest day first, within a day in no order that would tell who wrote first. */
export const feedbackRow = feedbackBody.extend({ lesson: z.string(), day: z.string() });
export type FeedbackRow = z.infer<typeof feedbackRow>;
