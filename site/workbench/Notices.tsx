import type { Attempt, Visitor } from '../../lab-runner/contract/api.ts';
import type { Submission } from '../../lab-runner/contract/attempt.ts';
import type { Language, LocalizedText } from '../../lab-runner/contract/text.ts';
import type { HandNews } from './hand.ts';
import { minutesText, warnFrom } from './time.ts';
import type { Gone } from './useAttempt.ts';
import { words } from './words.ts';

interface Props {
  attempt: Attempt | null;
  submission: Submission | null;
  notice: LocalizedText | null;
  /** Staff who look at a terminal, or type in it. */
  visitors: readonly Visitor[];
  gone: Gone | null;
  lost: boolean;
  refused: { text: string; original: string } | null;
  left: number | null;
  /** What staff did about the raised hand, or wrote. */
  hand: HandNews | null;
  language: Language;
  onStay: () => void;
  onDismiss: () => void;
  onDismissVisitors: () => void;
}

/** What the learner has to know now, most pressing first. Polite: it is read when the reader pauses. */
export function Notices({ attempt, submission, notice, visitors, gone, lost, refused, left, hand, language, onStay, onDismiss, onDismissVisitors }: Props) {
  const w = (key: keyof typeof words) => words[key][language];
  const soon = left !== null && left <= warnFrom && attempt?.state === 'ready';
  const close = (
    <button type="button" class="wb-quiet" onClick={onDismiss}>
      {w('close')}
    </button>
  );
  return (
    <div class="wb-notices" role="status">
      {lost && (
        <p class="warn">
          <span>
            <b>{w('lost')}</b> {w('lostHint')}
          </span>
        </p>
      )}
      {refused && (
        <p class="not">
          <span>
            {refused.text} {refused.original && <small lang="en">{refused.original}</small>}
          </span>
          {close}
        </p>
      )}
      {visitors.length > 0 && (
        <p class="warn">
          <span>{visitors.map((v) => `${v.name} ${w(v.mode === 'watch' ? 'watches' : 'helps')} ${v.host}`).join('; ')}</span>
          <button type="button" class="wb-small" onClick={onDismissVisitors}>
            {w('endVisit')}
          </button>
        </p>
      )}
      {hand && (
        <p class="info">
          <span>
            {hand.lowered && w('handLowered')} {hand.notes.length > 0 && <b>{w('noteFrom')}</b>} {hand.notes.join(' · ')}
          </span>
          {close}
        </p>
      )}
      {gone && (
        <p class="warn">
          <span>{gone === 'replaced' ? w('replaced') : `${w('ended')} ${w('endedHint')}`}</span>
          {close}
        </p>
      )}
      {soon && (
        <p class="warn">
          <span>
            {w('sleepsSoon')} <b>{minutesText(left)[language]}</b>
          </span>
          <button type="button" class="wb-small" onClick={onStay}>
            {w('stay')}
          </button>
        </p>
      )}
      {notice && !soon && (
        <p class="info">
          <span>{notice[language]}</span>
          {close}
        </p>
      )}
      {attempt && attempt.state !== 'failed' && attempt.problem && (
        <p class="not">
          <span lang="en">{attempt.problem}</span>
        </p>
      )}
      {submission?.state === 'interrupted' && (
        <p class="warn">
          <span>{w('interrupted')}</span>
        </p>
      )}
      {attempt?.state === 'rebooting' && (
        <p class="info">
          <span>{w('waking')}…</span>
        </p>
      )}
      {attempt?.provedAt && (
        <p class="met">
          <span>✓ {w('solved')}</span>
        </p>
      )}
      {attempt?.checkedAt && !attempt.provedAt && !attempt.revealed && submission?.state !== 'running' && (
        <p class="met">
          <span>◐ {w('provePlease')}</span>
        </p>
      )}
      {attempt?.revealed && !attempt.provedAt && (
        <p class="info">
          <span>{w('noScore')}</span>
        </p>
      )}
    </div>
  );
}
