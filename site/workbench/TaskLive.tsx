import { useState } from 'preact/hooks';
import type { Attempt } from '../../lab-runner/contract/api.ts';
import type { ItemResult, TaskScore } from '../../lab-runner/contract/attempt.ts';
import type { Language, LocalizedText } from '../../lab-runner/contract/text.ts';
import type { LabCard } from '../lib/labs.ts';
import { Rich } from './Rich.tsx';
import { Verdict } from './Verdict.tsx';
import { hintCost, words } from './words.ts';

interface Props {
  task: LabCard['tasks'][number];
  titles: Record<string, LocalizedText>;
  attempt: Attempt;
  /** Of the last submission. */
  result: ItemResult | undefined;
  score: TaskScore | undefined;
  why: LocalizedText | undefined;
  language: Language;
  onEvidence: () => void;
  onHint: (level: number) => void;
  onObject: () => void;
  onDraft: (answer: string) => void;
  onAnswer: (answer: string) => Promise<boolean>;
}

/** What lives in the box of one task: answer, verdict, hints, and afterwards the why. */
export function TaskLive(props: Props) {
  const { task, titles, attempt, result, score, why, language, onEvidence, onHint, onObject } = props;
  const w = (key: keyof typeof words) => words[key][language];
  const hints = attempt.hints.filter((h) => h.task === task.id);
  const alive = attempt.state === 'ready' || attempt.state === 'rebooting' || attempt.state === 'stopped';
  return (
    <>
      {task.proof === 'answer' && <Answer {...props} />}
      {result && <Verdict result={result} score={score} titles={titles} hosts={attempt.hosts} language={language} />}
      {hints.length > 0 && (
        <ol class="wb-hints">
          {hints.map((hint) => (
            <li key={hint.level} id={`hint-${task.id}-${hint.level}`} tabIndex={-1}>
              <b>
                {w('hint')} {hint.level}
              </b>{' '}
              <span class="wb-prewrap">
                <Rich text={hint.text[language]} />
              </span>
            </li>
          ))}
        </ol>
      )}
      <div class="wb-task-actions">
        {result && (
          <button type="button" class="wb-small" aria-label={`${w('evidence')}: ${task.title[language]}`} onClick={onEvidence}>
            {w('evidence')}
          </button>
        )}
        {alive && hints.length < 3 && (
          <button type="button" class="wb-small" data-hint={task.id} onClick={() => onHint(hints.length + 1)}>
            {attempt.revealed ? `${w('hint')} ${hints.length + 1} / 3` : hintCost(hints.length + 1, task.points)[language]}
          </button>
        )}
        {hints.length === 3 && <span class="wb-aside">{w('hintsOver')}</span>}
        {result && (
          <button type="button" class="wb-quiet" aria-label={`${w('object')}: ${task.title[language]}`} onClick={onObject}>
            {w('object')}
          </button>
        )}
      </div>
      {why && (
        <details class="wb-why">
          <summary>{w('why')}</summary>
          <p class="wb-prewrap">
            <Rich text={why[language]} />
          </p>
        </details>
      )}
    </>
  );
}

function Answer({ task, attempt, language, onDraft, onAnswer }: Props) {
  const kept = attempt.answers[task.id] ?? '';
  const [value, setValue] = useState(kept);
  const saved = value === kept;
  return (
    <form
      class="wb-answer"
      onSubmit={(event) => {
        event.preventDefault();
        void onAnswer(value);
      }}
    >
      <label for={`answer-${task.id}`}>{words.answer[language]}</label>
      <input
        id={`answer-${task.id}`}
        type="text"
        value={value}
        maxLength={500}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        onInput={(event) => {
          setValue(event.currentTarget.value);
          onDraft(event.currentTarget.value);
        }}
      />
      <button type="submit" class="wb-small">
        {words.save[language]}
      </button>
      <small class="wb-aside" role="status">
        {saved ? kept && `✓ ${words.saved[language]}` : words.unsaved[language]}
      </small>
    </form>
  );
}
