import type { ItemResult, TaskScore } from '../../lab-runner/contract/attempt.ts';
import type { Language, LocalizedText } from '../../lab-runner/contract/text.ts';
import { endName } from './evidence.ts';
import { Rich } from './Rich.tsx';
import { words } from './words.ts';

interface Props {
  result: ItemResult;
  score?: TaskScore | undefined;
  titles: Record<string, LocalizedText>;
  hosts: readonly { name: string; address: string }[];
  language: Language;
}

/** What a check found, in words: expected, observed, from where, what it means. */
export function Verdict({ result: item, score, titles, hosts, language }: Props) {
  const w = (key: keyof typeof words) => words[key][language];
  const { result } = item;
  const verdict = score?.verdict ?? result.verdict;
  const kept = verdict === 'pass' && result.verdict !== 'pass';
  const broken = score?.brokenInvariants ?? [];
  const decided = result.evidence.find((d) => d.lines.some((line) => line.deciding));
  // Met, and nothing to say about it: the sign on the task says it.
  if (result.verdict === 'pass' && !result.observed && broken.length === 0) return null;
  return (
    <div class={`wb-verdict ${verdict}`} id={`result-${item.id}`}>
      {kept && <p>✓ {w('kept')}</p>}
      {broken.length > 0 && (
        <p>
          {w('broken')}{' '}
          {broken.map((id, i) => (
            <b key={id}>
              {i > 0 && ' · '}
              <Rich text={titles[id]?.[language] ?? id} />
            </b>
          ))}
        </p>
      )}
      {result.verdict === 'fail' && !kept && (
        <dl>
          <dt>{w('expected')}</dt>
          <dd>
            <Rich text={result.expected[language]} />
          </dd>
          <dt>{w('observed')}</dt>
          <dd class="wb-observed">
            <Rich text={result.observed[language]} />
          </dd>
          {decided && decided.protocol !== 'host' && decided.protocol !== 'outside' && (
            <>
              <dt>{w('from')}</dt>
              <dd class="wb-ends">
                {endName(decided.from, hosts)[language]} → {endName(decided.to, hosts)[language]}
              </dd>
            </>
          )}
        </dl>
      )}
      {result.verdict === 'fail' && !kept && result.hint && (
        <p class="wb-meaning">
          <Rich text={result.hint[language]} />
        </p>
      )}
      {result.verdict === 'error' && (
        <p>
          {w('couldNotLook')}{' '}
          <small class="wb-aside" lang="en">
            {result.cause}
          </small>
        </p>
      )}
      {result.verdict === 'pass' && result.observed && (
        <p>
          <Rich text={result.observed[language]} />
        </p>
      )}
    </div>
  );
}
