import { useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { inline } from '../../lib/inline.ts';
import { useUrlState } from '../shared/useUrlState.ts';
import { type Entry, find, type Kind, kinds, ownEntries, pick } from './model.ts';
import { words } from './words.ts';
import './finder.css';

interface Props {
  language: Language;
  /** Terms and lessons. */
  more: readonly Entry[];
  places: { glossary: string; lessons: Readonly<Record<string, { href: string; title: string }>> };
}
const defaults = { q: '', kind: '', seed: 'a' };
const shown = 8;

/** A finder that needs no network, and a hunt that is played with it. */
export default function Finder({ language, more, places }: Props) {
  const w = words[language];
  const [input, change] = useUrlState('find', defaults);
  const [at, setAt] = useState('');
  const [taken, setTaken] = useState<Record<string, Entry>>({});
  const only = kinds.includes(input.kind as Kind) ? (input.kind as Kind) : '';
  const hits = find([...ownEntries, ...more], input.q, only);
  const questions = pick(input.seed);
  const current = questions.find((one) => one.id === at) ?? questions.find((one) => !one.answers.includes(taken[one.id]?.id ?? ''));
  const solved = questions.filter((one) => one.answers.includes(taken[one.id]?.id ?? '')).length;
  const link = (entry: Entry): { href: string; text: string } | null => {
    if (entry.kind === 'term') return { href: `${places.glossary}#${entry.id.slice('term:'.length)}`, text: w.kinds.term };
    const lesson = places.lessons[entry.kind === 'lesson' ? entry.id : (entry.lesson ?? '')];
    return lesson ? { href: lesson.href, text: lesson.title } : null;
  };

  return (
    <div class="finder" id="widget-find">
      <div class="finder-query">
        <label>
          {w.query}
          <input type="text" value={input.q} autocomplete="off" spellcheck={false} onInput={(event) => change({ q: event.currentTarget.value })} />
        </label>
        <label>
          {w.kind}
          <select value={only} onChange={(event) => change({ kind: event.currentTarget.value })}>
            <option value="">{w.all}</option>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {w.kinds[kind]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p role="status" class="finder-hint">
        {input.q.trim() === '' ? w.hint : hits.length === 0 ? w.none : w.found(hits.length, shown)}
      </p>
      <ol class="finder-hits">
        {hits.slice(0, shown).map(({ entry }) => {
          const to = link(entry);
          return (
            <li key={entry.id}>
              <p>
                <strong>{entry.title[language]}</strong> <small>{w.kinds[entry.kind]}</small>
              </p>
              <p>
                {entry.text[language]}{' '}
                {to && (
                  <>
                    {w.more} <a href={to.href}>{to.text}</a>
                  </>
                )}
              </p>
              {current && (
                <button type="button" onClick={() => setTaken({ ...taken, [current.id]: entry })}>
                  {w.take}
                </button>
              )}
            </li>
          );
        })}
      </ol>
      <section aria-label={w.hunt}>
        <p class="finder-title">{w.hunt}</p>
        <label class="finder-seed">
          {w.seed}
          <input
            type="text"
            value={input.seed}
            autocomplete="off"
            maxLength={40}
            onInput={(event) => {
              change({ seed: event.currentTarget.value });
              setTaken({});
              setAt('');
            }}
          />
        </label>
        <ol class="finder-hunt">
          {questions.map((one) => {
            const given = taken[one.id];
            const right = given !== undefined && one.answers.includes(given.id);
            return (
              <li key={one.id} aria-current={current?.id === one.id ? 'step' : undefined}>
                <span dangerouslySetInnerHTML={{ __html: inline(one.question[language]) }} />{' '}
                <span role="status" class={right ? 'right' : given ? 'wrong' : 'open'}>
                  {right ? w.right : given ? w.wrong(given.title[language]) : w.open}
                </span>{' '}
                {!right && current?.id !== one.id && (
                  <button type="button" onClick={() => setAt(one.id)}>
                    {w.choose}
                  </button>
                )}
              </li>
            );
          })}
        </ol>
        {solved === questions.length && <p class="right">{w.done}</p>}
      </section>
    </div>
  );
}
