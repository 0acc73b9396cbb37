import type { Attempt } from '../../lab-runner/contract/api.ts';
import type { Submission } from '../../lab-runner/contract/attempt.ts';
import type { Language } from '../../lab-runner/contract/text.ts';
import { minutesText } from './time.ts';
import { words } from './words.ts';

interface Props {
  attempt: Attempt;
  submission: Submission | null;
  /** Minutes until the machines are put to sleep. */
  left: number | null;
  language: Language;
  onSubmit: (kind: 'checks' | 'proofs') => void;
  onSolution: () => void;
  onReset: () => void;
  onEnd: () => void;
}

/** Above text and terminals: how the machines are, the score, the time, and what can be done with the whole lab. */
export function Bar({ attempt, submission, left, language, onSubmit, onSolution, onReset, onEnd }: Props) {
  const w = (key: keyof typeof words) => words[key][language];
  const running = submission?.state === 'running' ? submission.kind : null;
  const ready = attempt.state === 'ready' && !running;
  const score = submission?.score ?? attempt.score;
  const provable = attempt.checkedAt !== null && attempt.provedAt === null && !attempt.revealed;
  return (
    <>
      <div class="wb-facts">
        {(attempt.state === 'ready' || attempt.state === 'rebooting') && (
          <ul class="wb-hosts" aria-label={w('states')}>
            {attempt.hosts.map((host) => (
              <li key={host.name} class={attempt.state} title={`${host.fqdn} · ${host.address}`}>
                <span aria-hidden="true">{attempt.state === 'ready' ? '●' : '◌'}</span> {host.name}
                <span class="sr-only"> {attempt.state === 'ready' ? w('up') : w('rebooting')}</span>
              </li>
            ))}
          </ul>
        )}
        {score && (
          <span class="wb-score">
            <span class="sr-only">{w('score')} </span>
            <b>{score.points}</b> / {score.max} {w('points')}
          </span>
        )}
        {left !== null && (
          <span class="wb-left" title={w('sleepsHint')}>
            {w('sleepsIn')} {minutesText(left)[language]}
          </span>
        )}
      </div>
      <div class="wb-actions">
        <button type="button" class="wb-quiet" onClick={onSolution}>
          {attempt.revealed ? w('solutions') : w('solution')}
        </button>
        <button type="button" class="wb-quiet" onClick={onReset}>
          {w('reset')}
        </button>
        <button type="button" class="wb-quiet" onClick={onEnd}>
          {w('end')}
        </button>
        {provable && (
          <button type="button" class="button" aria-disabled={!ready} onClick={() => ready && onSubmit('proofs')}>
            {running === 'proof' ? w('proving') : w('prove')}
          </button>
        )}
        {attempt.state !== 'starting' && attempt.state !== 'failed' && attempt.state !== 'stopped' && (
          <button
            type="button"
            id="workbench-check"
            class="button go"
            aria-disabled={!ready}
            aria-keyshortcuts="Control+Enter Meta+Enter"
            onClick={() => ready && onSubmit('checks')}
          >
            {running === 'check' ? w('checking') : w('check')}
          </button>
        )}
      </div>
    </>
  );
}
