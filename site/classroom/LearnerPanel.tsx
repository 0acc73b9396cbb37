import { lazy, Suspense } from 'preact/compat';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { BoardRow, ClassView, LaunchView, LearnerDetail, RecordingRow } from '../../lab-runner/contract/class.ts';
import type { Language } from '../../lab-runner/contract/text.ts';
import { apiPath, call } from '../client/api.ts';
import { useAsk } from '../components/ask/Ask.tsx';
import { Transcript } from '../workbench/Evidence.tsx';
import '../workbench/evidence.css';
import { when } from '../components/pages/format.ts';
import { Rich } from '../workbench/Rich.tsx';
import type { LabTitles } from './ClassDesk.tsx';
import { ExtensionForm } from './ExtensionForm.tsx';
import { Field, Problem, useAct, wordsIn } from './parts.tsx';
import { timelineOf } from './timeline.ts';

// xterm is heavy: it is loaded when somebody looks into a terminal.
const Replay = lazy(() => import('./Replay.tsx').then((m) => ({ default: m.Replay })));
const Beside = lazy(() => import('./Beside.tsx').then((m) => ({ default: m.Beside })));

interface Props {
  one: ClassView;
  person: string;
  row: BoardRow | undefined;
  lab: string;
  launch: LaunchView | undefined;
  labs: LabTitles;
  language: Language;
  mayManage: boolean;
  onClose: () => void;
}

