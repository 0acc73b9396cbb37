import type { Language } from '../../../lab-runner/contract/text.ts';
import { type Concept, concepts } from './edges.ts';
import type { Edge } from './model.ts';

interface Props {
  language: Language;
  edges: readonly Edge[];
  answers: Readonly<Record<string, string>>;
  /** Ids that are right, once the map was checked. */
  right: readonly string[] | null;
  label: string;
}
const row = 30;

/** One part of the map: concepts on the left, the ends that were chosen on the right, each end once. A line that is wrong is dashed and ends in a cross. */
export function ConceptMap({ language, edges, answers, right, label }: Props) {
  const drawn = edges.filter(({ id }) => answers[id]);
  if (drawn.length === 0) return null;
  const ends = [...new Set(drawn.map(({ id }) => answers[id] as Concept))];
  const height = Math.max(drawn.length, ends.length) * row + 12;
  const y = (i: number, n: number) => 6 + row / 2 + (i * (height - 12 - row)) / Math.max(1, n - 1);
  const plain = (text: string) => text.replaceAll('`', '');
  return (
    <div class="cm-map" role="img" aria-label={label}>
      <svg viewBox={`0 0 720 ${height}`} xmlns="http://www.w3.org/2000/svg" aria-hidden="true">
        {drawn.map(({ id, subject }, i) => {
          const [from, to] = [y(i, drawn.length), y(ends.indexOf(answers[id] as Concept), ends.length)];
          const wrong = right !== null && !right.includes(id);
          return (
            <g key={id}>
              <text class="cm-text" x="300" y={from + 4} text-anchor="end">
                {plain(subject[language])}
              </text>
              <path class={`cm-line ${right === null ? '' : wrong ? 'wrong' : 'right'}`} d={`M308 ${from} C 360 ${from} 360 ${to} 412 ${to}`} />
              {right !== null && (
                <text class={`cm-sign ${wrong ? 'wrong' : 'right'}`} x="316" y={from - 3}>
                  {wrong ? '✗' : '✓'}
                </text>
              )}
            </g>
          );
        })}
        {ends.map((end, i) => (
          <text key={end} class="cm-text" x="420" y={y(i, ends.length) + 4}>
            {concepts[end][language]}
          </text>
        ))}
      </svg>
    </div>
  );
}
