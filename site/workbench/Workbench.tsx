import { lazy, Suspense } from 'preact/compat';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Attempt } from '../../lab-runner/contract/api.ts';
import type { Submission } from '../../lab-runner/contract/attempt.ts';
import type { Language, LocalizedText } from '../../lab-runner/contract/text.ts';
import type { LabCard } from '../lib/labs.ts';
import { call } from './api.ts';
import { fillPlaces, preparePlaces } from './parameters.ts';
import { Results } from './Results.tsx';
import { useAttempt } from './useAttempt.ts';
import { stageText, words } from './words.ts';

// xterm is heavy: it is loaded when there is a terminal to show.
const Terminals = lazy(() => import('./Terminals.tsx').then((m) => ({ default: m.Terminals })));

const textRoot = () => document.getElementById('lab-text');

/** Everything of a lab's page that lives: start, terminals, checks, hints. The text stands beside it as plain HTML. */
export function Workbench({ lab, language }: { lab: LabCard; language: Language }) {
  const w = (key: keyof typeof words) => words[key][language];
  const { attempt, submission, stages, notice, problem, busy, take, act, setSubmission } = useAttempt(lab.slug, w('noRunner'));
  const [solutions, setSolutions] = useState<{ name: string; script: string }[] | null>(null);
  const [why, setWhy] = useState<Record<string, LocalizedText> | null>(null);
  const [said, setSaid] = useState('');
  const prepared = useRef(false);
  const titles = Object.fromEntries([...lab.tasks, ...lab.invariants].map((t) => [t.id, t.title]));
  const running = submission?.state === 'running';
  const path = attempt ? `attempts/${attempt.id}` : '';

  useEffect(() => {
    const root = textRoot();
    if (!root) return;
    if (!prepared.current) preparePlaces(root);
    prepared.current = true;
    if (attempt) fillPlaces(root, attempt.parameters);
    markTasks(root, attempt, submission, language);
  }, [attempt, submission]);

  useEffect(() => {
    if (!attempt || (!attempt.checkedAt && !attempt.revealed) || why) return;
    void call<Record<string, LocalizedText>>('GET', `${path}/why`).then((reply) => reply.kind === 'ok' && setWhy(reply.value));
  }, [attempt?.checkedAt, attempt?.revealed]);

  const start = () => act(() => call<Attempt>('POST', `labs/${lab.slug}/attempts`, { fresh: false })).then((a) => a && take(a));
  const submit = (kind: 'checks' | 'proofs') => act(() => call<Submission>('POST', `${path}/${kind}`)).then((s) => s && setSubmission(s));
  const end = (verb: 'DELETE' | 'POST', tail: string) => act(() => call<Attempt>(verb, `${path}${tail}`)).then((a) => a && take(a));
  const reveal = async () => {
    if (!confirm(w('solutionAsk'))) return;
    const shown = await act(() => call<{ solutions: { name: string; script: string }[] }>('POST', `${path}/solution`));
    if (shown) setSolutions(shown.solutions);
  };
  const object = async (task: string) => {
    const note = prompt(w('objectAsk'));
    if (note && (await act(() => call('POST', `${path}/objections`, { task, note })))) setSaid(w('thanks'));
  };
  const hint = async (task: string) => {
    if (confirm(w('hintAsk'))) await act(() => call('POST', `${path}/hints`, { task }));
  };

  const solved = attempt?.provedAt != null;
  const starting = attempt?.state === 'starting';
  const now = stages.filter((s) => s.state === 'running').at(-1) ?? stages.at(-1);
  const left = attempt?.expiresAt ? Math.max(0, Math.round((Date.parse(attempt.expiresAt) - Date.now()) / 60_000)) : null;
  return (
    <div class="wb not-content">
      <div class="wb-bar" role="toolbar" aria-label={lab.title[language]}>
        {!attempt && (
          <button type="button" class="button go" disabled={busy} onClick={start}>
            {w('start')}
          </button>
        )}
        {attempt && !starting && (
          <button type="button" id="workbench-check" class="button go" disabled={busy || running || attempt.state !== 'ready'} onClick={() => submit('checks')}>
            {running && submission?.kind === 'check' ? w('checking') : w('check')}
          </button>
        )}
        {attempt?.checkedAt && !solved && (
          <button type="button" class="button" disabled={busy || running} onClick={() => submit('proofs')}>
            {running && submission?.kind === 'proof' ? w('proving') : w('prove')}
          </button>
        )}
        {starting && (
          <button type="button" class="button" onClick={() => end('POST', '/cancel')}>
            {w('cancel')}
          </button>
        )}
        <span class="wb-space" />
        {left !== null && (
          <small>
            {w('left')} {left} {w('minutes')}
          </small>
        )}
        {attempt && !starting && (
          <>
            <button type="button" class="wb-quiet" onClick={reveal}>
              {w('solution')}
            </button>
            <button type="button" class="wb-quiet" onClick={() => confirm(w('resetAsk')) && end('POST', '/reset')}>
              {w('reset')}
            </button>
            <button type="button" class="wb-quiet" onClick={() => confirm(w('endAsk')) && end('DELETE', '')}>
              {w('end')}
            </button>
          </>
        )}
      </div>
      <div role="status" aria-live="polite" class="wb-said">
        {starting && now && (
          <p class="wb-stage">
            {w('starting')}: {stageText(now.id)[language]}… <b>{now.step}</b> {w('of')} {now.of}
            <progress max={now.of} value={now.step} />
          </p>
        )}
        {solved && <p class="wb-good">{w('solved')}</p>}
        {attempt?.checkedAt && !solved && !running && <p class="wb-good">{w('provePlease')}</p>}
        {notice && <p>{notice[language]}</p>}
        {said && <p>{said}</p>}
        {problem && (
          <p class="wb-problem">
            {problem.message} {problem.hint}
          </p>
        )}
      </div>
      {attempt && !starting && attempt.state !== 'failed' && (
        <Suspense fallback={<div class="wb-terminals" />}>
          <Terminals
            key={attempt.id}
            attempt={attempt}
            language={language}
            onReboot={(host) => act(() => call<Attempt>('POST', `${path}/hosts/${host}/reboot`)).then((a) => a && take(a))}
          />
        </Suspense>
      )}
      {attempt && !starting && (
        <details class="wb-hints">
          <summary>{w('hint')}</summary>
          {lab.tasks.map((task) => {
            const taken = attempt.hints.filter((h) => h.task === task.id);
            return (
              <div key={task.id}>
                <h3>{task.title[language]}</h3>
                <ol>
                  {taken.map((h) => (
                    <li key={h.level}>
                      <pre>{h.text[language]}</pre>
                    </li>
                  ))}
                </ol>
                {taken.length < 3 && (
                  <button type="button" class="button" disabled={busy} onClick={() => hint(task.id)}>
                    {w('hint')} {taken.length + 1} / 3
                  </button>
                )}
              </div>
            );
          })}
        </details>
      )}
      {submission && submission.results.length > 0 && <Results submission={submission} titles={titles} language={language} onObject={object} />}
      {solutions && (
        <section class="wb-solutions">
          {solutions.map((s) => (
            <details key={s.name} open={solutions.length === 1}>
              <summary>{s.name}</summary>
              <pre>{s.script}</pre>
            </details>
          ))}
        </section>
      )}
      {why && (
        <section class="wb-why">
          <h2>{w('why')}</h2>
          {lab.tasks.map((t) => (
            <div key={t.id}>
              <h3>{t.title[language]}</h3>
              <p>{why[t.id]?.[language]}</p>
            </div>
          ))}
        </section>
      )}
    </div>
  );
}

/** Writes each task's state into the text's own boxes. */
function markTasks(root: HTMLElement, attempt: Attempt | null, submission: Submission | null, language: Language): void {
  for (const box of root.querySelectorAll<HTMLElement>('[data-task]')) {
    const id = box.dataset['task'] ?? '';
    const verdict = submission?.score?.tasks.find((t) => t.id === id)?.verdict ?? attempt?.score?.tasks.find((t) => t.id === id)?.verdict ?? 'open';
    box.dataset['state'] = verdict;
    const badge = box.querySelector('.task-state');
    if (badge) badge.textContent = words[verdict][language];
  }
}
