import type { Submission } from '../../lab-runner/contract/attempt.ts';
import type { Dialogue } from '../../lab-runner/contract/check.ts';
import { inLanguage, type Language, type LocalizedText } from '../../lab-runner/contract/text.ts';
import { words } from './words.ts';

const arrow = { sent: '→', received: '←', note: '·' } as const;

function Evidence({ dialogues, language }: { dialogues: Dialogue[]; language: Language }) {
  if (dialogues.length === 0) return null;
  return (
    <details class="wb-evidence">
      <summary>{words.evidence[language]}</summary>
      {dialogues.map((d, i) => (
        <figure key={i}>
          <figcaption>
            {d.protocol.toUpperCase()} {d.from} → {d.to}
          </figcaption>
          <ol>
            {d.lines.map((line, n) => (
              <li key={n} class={`${line.direction}${line.deciding ? ' deciding' : ''}`}>
                <span class="wb-at">{(line.at / 1000).toFixed(2)}</span>
                <span aria-hidden="true">{arrow[line.direction]}</span>
                <code>{inLanguage(line.text, language)}</code>
              </li>
            ))}
          </ol>
        </figure>
      ))}
    </details>
  );
}

interface Props {
  submission: Submission;
  titles: Record<string, LocalizedText>;
  language: Language;
  onObject: (task: string) => void;
}

/** What one press of *Check* found, item by item, each with what was said. */
export function Results({ submission, titles, language, onObject }: Props) {
  const { score } = submission;
  return (
    <section class="wb-results not-content" aria-live="polite" aria-label={words.results[language]}>
      {score && (
        <p class="wb-score">
          <b>{score.points}</b> / {score.max} {words.points[language]}
        </p>
      )}
      {submission.results.map((item) => {
        const { result } = item;
        const task = score?.tasks.find((t) => t.id === item.id);
        const verdict = task?.verdict ?? result.verdict;
        return (
          <article key={item.id} class={`wb-item ${verdict}`} id={`result-${item.id}`}>
            <h3>
              <span class="wb-verdict">{words[verdict][language]}</span> {titles[item.id]?.[language] ?? item.id}
              {task && (
                <span class="wb-points">
                  {task.points} / {task.max}
                </span>
              )}
            </h3>
            {result.verdict === 'fail' && (
              <dl>
                <dt>{words.expected[language]}</dt>
                <dd>{result.expected[language]}</dd>
                <dt>{words.observed[language]}</dt>
                <dd>{result.observed[language]}</dd>
              </dl>
            )}
            {result.verdict === 'fail' && result.hint && <p>{result.hint[language]}</p>}
            {result.verdict === 'error' && (
              <p>
                {words.couldNotLook[language]} <small>{result.cause}</small>
              </p>
            )}
            {result.verdict === 'pass' && result.observed && <p>{result.observed[language]}</p>}
            <Evidence dialogues={result.evidence} language={language} />
            {item.kind === 'task' && result.verdict === 'fail' && (
              <button type="button" class="wb-quiet" onClick={() => onObject(item.id)}>
                {words.object[language]}
              </button>
            )}
          </article>
        );
      })}
    </section>
  );
}
