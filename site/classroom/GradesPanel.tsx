import type { ClassView, Gradebook, GradeCell } from '../../lab-runner/contract/class.ts';
import type { Language } from '../../lab-runner/contract/text.ts';
import { apiPath, call } from '../client/api.ts';
import { useAsk } from '../components/ask/Ask.tsx';
import { when } from '../components/pages/format.ts';
import { overrideOf } from './board-order.ts';
import type { LabTitles } from './ClassDesk.tsx';
import { deskWordsIn } from './desk-words.ts';
import { Problem, useAct, useAnswer, wordsIn } from './parts.tsx';
import { RegradePanel } from './RegradePanel.tsx';

interface Props {
  one: ClassView;
  labs: LabTitles;
  language: Language;
  mayManage: boolean;
}

/** The gradebook, its export, overrides, and rulings on checks that were wrong. */
export function GradesPanel({ one, labs, language, mayManage }: Props) {
  const w = wordsIn(language);
  const { act, problem, setProblem } = useAct(language);
  const { answer: book, look } = useAnswer<Gradebook>(act, `classes/${one.id}/grades`);
  const { ask, dialog } = useAsk(language);
  const override = async (person: string, name: string, lab: string) => {
    const text = await ask({ title: `${name} · ${labs[lab]?.title ?? lab}`, text: w('overrideText'), yes: w('save'), note: w('overrideForm') });
    if (text === null) return;
    const made = overrideOf(text);
    if (!made) return setProblem(`${w('overrideBad')} “${text}”`);
    if (await act(() => call('PUT', `classes/${one.id}/grades/${person}/${lab}`, made))) await look();
  };
  return (
    <section aria-label={w('grades')}>
      <p class="cl-buttons">
        <a class="cl-small" href={apiPath(`classes/${one.id}/grades.csv`)} download="grades.csv">
          {w('asCsv')}
        </a>
        <a class="cl-small" href={apiPath(`classes/${one.id}/grades`)} download="grades.json">
          {w('asJson')}
        </a>
      </p>
      {problem && <Problem text={problem} />}
      {book?.rows.length === 0 && <p class="cl-aside">{w('nobody')}</p>}
      {book && book.rows.length > 0 && (
        <div class="cl-table">
          <table>
            <thead>
              <tr>
                <th scope="col">{w('learner')}</th>
                {book.labs.map(({ lab }) => (
                  <th scope="col" key={lab}>
                    {labs[lab]?.title ?? lab}
                  </th>
                ))}
                <th scope="col">{w('total')}</th>
              </tr>
            </thead>
            <tbody>
              {book.rows.map((row) => (
                <tr key={row.person}>
                  <th scope="row">{row.name}</th>
                  {book.labs.map(({ lab }) => {
                    const cell = row.labs[lab];
                    return (
                      <td key={lab} class="number">
                        {cell && <Grade cell={cell} language={language} />}
                        {mayManage && (
                          <button
                            type="button"
                            class="cl-quiet"
                            aria-label={`${w('override')}: ${row.name}, ${labs[lab]?.title ?? lab}`}
                            onClick={() => void override(row.person, row.name, lab)}
                          >
                            {w('override')}
                          </button>
                        )}
                      </td>
                    );
                  })}
                  <td class="number">
                    <b>
                      {row.total} / {row.max}
                    </b>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {mayManage && one.labs.length > 0 && <RegradePanel one={one} labs={labs} language={language} onDone={() => void look()} />}
      {dialog}
    </section>
  );
}

function Grade({ cell, language }: { cell: GradeCell; language: Language }) {
  const w = wordsIn(language);
  const d = deskWordsIn(language);
  return (
    <span title={cell.override ? `${cell.override.by}: ${cell.override.reason}` : undefined}>
      {cell.points} / {cell.max} {cell.solved && <b class="met">✓</b>}
      {cell.lateDays > 0 && (
        <small>
          {' '}
          {cell.lateDays} {w('late')}
        </small>
      )}
      {cell.extendedTo && <small title={when(cell.extendedTo, language)}> {d('extended')}</small>}
      {!cell.override && (cell.asChecked.points !== cell.points || cell.asChecked.max !== cell.max) && (
        <small>
          {' '}
          {d('asChecked')} {cell.asChecked.points} / {cell.asChecked.max}
        </small>
      )}
      {cell.override && (
        <small>
          {' '}
          {w('overridden')} ({cell.earned})
        </small>
      )}
    </span>
  );
}
