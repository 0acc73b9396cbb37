import type { ObjectionRow } from '../../../lab-runner/contract/api.ts';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { Transcript } from '../../workbench/Evidence.tsx';
import { Rich } from '../../workbench/Rich.tsx';
import { when } from './format.ts';
import type { InstructorWords } from './instructor-words.ts';
import '../../workbench/evidence.css';

interface Props {
  rows: ObjectionRow[];
  /** Lab slug → title, and task id → title. */
  labs: Record<string, { title: string; tasks: Record<string, string> }>;
  words: InstructorWords;
  language: Language;
}

/** Learners' notes that a check is wrong, each with what the check had found and the dialogue it rests on. */
export function Objections({ rows, labs, words: w, language }: Props) {
  return (
    <section aria-labelledby="objections">
      <h2 id="objections">{w.objections}</h2>
      {rows.length === 0 && <p class="aside">{w.noObjections}</p>}
      {rows.map((row) => (
        <article key={row.id} class="objection">
          <h3>
            <Rich text={labs[row.lab]?.tasks[row.task] ?? row.task} />
          </h3>
          <p class="aside">
            {labs[row.lab]?.title ?? row.lab} · <code>{row.owner}</code> · <time dateTime={row.at}>{when(row.at, language)}</time>
          </p>
          <blockquote>{row.note}</blockquote>
          {row.result ? <Found row={row} result={row.result.result} words={w} language={language} /> : <p class="aside">{w.nothing}</p>}
        </article>
      ))}
    </section>
  );
}

interface FoundProps {
  row: ObjectionRow;
  result: NonNullable<ObjectionRow['result']>['result'];
  words: InstructorWords;
  language: Language;
}

function Found({ row, result, words: w, language }: FoundProps) {
  return (
    <details>
      <summary>
        {w.found} {w.verdicts[result.verdict]}
      </summary>
      {result.verdict === 'fail' && (
        <p>
          {w.expected} <Rich text={result.expected[language]} />
          <br />
          {w.observed} <Rich text={result.observed[language]} />
        </p>
      )}
      {result.verdict === 'error' && <p lang="en">{result.cause}</p>}
      {result.evidence.map((dialogue, i) => (
        <Transcript key={`${row.id}-${i}`} dialogue={dialogue} hosts={[]} language={language} />
      ))}
    </details>
  );
}
