import { useEffect, useState } from 'preact/hooks';
import { noRecord } from '../../../lab-runner/contract/progress.ts';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { add, known } from '../../client/lesson-progress.ts';
import Feedback from './Feedback.tsx';
import { words } from './words.ts';

interface Props {
  language: Language;
  lesson: string;
  /** Headings of the lesson's sections. */
  sections: string[];
  progressHref: string;
}

/** Below a lesson: the reader says that it is read, and what they think of it. */
export default function LessonEnd({ language, lesson, sections, progressHref }: Props) {
  const w = words[language];
  const [readAt, setReadAt] = useState<string | null>(null);
  // Only in the browser: the page as served knows nobody.
  useEffect(() => setReadAt(known(lesson).readAt), [lesson]);
  const mark = () => setReadAt(add(lesson, { ...noRecord, readAt: new Date().toISOString() }, true).readAt);
  const day = (iso: string) => new Date(iso).toLocaleDateString(language === 'en' ? 'en-GB' : 'zh-CN', { dateStyle: 'medium' });
  return (
    <>
      <h2 id="lesson-end">{w.title}</h2>
      <p class="end-read">
        {readAt === null ? (
          <button type="button" onClick={mark}>
            {w.read}
          </button>
        ) : (
          <strong role="status" class="state-met">
            {w.isRead(day(readAt))}
          </strong>
        )}{' '}
        <small>
          {w.readKept} <a href={progressHref}>{w.progress}</a>
        </small>
      </p>
      <Feedback lesson={lesson} language={language} sections={sections} words={w} />
    </>
  );
}
