import { useEffect, useState } from 'preact/hooks';
import type { FeedbackRow } from '../../../lab-runner/contract/lessons.ts';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { apiPath, ask } from '../../client/api.ts';
import { meanOf } from '../end/feedback-memory.ts';
import { words } from './instructor-words.ts';

interface Props {
  language: Language;
  lessons: { id: string; title: string; href: string }[];
}

/** What readers wrote about lessons, a lesson at a time. Shows nothing to who is not signed in: the page's top says how. */
export default function LessonFeedback({ language, lessons }: Props) {
  const w = words[language];
  const [rows, setRows] = useState<FeedbackRow[] | null>(null);
  useEffect(() => {
    void ask<FeedbackRow[]>(apiPath('instructor/feedback')).then((reply) => reply.kind === 'ok' && setRows(reply.value));
  }, []);
  if (rows === null) return null;
  const of = (lesson: string) => rows.filter((row) => row.lesson === lesson);
  return (
    <section class="board lesson-feedback" aria-labelledby="feedback">
      <h2 id="feedback">{w.feedback}</h2>
      <p class="aside">{rows.length === 0 ? w.noFeedback : w.feedbackNote}</p>
      {lessons
        .filter((lesson) => of(lesson.id).length > 0)
        .map((lesson) => (
          <Answers key={lesson.id} lesson={lesson} rows={of(lesson.id)} language={language} />
        ))}
    </section>
  );
}

function Answers({ lesson, rows, language }: { lesson: Props['lessons'][number]; rows: FeedbackRow[]; language: Language }) {
  const w = words[language];
  const ratings = [1, 2, 3, 4, 5].map((rating) => rows.filter((row) => row.rating === rating).length);
  const unclear = new Map<string, number>();
  for (const section of rows.flatMap((row) => row.unclear)) unclear.set(section, (unclear.get(section) ?? 0) + 1);
  return (
    <article class="objection">
      <h3>
        {lesson.id} <a href={lesson.href}>{lesson.title}</a>
      </h3>
      <p class="aside">{w.answers(rows.length, meanOf(ratings))}</p>
      {unclear.size > 0 && (
        <p>
          {w.unclearSections}{' '}
          {[...unclear]
            .toSorted(([, a], [, b]) => b - a)
            .map(([section, count]) => `${section} × ${count}`)
            .join(language === 'en' ? ', ' : '、')}
        </p>
      )}
      {rows
        .filter((row) => row.text !== '')
        .map((row) => (
          <blockquote key={`${row.day} ${row.text}`} lang={row.language === 'en' ? 'en' : 'zh-CN'}>
            {row.text}
            <br />
            <small class="aside">
              {row.rating} / 5 · <time>{row.day}</time>
            </small>
          </blockquote>
        ))}
    </article>
  );
}
