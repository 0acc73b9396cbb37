import { useCallback, useEffect, useState } from 'preact/hooks';
import type { ClassView, Gradebook, GradeCell, RegradeReport } from '../../lab-runner/contract/class.ts';
import type { Language } from '../../lab-runner/contract/text.ts';
import { apiPath, call } from '../client/api.ts';
import { useAsk } from '../components/ask/Ask.tsx';
import { overrideOf } from './board-order.ts';
import type { LabTitles } from './ClassDesk.tsx';
import { Field, Problem, useAct, wordsIn } from './parts.tsx';

interface Props {
  one: ClassView;
  labs: LabTitles;
  language: Language;
  mayManage: boolean;
}

/** The gradebook, its export, overrides, and rulings on checks that were wrong. */
export function GradesPanel({ one, labs, language, mayManage }: Props) {
  const w = wordsIn(language);
  const [book, setBook] = useState<Gradebook | null>(null);
  const { act, problem, setProblem } = useAct(language);
  const { ask, dialog } = useAsk(language);
  const look = useCallback(async () => {
    const found = await act(() => call<Gradebook>('GET', `classes/${one.id}/grades`));
    if (found) setBook(found);
  }, [one.id]);
  useEffect(() => void look(), [look]);
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
      {mayManage && one.labs.length > 0 && <Regrade one={one} labs={labs} language={language} onDone={() => void look()} />}
      {dialog}
    </section>
  );
}

function Grade({ cell, language }: { cell: GradeCell; language: Language }) {
  const w = wordsIn(language);
  return (
    <span title={cell.override ? `${cell.override.by}: ${cell.override.reason}` : undefined}>
      {cell.points} / {cell.max} {cell.solved && <b class="met">✓</b>}
      {cell.lateDays > 0 && (
        <small>
          {' '}
          {cell.lateDays} {w('late')}
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

function Regrade({ one, labs, language, onDone }: { one: ClassView; labs: LabTitles; language: Language; onDone: () => void }) {
  const w = wordsIn(language);
  const { act, busy, problem } = useAct(language);
  const [lab, setLab] = useState(one.labs[0]?.lab ?? '');
  const [task, setTask] = useState('');
  const [treat, setTreat] = useState('pass');
  const [reason, setReason] = useState('');
  const [report, setReport] = useState<RegradeReport | null>(null);
  const tasks = labs[lab]?.tasks ?? {};
  const send = async (event: Event) => {
    event.preventDefault();
    const done = await act(() => call<RegradeReport>('POST', `classes/${one.id}/regrades`, { lab, task: task || Object.keys(tasks)[0], treat, reason }));
    if (!done) return;
    setReport(done);
    setReason('');
    onDone();
  };
  return (
    <details class="cl-regrade">
      <summary>{w('regrade')}</summary>
      <form class="cl-form" onSubmit={(e) => void send(e)}>
        <p class="cl-aside">{w('regradeHint')}</p>
        <Field label={w('lab')}>
          <select value={lab} onChange={(e) => setLab(e.currentTarget.value)}>
            {one.labs.map((l) => (
              <option key={l.lab} value={l.lab}>
                {labs[l.lab]?.title ?? l.lab}
              </option>
            ))}
          </select>
        </Field>
        <Field label={w('task')}>
          <select value={task} onChange={(e) => setTask(e.currentTarget.value)}>
            {Object.entries(tasks).map(([id, title]) => (
              <option key={id} value={id}>
                {title.replaceAll('`', '')}
              </option>
            ))}
          </select>
        </Field>
        <Field label={w('regrade')}>
          <select value={treat} onChange={(e) => setTreat(e.currentTarget.value)}>
            <option value="pass">{w('treatPass')}</option>
            <option value="drop">{w('treatDrop')}</option>
            <option value="as-checked">{w('treatChecked')}</option>
          </select>
        </Field>
        <Field label={w('reason')}>
          <input required minLength={3} maxLength={500} value={reason} onInput={(e) => setReason(e.currentTarget.value)} />
        </Field>
        {problem && <Problem text={problem} />}
        <button type="submit" class="button" disabled={busy}>
          {w('save')}
        </button>
        {report && (
          <div role="status">
            <p>
              {report.changed.length} {w('changed')}
            </p>
            <ul>
              {report.changed.map((c) => (
                <li key={c.person}>
                  {c.name}: {c.before} / {c.maxBefore} → {c.after} / {c.maxAfter}
                </li>
              ))}
            </ul>
          </div>
        )}
      </form>
    </details>
  );
}
