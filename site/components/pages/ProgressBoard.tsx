import { useEffect, useState } from 'preact/hooks';
import type { Attempt, ProgressRow } from '../../../lab-runner/contract/api.ts';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { apiPath, ask, type Reply } from '../../client/api.ts';
import { refusalText } from '../../client/problems.ts';
import { useAsk } from '../ask/Ask.tsx';
import { when } from './format.ts';
import { LessonRows } from './LessonRows.tsx';

const words = {
  en: {
    loading: 'Asking the lab runner…',
    running: 'Running now',
    labs: 'Labs',
    lessons: 'Lessons',
    none: 'No lab begun in this browser yet.',
    open: 'Open the labs',
    lab: 'Lab',
    state: 'State',
    best: 'Best',
    attempts: 'Attempts',
    last: 'Last',
    solved: '✓ solved',
    solvedWhy: 'met, and again after a reboot',
    checked: '◐ met once',
    checkedWhy: 'press “Prove it survives”',
    begun: '○ begun',
    resume: 'Go on',
    absent: 'No lab runner answers here, so there is nothing to say about labs.',
    absentHint: 'What you have read and your quiz results are kept in this browser. To work in labs, start Postlab with “npm start”.',
    states: { starting: 'starting', ready: 'ready', rebooting: 'rebooting', stopped: 'stopped, kept for you', failed: 'failed', ended: 'ended' },
  },
  'zh-cn': {
    loading: '正在询问实验服务……',
    running: '正在进行',
    labs: '实验',
    lessons: '课程',
    none: '这个浏览器还没有开始过实验。',
    open: '打开实验',
    lab: '实验',
    state: '状态',
    best: '最高分',
    attempts: '次数',
    last: '最近',
    solved: '✓ 已完成',
    solvedWhy: '通过，重启后再次通过',
    checked: '◐ 已通过一次',
    checkedWhy: '再按“重启后再查”',
    begun: '○ 进行中',
    resume: '继续',
    absent: '这里没有实验服务，所以没有实验记录。',
    absentHint: '读过的课和测验结果记在这个浏览器里。要做实验，请用 npm start 启动 Postlab。',
    states: { starting: '正在启动', ready: '就绪', rebooting: '正在重启', stopped: '已暂停，为你保留', failed: '失败', ended: '已结束' },
  },
};

interface Props {
  language: Language;
  /** Written lessons in the order of the course, and titles of the labs of this copy. */
  lessons: { id: string; title: string; href: string }[];
  labs: { slug: string; title: string; href: string }[];
  labsHref: string;
}

/** What this browser's learner has done: labs from the runner, lessons from both. */
export default function ProgressBoard({ language, lessons, labs, labsHref }: Props) {
  const w = words[language];
  const [progress, setProgress] = useState<Reply<ProgressRow[]> | null>(null);
  const [attempts, setAttempts] = useState<Attempt[]>([]);
  const { ask: question, dialog } = useAsk(language);

  useEffect(() => {
    void ask<ProgressRow[]>(apiPath('progress')).then(setProgress);
    void ask<Attempt[]>(apiPath('attempts')).then((reply) => reply.kind === 'ok' && setAttempts(reply.value));
  }, []);

  const lab = (slug: string) => labs.find((known) => known.slug === slug) ?? { slug, title: slug, href: labsHref };
  const running = attempts.filter((attempt) => attempt.state !== 'ended');
  return (
    <div class="board">
      {progress === null && <p role="status">{w.loading}</p>}
      {progress?.kind === 'absent' && <Message text={w.absent} hint={w.absentHint} />}
      {progress?.kind === 'refused' && <Message text={refusalText(progress, language).text} hint={refusalText(progress, language).original} />}

      {running.length > 0 && (
        <>
          <h2>{w.running}</h2>
          <div class="table">
            <table>
              <tbody>
                {running.map((attempt) => (
                  <tr key={attempt.id}>
                    <td>
                      <a href={lab(attempt.lab).href}>{lab(attempt.lab).title}</a>
                    </td>
                    <td class={attempt.state === 'failed' ? 'state-not' : undefined}>
                      {w.states[attempt.state]}
                      {attempt.problem && (
                        <span class="problem" lang="en">
                          {attempt.problem}
                        </span>
                      )}
                    </td>
                    <td class="number">{attempt.score ? `${attempt.score.points} / ${attempt.score.max}` : '—'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}

      {progress?.kind === 'ok' && (
        <>
          <h2>{w.labs}</h2>
          {progress.value.length === 0 ? (
            <p>
              {w.none} <a href={labsHref}>{w.open}</a>
            </p>
          ) : (
            <div class="table">
              <table>
                <thead>
                  <tr>
                    <th scope="col">{w.lab}</th>
                    <th scope="col">{w.state}</th>
                    <th scope="col">{w.best}</th>
                    <th scope="col">{w.attempts}</th>
                    <th scope="col">{w.last}</th>
                  </tr>
                </thead>
                <tbody>
                  {progress.value.map((row) => (
                    <tr key={row.lab}>
                      <td>
                        <a href={lab(row.lab).href}>{lab(row.lab).title}</a>
                      </td>
                      <td data-label={w.state}>
                        {row.provedAt ? (
                          <span class="state-met" title={w.solvedWhy}>
                            {w.solved}
                          </span>
                        ) : row.checkedAt ? (
                          <span>
                            {w.checked} <small class="aside">{w.checkedWhy}</small>
                          </span>
                        ) : (
                          <span>{w.begun}</span>
                        )}
                      </td>
                      <td class="number" data-label={w.best}>
                        {row.best} / {row.max}
                      </td>
                      <td class="number" data-label={w.attempts}>
                        {row.attempts}
                      </td>
                      <td class="number" data-label={w.last}>
                        {when(row.lastAt, language)}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </>
      )}

      <h2>{w.lessons}</h2>
      <LessonRows language={language} lessons={lessons} question={question} />
      {dialog}
    </div>
  );
}

function Message({ text, hint }: { text: string; hint: string }) {
  return (
    <div class="message" role="status">
      <p>{text}</p>
      {hint && <p>{hint}</p>}
    </div>
  );
}
