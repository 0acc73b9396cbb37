import { useEffect, useState } from 'preact/hooks';
import type { ClassView, TaskStatistics } from '../../lab-runner/contract/class.ts';
import type { Language } from '../../lab-runner/contract/text.ts';
import { call } from '../client/api.ts';
import { Rich } from '../workbench/Rich.tsx';
import type { LabTitles } from './ClassDesk.tsx';
import { Problem, useAct, wordsIn } from './parts.tsx';

/** How the class did in each task. */
export function StatisticsPanel({ one, labs, language }: { one: ClassView; labs: LabTitles; language: Language }) {
  const w = wordsIn(language);
  const [rows, setRows] = useState<TaskStatistics[]>([]);
  const { act, problem } = useAct(language);
  useEffect(() => {
    void act(() => call<TaskStatistics[]>('GET', `classes/${one.id}/statistics`)).then((found) => found && setRows(found));
  }, [one.id]);
  return (
    <section aria-label={w('statistics')}>
      {problem && <Problem text={problem} />}
      {one.labs.length === 0 && <p class="cl-aside">{w('pickLabs')}</p>}
      {one.labs.map(({ lab }) => (
        <div class="cl-table" key={lab}>
          <table>
            <caption>{labs[lab]?.title ?? lab}</caption>
            <thead>
              <tr>
                {(['task', 'passRate', 'median', 'hints', 'commonest'] as const).map((head) => (
                  <th scope="col" key={head}>
                    {w(head)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows
                .filter((row) => row.lab === lab)
                .map((row) => (
                  <tr key={row.task}>
                    <th scope="row">
                      <Rich text={labs[lab]?.tasks[row.task] ?? row.task} />
                    </th>
                    <td class="number">
                      {row.passed} / {row.learners}
                    </td>
                    <td class="number">{row.medianSeconds === null ? '' : `${(row.medianSeconds / 60).toFixed(1)} ${w('minutes')}`}</td>
                    <td class="number">{row.hints || ''}</td>
                    <td lang="en">{row.commonestFailure ?? ''}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      ))}
    </section>
  );
}
