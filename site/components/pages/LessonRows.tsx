import { useEffect, useState } from 'preact/hooks';
import type { LessonRecords } from '../../../lab-runner/contract/progress.ts';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { agree, forget } from '../../client/lesson-progress.ts';
import type { useAsk } from '../ask/Ask.tsx';
import { when } from './format.ts';

const words = {
  en: {
    total: (read: number, passed: number, of: number) =>
      `${read} of ${of} lessons read, ${passed} ${passed === 1 ? 'quiz' : 'quizzes'} passed (8 of 10 right, or better).`,
    lesson: 'Lesson',
    read: 'Read',
    result: 'Best quiz',
    passed: '✓',
    quiz: (right: number, total: number) => `${right} of ${total}`,
    none: 'Nothing read or answered yet: open a lesson, and say at its end that you have read it.',
    both: 'Kept in this browser and by the lab runner for this browser. What both know is put together; the best result and the first date count.',
    here: 'Kept in this browser only: no lab runner answers.',
    forget: 'Forget it all',
    forgetText: 'What you have read, and your quiz answers and results, are deleted in this browser and on the server. Labs and feedback are not touched.',
    forgetYes: 'Delete',
    forgotten: 'Deleted.',
    refused: 'The lab runner could not delete it, so nothing was deleted. Try again.',
  },
  'zh-cn': {
    total: (read: number, passed: number, of: number) => `${of} 课中读完 ${read} 课，通过测验 ${passed} 个（答对八成即通过）。`,
    lesson: '课',
    read: '读完',
    result: '测验最好成绩',
    passed: '✓',
    quiz: (right: number, total: number) => `${total} 题对 ${right} 题`,
    none: '还没有读完或答过的课：打开一课，读完后在末尾标记。',
    both: '记在这个浏览器里，实验服务也为这个浏览器记了一份。两边合在一起：成绩取最好的，日期取最早的。',
    here: '只记在这个浏览器里：这里没有实验服务。',
    forget: '全部清除',
    forgetText: '读过的记录、测验的答案和成绩，都会从这个浏览器和服务器上删除。实验和反馈不受影响。',
    forgetYes: '删除',
    forgotten: '已经删除。',
    refused: '实验服务删除失败，所以什么都没有删除。请再试一次。',
  },
};

interface Props {
  language: Language;
  lessons: { id: string; title: string; href: string }[];
  question: ReturnType<typeof useAsk>['ask'];
}

/** How far this reader is with the lessons; the browser and the runner agree first. */
export function LessonRows({ language, lessons, question }: Props) {
  const w = words[language];
  const [found, setFound] = useState<{ records: LessonRecords; runner: boolean } | null>(null);
  const [told, setTold] = useState('');
  const ids = lessons.map((lesson) => lesson.id);
  const look = () => agree(ids).then(setFound);
  useEffect(() => void look(), []);
  if (found === null) return null;

  const forgetAll = async () => {
    if ((await question({ title: w.forget, text: w.forgetText, yes: w.forgetYes, danger: true })) === null) return;
    setTold((await forget(ids)) ? w.forgotten : w.refused);
    await look();
  };
  const rows = lessons.flatMap((lesson) => {
    const record = found.records[lesson.id];
    return record ? [{ ...lesson, ...record }] : [];
  });
  const status = told && (
    <p role="status" class="told">
      {told}
    </p>
  );
  if (rows.length === 0)
    return (
      <>
        {status}
        <p>{w.none}</p>
      </>
    );
  return (
    <>
      {status}
      <p>{w.total(rows.filter((row) => row.readAt).length, rows.filter((row) => row.passedAt).length, lessons.length)}</p>
      <div class="table">
        <table>
          <thead>
            <tr>
              {[w.lesson, w.read, w.result].map((head) => (
                <th scope="col" key={head}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td>
                  {row.id} <a href={row.href}>{row.title}</a>
                </td>
                <td class="number" data-label={w.read}>
                  {row.readAt ? <span class="state-met">✓ {when(row.readAt, language)}</span> : '—'}
                </td>
                <td class={`number${row.passedAt ? ' state-met' : ''}`} data-label={w.result}>
                  {row.best ? `${row.passedAt ? `${w.passed} ` : ''}${w.quiz(row.best.right, row.best.total)}` : '—'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="aside">
        {found.runner ? w.both : w.here}{' '}
        <button type="button" onClick={() => void forgetAll()}>
          {w.forget}
        </button>
      </p>
    </>
  );
}