/** One learner: what happened, with evidence; their terminals; notes. */
export function LearnerPanel({ one, person, row, lab, launch, labs, language, mayManage, onClose }: Props) {
  const w = wordsIn(language);
  const [detail, setDetail] = useState<LearnerDetail | null>(null);
  const [passcode, setPasscode] = useState('');
  const [note, setNote] = useState('');
  const [shown, setShown] = useState(true);
  const [beside, setBeside] = useState<{ attempt: string; host: string; mode: 'watch' | 'help' } | null>(null);
  const [recordings, setRecordings] = useState<RecordingRow[]>([]);
  const [playing, setPlaying] = useState<RecordingRow | null>(null);
  const { act, busy, problem } = useAct(language);
  const { ask, dialog } = useAsk(language);
  const title = useRef<HTMLHeadingElement>(null);
  const path = `classes/${one.id}/learners/${person}`;
  const cell = row?.labs[lab];
  const look = useCallback(async () => {
    const found = await act(() => call<LearnerDetail>('GET', path));
    if (found) setDetail(found);
    const recorded = await call<RecordingRow[]>('GET', `${path}/recordings`);
    if (recorded.kind === 'ok') setRecordings(recorded.value);
  }, [path]);
  // Each check and hint moves the board's row, and with it this panel.
  useEffect(() => void look(), [look, cell?.checks, cell?.hints, cell?.attempt, cell?.state]);
  useEffect(() => title.current?.focus(), []);

  const attempt = detail?.attempts.find((a) => a.lab === lab && a.endedAt === null);
  const lowerHand = () => act(() => call('DELETE', `${path}/hand`));
  const reset = async () => {
    if (!launch || (await ask({ title: `${w('resetOne')}: ${row?.name}`, text: w('resetOneText'), yes: w('yes'), danger: true })) === null) return;
    await act(() => call('POST', `classes/${one.id}/launches/${launch.id}/reset`, { person }));
  };
  const renew = async () => {
    const made = await act(() => call<{ passcode: string }>('POST', `${path}/passcode`));
    if (made) setPasscode(made.passcode);
  };
  const send = async (event: Event) => {
    event.preventDefault();
    if (!(await act(() => call('POST', `${path}/notes`, { text: note, toLearner: shown })))) return;
    setNote('');
    await look();
  };
  return (
    <aside class="cl-learner" aria-labelledby="learner-title">
      <header>
        <h3 id="learner-title" tabIndex={-1} ref={title}>
          {row?.name ?? detail?.person.name}
        </h3>
        <button type="button" class="cl-small" onClick={onClose}>
          {w('close')}
        </button>
      </header>
      {row?.hand && (
        <p class="cl-flag">
          <b>{w('hand')}</b> {row.hand.text}{' '}
          <button type="button" class="cl-small" onClick={() => void lowerHand()}>
            {w('lowerHand')}
          </button>
        </p>
      )}
      {problem && <Problem text={problem} />}
      {attempt && cell?.state === 'ready' && (
        <p class="cl-buttons">
          {attempt.hosts.map((host) => (
            <span key={host} class="cl-host">
              <code>{host}</code>
              <button type="button" class="cl-small" onClick={() => setBeside({ attempt: attempt.id, host, mode: 'watch' })}>
                {w('watch')}
              </button>
              <button type="button" class="cl-small" onClick={() => setBeside({ attempt: attempt.id, host, mode: 'help' })}>
                {w('help')}
              </button>
            </span>
          ))}
          {mayManage && launch && (
            <button type="button" class="cl-small" onClick={() => void reset()}>
              {w('resetOne')}
            </button>
          )}
        </p>
      )}
      {beside && (
        <Suspense fallback={<p role="status">{w('asking')}</p>}>
          <Beside key={`${beside.attempt}-${beside.host}-${beside.mode}`} one={one.id} {...beside} language={language} onClose={() => setBeside(null)} />
        </Suspense>
      )}
      <h4>{w('timeline')}</h4>
      {detail && detail.attempts.length === 0 && <p class="cl-aside">{w('nothingYet')}</p>}
      <ol class="cl-timeline">
        {detail &&
          timelineOf(detail).map((moment) => (
            <li key={moment.key}>
              <time dateTime={moment.at}>{when(moment.at, language)}</time> <span>{labs[moment.lab]?.title ?? moment.lab}: </span>
              {moment.kind === 'hint' ? (
                <>
                  {w('hintTaken')} <Rich text={labs[moment.lab]?.tasks[moment.task] ?? moment.task} />
                </>
              ) : moment.kind !== 'check' ? (
                w(moment.kind)
              ) : (
                <details>
                  <summary>
                    {w(moment.submission.kind === 'proof' ? 'proofDone' : 'checkDone')}:{' '}
                    {moment.submission.score ? `${moment.submission.score.points} / ${moment.submission.score.max}` : moment.submission.state}
                  </summary>
                  {moment.submission.results
                    .filter((r) => r.kind === 'task' || r.result.verdict !== 'pass')
                    .map((r) => (
                      <details key={r.id} class={`cl-result ${r.result.verdict}`}>
                        <summary>
                          {r.result.verdict === 'pass' ? '✓' : r.result.verdict === 'fail' ? '✗' : '?'} <Rich text={labs[moment.lab]?.tasks[r.id] ?? r.id} />
                        </summary>
                        {r.result.verdict === 'fail' && (
                          <p>
                            {w('expected')} <Rich text={r.result.expected[language]} />
                            <br />
                            {w('observed')} <Rich text={r.result.observed[language]} />
                          </p>
                        )}
                        {r.result.verdict === 'error' && <p lang="en">{r.result.cause}</p>}
                        {r.result.evidence.map((dialogue, i) => (
                          <Transcript key={`${r.id}-${i}`} dialogue={dialogue} hosts={[]} language={language} />
                        ))}
                      </details>
                    ))}
                </details>
              )}
            </li>
          ))}
      </ol>
      {recordings.length > 0 && (
        <>
          <h4>{w('recordings')}</h4>
          <p class="cl-buttons">
            {recordings.map((one) => (
              <button key={`${one.attempt}-${one.file}`} type="button" class="cl-small" onClick={() => setPlaying(one)}>
                {w('play')}: {one.file.replace(/-\d+T\d+Z\.cast$/, '')} · {when(one.at, language)}
              </button>
            ))}
          </p>
        </>
      )}
      {playing && (
        <Suspense fallback={<p role="status">{w('asking')}</p>}>
          <Replay key={playing.file} path={`${path}/recordings/${playing.attempt}/${playing.file}`} language={language} onClose={() => setPlaying(null)} />
        </Suspense>
      )}
      {mayManage && detail && (
        <ExtensionForm one={one} path={path} lab={lab} labs={labs} extensions={detail.extensions} language={language} onDone={() => void look()} />
      )}
      <h4>{w('writeNote')}</h4>
      {detail?.notes.map((n) => (
        <blockquote key={n.at}>
          {n.text}{' '}
          <small>
            {n.by} · {when(n.at, language)}
            {n.toLearner ? ` · ${w('noteShown')}` : ''}
          </small>
        </blockquote>
      ))}
      <form class="cl-form" onSubmit={(e) => void send(e)}>
        <Field label={w('noteText')}>
          <textarea required rows={2} maxLength={2000} value={note} onInput={(e) => setNote(e.currentTarget.value)} />
        </Field>
        <label class="cl-check">
          <input type="checkbox" checked={shown} onChange={(e) => setShown(e.currentTarget.checked)} /> {w('noteShown')}
        </label>
        <button type="submit" class="button" disabled={busy}>
          {w('send')}
        </button>
      </form>
      {mayManage && (
        <p class="cl-buttons">
          <button type="button" class="cl-small" onClick={() => void renew()}>
            {w('newPasscode')}
          </button>
          <a class="cl-small" href={apiPath(`${path}/data`)} download="postlab-learner.json">
            {w('export')}
          </a>
        </p>
      )}
      {passcode && (
        <p role="status">
          {w('newPasscodeIs')} <output class="cl-bigcode">{passcode}</output>
        </p>
      )}
      {dialog}
    </aside>
  );
}
