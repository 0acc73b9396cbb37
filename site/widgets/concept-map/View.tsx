import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { readAddress, writeAddress } from '../address.ts';
import { type Concept, conceptIds, concepts, edges } from './edges.ts';
import { ConceptMap } from './Map.tsx';
import { fromText, grade, parts, toText } from './model.ts';
import { partNames, words } from './words.ts';
import '../shared/numbers.css';
import './concept-map.css';

interface Props {
  language: Language;
  /** Title of each lesson, and its address where it is written. */
  lessons: readonly { id: string; title: string; href: string | null }[];
}

/** `code` in a text, as an element. */
const coded = (text: string): (VNode | string)[] =>
  text.split(/(`[^`]+`)/).map((part, i) => (part.startsWith('`') ? <code key={`${i}${part}`}>{part.slice(1, -1)}</code> : part));

/** The map of the course with its ends taken off: find them, and see which lessons to read again. */
export default function ConceptMapTest({ language, lessons }: Props) {
  const w = words[language];
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const [checked, setChecked] = useState(false);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const given = readAddress('map');
    if (given !== null) setAnswers(fromText(edges, conceptIds, given));
  }, []);
  const put = (next: Record<string, string>) => {
    setAnswers(next);
    setChecked(false);
    setShown(false);
    writeAddress({ map: toText(edges, conceptIds, next) || null });
  };

  const result = checked ? grade(edges, answers) : null;
  const sorted = conceptIds.toSorted((a, b) => concepts[a][language].localeCompare(concepts[b][language], language));
  const chosen = edges.filter(({ id }) => answers[id]).length;
  const named = (id: string): VNode | string => {
    const lesson = lessons.find((one) => one.id === id);
    return lesson?.href ? (
      <a class="plain" href={lesson.href}>
        {lesson.title}
      </a>
    ) : (
      (lesson?.title ?? id)
    );
  };
  const endsOf = (ends: readonly string[]) => ends.map((end) => concepts[end as Concept][language]).join(w.or);
  return (
    <div class="figures cm">
      {parts.map((part) => {
        const own = edges.filter((edge) => edge.part === part);
        return (
          <fieldset key={part}>
            <legend>
              {partNames[part][language]} {result && <small>({w.part(result.parts[part].right, result.parts[part].of)})</small>}
            </legend>
            <ul class="cm-edges">
              {own.map(({ id, subject, relation, ends, why, lesson }) => (
                <li key={id}>
                  <label>
                    <span>
                      {coded(subject[language])} <em>{relation[language]}</em>
                    </span>
                    <select value={answers[id] ?? ''} onChange={(event) => put({ ...answers, [id]: event.currentTarget.value })}>
                      <option value="">{w.choose}</option>
                      {sorted.map((concept) => (
                        <option key={concept} value={concept}>
                          {concepts[concept][language]}
                        </option>
                      ))}
                    </select>
                  </label>
                  {result?.right.includes(id) && (
                    <p class="good">
                      ✓ {w.right} {coded(why[language])}
                    </p>
                  )}
                  {result?.wrong.includes(id) && !shown && (
                    <p class="bad">
                      ✗ {w.wrong} {named(lesson)}
                    </p>
                  )}
                  {result && shown && !result.right.includes(id) && (
                    <p class="bad">
                      {result.wrong.includes(id) ? '✗' : '○'} {w.isRight(endsOf(ends))} {coded(why[language])}
                    </p>
                  )}
                </li>
              ))}
            </ul>
            <ConceptMap language={language} edges={own} answers={answers} right={result?.right ?? null} label={w.figure} />
          </fieldset>
        );
      })}
      <div role="status">
        <p>{w.done(chosen, edges.length)}</p>
        {result && (
          <>
            <p class={result.passed ? 'good' : 'bad'}>
              <strong>
                {result.passed ? '✓' : '✗'} {w.score(result.right.length, edges.length, Math.round(result.share * 100))} {result.passed ? w.passed : w.notYet}
              </strong>
            </p>
            {result.read.length > 0 && (
              <p>
                {w.read}{' '}
                {result.read.map((id, i) => (
                  <span key={id}>
                    {i > 0 && (language === 'en' ? ', ' : '、')}
                    {named(id)}
                  </span>
                ))}
              </p>
            )}
          </>
        )}
      </div>
      <p class="cm-buttons">
        <button type="button" class="go" disabled={chosen === 0} onClick={() => setChecked(true)}>
          {w.check}
        </button>
        {result && !shown && result.right.length < edges.length && (
          <button type="button" onClick={() => setShown(true)}>
            {w.show}
          </button>
        )}
        {chosen > 0 && (
          <button type="button" onClick={() => put({})}>
            {w.again}
          </button>
        )}
      </p>
    </div>
  );
}
