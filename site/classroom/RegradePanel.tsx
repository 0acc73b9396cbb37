import { useCallback, useEffect, useState } from 'preact/hooks';
import type { ClassView, RegradeReport, RulingRow } from '../../lab-runner/contract/class.ts';
import type { Language } from '../../lab-runner/contract/text.ts';
import { call } from '../client/api.ts';
import { when } from '../components/pages/format.ts';
import type { LabTitles } from './ClassDesk.tsx';
import { deskWordsIn } from './desk-words.ts';
import { Field, Problem, useAct, wordsIn } from './parts.tsx';
import { Table } from './Table.tsx';

interface Props {
  one: ClassView;
  labs: LabTitles;
  language: Language;
  onDone: () => void;
}

const treatWords = { pass: 'treatPass', drop: 'treatDrop', 'as-checked': 'treatChecked' } as const;

/** A check was wrong: what a ruling would change, learner by learner; then the ruling; and all that were made. */
export function RegradePanel({ one, labs, language, onDone }: Props) {
  const w = wordsIn(language);
  const d = deskWordsIn(language);
  const { act, busy, problem } = useAct(language);
  const [lab, setLab] = useState(one.labs[0]?.lab ?? '');
  const [task, setTask] = useState('');
  const [treat, setTreat] = useState<keyof typeof treatWords>('pass');
  const [reason, setReason] = useState('');
  const [report, setReport] = useState<RegradeReport | null>(null);
  const [rulings, setRulings] = useState<RulingRow[]>([]);
  const tasks = labs[lab]?.tasks ?? {};
  const chosen = tasks[task] === undefined ? (Object.keys(tasks)[0] ?? '') : task;
  const look = useCallback(async () => {
    const found = await call<RulingRow[]>('GET', `classes/${one.id}/regrades`);
    if (found.kind === 'ok') setRulings(found.value);
  }, [one.id]);
  useEffect(() => void look(), [look]);
  /** What was looked at is no longer what would be done. */
  const other = (change: () => void) => {
    change();
    setReport(null);
  };
  const rule = async (seen: number | null) => {
    const body = { lab, task: chosen, treat, reason, ...(seen === null ? { dryRun: true } : { seen }) };
    const done = await act(() => call<RegradeReport>('POST', `classes/${one.id}/regrades`, body));
    // Refused, perhaps because of another ruling meanwhile: what was shown is no longer so.
    setReport(done);
    await look();
    if (!done?.applied) return;
    setReason('');
    onDone();
  };
  return (
    <details class="cl-regrade">
      <summary>{w('regrade')}</summary>
      <form
        class="cl-form"
        onSubmit={(e) => {
          e.preventDefault();
          void rule(null);
        }}
      >
        <p class="cl-aside">{w('regradeHint')}</p>
        <Field label={w('lab')}>
          <select value={lab} onChange={(e) => other(() => setLab(e.currentTarget.value))}>
            {one.labs.map((l) => (
              <option key={l.lab} value={l.lab}>
                {labs[l.lab]?.title ?? l.lab}
              </option>
            ))}
          </select>
        </Field>
        <Field label={w('task')}>
          <select value={chosen} onChange={(e) => other(() => setTask(e.currentTarget.value))}>
            {Object.entries(tasks).map(([id, title]) => (
              <option key={id} value={id}>
                {title.replaceAll('`', '')}
              </option>
            ))}
          </select>
        </Field>
        <Field label={d('treat')}>
          <select value={treat} onChange={(e) => other(() => setTreat(e.currentTarget.value as keyof typeof treatWords))}>
            {Object.entries(treatWords).map(([value, word]) => (
              <option key={value} value={value}>
                {w(word)}
              </option>
            ))}
          </select>
        </Field>
        <Field label={w('reason')}>
          <input required minLength={3} maxLength={500} value={reason} onInput={(e) => setReason(e.currentTarget.value)} />
        </Field>
        {problem && <Problem text={problem} />}
        <p class="cl-buttons">
          <button type="submit" class="button" disabled={busy}>
            {d('preview')}
          </button>
          {report && !report.applied && (
            <button type="button" class="button go" disabled={busy || reason.trim().length < 3} onClick={() => void rule(report.rulings)}>
              {d('apply')}
            </button>
          )}
        </p>
      </form>
      {report && <Report report={report} language={language} />}
      {rulings.length > 0 && (
        <>
          <h4>{d('rulings')}</h4>
          <ul class="cl-list">
            {rulings.map((r) => (
              <li key={`${r.at}-${r.task}-${r.treat}`}>
                <span>
                  {labs[r.lab]?.title ?? r.lab} · {(labs[r.lab]?.tasks[r.task] ?? r.task).replaceAll('`', '')}: {w(treatWords[r.treat])} · {r.reason}
                </span>
                <small>
                  {r.by} · {when(r.at, language)} · {r.inForce ? d('inForce') : d('replaced')}
                </small>
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}

function Report({ report, language }: { report: RegradeReport; language: Language }) {
  const w = wordsIn(language);
  const d = deskWordsIn(language);
  return (
    <div role="status">
      <p>
        <b>
          {d(report.applied ? 'didChange' : 'wouldChange')} {report.changed.length}
        </b>
        {language === 'en' ? '; ' : '；'}
        {d('stay')} {report.same}
        {language === 'en' ? '. ' : '。'}
        {!report.applied && d('notYet')}
      </p>
      {report.changed.length > 0 && (
        <Table label={w('regrade')} heads={[w('learner'), d('before'), d('after'), w('state')]}>
          {report.changed.map((c) => (
            <tr key={c.person}>
              <th scope="row">{c.name}</th>
              <td class="number">
                {c.before} / {c.maxBefore}
              </td>
              <td class="number">
                {c.after} / {c.maxAfter}
              </td>
              <td>
                {c.solvedBefore !== c.solvedAfter && (c.solvedAfter ? `✓ ${d('nowSolved')}` : d('notSolved'))}{' '}
                {c.overridden && `${d('underOverride')} ${c.earnedBefore} → ${c.earnedAfter}`}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </div>
  );
}
