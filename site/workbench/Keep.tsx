import type { Attempt } from '../../lab-runner/contract/api.ts';
import type { Submission } from '../../lab-runner/contract/attempt.ts';
import type { Language, LocalizedText } from '../../lab-runner/contract/text.ts';
import type { LabCard } from '../lib/labs.ts';
import { Rich } from './Rich.tsx';
import { marks, stateOf } from './states.ts';
import { Verdict } from './Verdict.tsx';
import { words } from './words.ts';

interface Props {
  lab: LabCard;
  attempt: Attempt | null;
  submission: Submission | null;
  titles: Record<string, LocalizedText>;
  language: Language;
  onEvidence: (id: string) => void;
}

/** What was true at the start and has to stay so: quiet while it holds. And, in fault labs, what became of the numbered mail. */
export function Keep({ lab, attempt, submission, titles, language, onEvidence }: Props) {
  const w = (key: keyof typeof words) => words[key][language];
  const canary = attempt?.canary;
  if (lab.invariants.length === 0 && !canary) return null;
  return (
    <section class="wb-keep" aria-labelledby="wb-keep-title">
      <h2 id="wb-keep-title">{w('mustStay')}</h2>
      <p class="wb-aside">{w('mustStayHint')}</p>
      <ul>
        {lab.invariants.map((item) => {
          const state = stateOf(item.id, submission, 'invariant');
          const result = submission?.results.find((r) => r.id === item.id);
          return (
            <li key={item.id} class={state}>
              <span class="wb-mark" aria-hidden="true">
                {marks[state]}
              </span>
              <div>
                <Rich text={item.title[language]} /> <span class="sr-only">({words[state][language]})</span>
                {result && result.result.verdict !== 'pass' && (
                  <>
                    <Verdict result={result} titles={titles} hosts={attempt?.hosts ?? []} language={language} />
                    <button type="button" class="wb-small" aria-label={`${w('evidence')}: ${item.title[language]}`} onClick={() => onEvidence(item.id)}>
                      {w('evidence')}
                    </button>
                  </>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {canary && (
        <p class="wb-canary">
          <b>{w('numbered')}</b> {canary.sent} {w('sent')} · {canary.arrived} {w('arrived')} · {canary.waiting} {w('waiting')} ·{' '}
          {canary.late > 0 && (
            <span class="state-not">
              {canary.late} {w('late')} ·{' '}
            </span>
          )}
          <span class={canary.lost > 0 ? 'state-not' : undefined}>
            {canary.lost} {w('gone')}
          </span>
          {canary.relayed && <span class="state-not"> · {w('relayed')}</span>}
        </p>
      )}
    </section>
  );
}
