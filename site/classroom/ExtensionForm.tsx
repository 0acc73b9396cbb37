import { useRef, useState } from 'preact/hooks';
import type { ClassView, ExtensionRow } from '../../lab-runner/contract/class.ts';
import type { Language } from '../../lab-runner/contract/text.ts';
import { call } from '../client/api.ts';
import { when } from '../components/pages/format.ts';
import type { LabTitles } from './ClassDesk.tsx';
import { deskWordsIn } from './desk-words.ts';
import { Field, localInput, Problem, useAct, wordsIn } from './parts.tsx';

interface Props {
  one: ClassView;
  /** `classes/…/learners/…` */
  path: string;
  lab: string;
  labs: LabTitles;
  /** Newest first. */
  extensions: readonly ExtensionRow[];
  language: Language;
  onDone: () => void;
}

/** A later due date for one learner, and every one that was given before. */
export function ExtensionForm({ one, path, lab: shown, labs, extensions, language, onDone }: Props) {
  const w = wordsIn(language);
  const d = deskWordsIn(language);
  const { act, busy, problem } = useAct(language);
  const due = one.labs.filter((l) => l.dueAt !== null);
  const [chosen, setChosen] = useState('');
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const why = useRef<HTMLInputElement>(null);
  const entry = due.find((l) => l.lab === (chosen || shown)) ?? due[0];
  const current = extensions.find((e) => e.lab === entry?.lab);
  const give = async (dueAt: string | null) => {
    if (!entry || !why.current?.reportValidity()) return;
    if (!(await act(() => call('PUT', `${path}/extensions/${entry.lab}`, { dueAt, reason })))) return;
    setReason('');
    setUntil('');
    onDone();
  };
  return (
    <>
      <h4>{d('extension')}</h4>
      {extensions.map((e) => (
        <blockquote key={`${e.lab}-${e.at}-${e.reason}`}>
          {labs[e.lab]?.title ?? e.lab}: {e.dueAt === null ? d('takenBack') : `${d('extendedTo')} ${when(e.dueAt, language)}`}
          {' · '}
          {e.reason}{' '}
          <small>
            {e.by} · {when(e.at, language)}
          </small>
        </blockquote>
      ))}
      {!entry ? (
        <p class="cl-aside">{d('extensionNone')}</p>
      ) : (
        <form
          class="cl-form"
          onSubmit={(e) => {
            e.preventDefault();
            void give(until === '' ? null : new Date(until).toISOString());
          }}
        >
          <p class="cl-aside">{d('extensionHint')}</p>
          <Field label={w('lab')}>
            <select value={entry.lab} onChange={(e) => setChosen(e.currentTarget.value)}>
              {due.map((l) => (
                <option key={l.lab} value={l.lab}>
                  {labs[l.lab]?.title ?? l.lab}
                </option>
              ))}
            </select>
          </Field>
          <p class="cl-aside">
            {d('dueForAll')} {when(entry.dueAt as string, language)}
          </p>
          <Field label={d('until')}>
            <input type="datetime-local" required min={localInput(entry.dueAt)} value={until} onInput={(e) => setUntil(e.currentTarget.value)} />
          </Field>
          <Field label={w('reason')}>
            <input ref={why} required minLength={3} maxLength={500} value={reason} onInput={(e) => setReason(e.currentTarget.value)} />
          </Field>
          {problem && <Problem text={problem} />}
          <p class="cl-buttons">
            <button type="submit" class="button" disabled={busy}>
              {d('give')}
            </button>
            {current?.dueAt && (
              <button type="button" class="cl-small" disabled={busy} onClick={() => void give(null)}>
                {d('takeBack')}
              </button>
            )}
          </p>
        </form>
      )}
    </>
  );
}
