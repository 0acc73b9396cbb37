import { useEffect, useRef, useState } from 'preact/hooks';
import type { ClassLab, ClassSettings, ClassView } from '../../lab-runner/contract/class.ts';
import type { Language } from '../../lab-runner/contract/text.ts';
import { call } from '../client/api.ts';
import { useAsk } from '../components/ask/Ask.tsx';
import type { LabTitles } from './ClassDesk.tsx';
import { Field, localInput, Problem, useAct, wordsIn } from './parts.tsx';

interface Props {
  one: ClassView;
  labs: LabTitles;
  language: Language;
  onChanged: (next: ClassView) => void;
  onGone: () => void;
  /** Somebody else changed it: look again. */
  onStale: () => void;
}

/** Name, labs and due dates, the rules, the end of a class. */
export function ClassSettingsPanel({ one, labs, language, onChanged, onGone, onStale }: Props) {
  const w = wordsIn(language);
  const { act, busy, problem, setProblem } = useAct(language);
  const { ask, dialog } = useAsk(language);
  const [name, setName] = useState(one.name);
  const [chosen, setChosen] = useState<ClassLab[]>(one.labs);
  const [settings, setSettings] = useState<ClassSettings>(one.settings);
  const [open, setOpen] = useState(one.code !== null);
  const [told, setTold] = useState('');
  const shown = useRef(one.revision);
  useEffect(() => {
    // Not after the first drawing: what somebody has chosen since would be gone.
    if (shown.current === one.revision) return;
    shown.current = one.revision;
    setName(one.name);
    setChosen(one.labs);
    setSettings(one.settings);
    setOpen(one.code !== null);
  }, [one.revision]);
  const change = (part: Partial<ClassSettings>) => setSettings((now) => ({ ...now, ...part }));
  const toggle = (lab: string, on: boolean) => setChosen((now) => (on ? [...now, { lab, opensAt: null, dueAt: null }] : now.filter((l) => l.lab !== lab)));
  const setTime = (lab: string, part: 'opensAt' | 'dueAt', local: string) =>
    setChosen((now) => now.map((l) => (l.lab === lab ? { ...l, [part]: local === '' ? null : new Date(local).toISOString() } : l)));
  const save = async (event: Event) => {
    event.preventDefault();
    setTold('');
    const next = await act(() => call<ClassView>('PATCH', `classes/${one.id}`, { revision: one.revision, name, labs: chosen, settings, open }));
    if (!next) return onStale();
    onChanged(next);
    setTold(w('saved'));
  };
  const end = async () => {
    if ((await ask({ title: w('endClassAsk'), text: w('endClassText'), yes: w('endClass'), danger: true })) === null) return;
    const next = await act(() => call<ClassView>('POST', `classes/${one.id}/end`));
    if (next) onChanged(next);
  };
  const remove = async () => {
    const typed = await ask({ title: w('deleteClassAsk'), text: w('deleteClassText'), yes: w('deleteClass'), note: w('className'), danger: true });
    if (typed === null) return;
    if (typed !== one.name) return setProblem(w('wrongName'));
    if (await act(() => call('DELETE', `classes/${one.id}`))) onGone();
  };
  const newCode = async () => {
    const next = await act(() => call<ClassView>('POST', `classes/${one.id}/code`));
    if (next) onChanged(next);
  };
  return (
    <form class="cl-form cl-settings" onSubmit={(e) => void save(e)}>
      <Field label={w('className')}>
        <input required maxLength={120} value={name} onInput={(e) => setName(e.currentTarget.value)} />
      </Field>
      <fieldset>
        <legend>{w('labs')}</legend>
        <ul class="cl-choose">
          {Object.entries(labs).map(([slug, { title }]) => {
            const entry = chosen.find((l) => l.lab === slug);
            return (
              <li key={slug}>
                <label class="cl-check">
                  <input type="checkbox" checked={entry !== undefined} onChange={(e) => toggle(slug, e.currentTarget.checked)} /> {title}
                </label>
                {entry && (
                  <span class="cl-times">
                    <label>
                      {w('opens')}{' '}
                      <input type="datetime-local" value={localInput(entry.opensAt)} onInput={(e) => setTime(slug, 'opensAt', e.currentTarget.value)} />
                    </label>
                    <label>
                      {w('due')} <input type="datetime-local" value={localInput(entry.dueAt)} onInput={(e) => setTime(slug, 'dueAt', e.currentTarget.value)} />
                    </label>
                  </span>
                )}
              </li>
            );
          })}
        </ul>
      </fieldset>
      <Field label={w('gradeRule')}>
        <select value={settings.gradeRule} onChange={(e) => change({ gradeRule: e.currentTarget.value as ClassSettings['gradeRule'] })}>
          <option value="best">{w('ruleBest')}</option>
          <option value="last">{w('ruleLast')}</option>
          <option value="best-before-due">{w('ruleDue')}</option>
        </select>
      </Field>
      <Field label={w('latePercent')}>
        <input
          type="number"
          min={0}
          max={100}
          required
          value={settings.latePercentPerDay}
          onInput={(e) => change({ latePercentPerDay: Number(e.currentTarget.value) })}
        />
      </Field>
      <Field label={w('keepDays')}>
        <input type="number" min={1} max={3650} required value={settings.keepDays} onInput={(e) => change({ keepDays: Number(e.currentTarget.value) })} />
      </Field>
      {(
        [
          ['hints', 'hintsOn'],
          ['solutions', 'solutionsOn'],
          ['recordTerminals', 'recordOn'],
        ] as const
      ).map(([key, word]) => (
        <label key={key} class="cl-check">
          <input type="checkbox" checked={settings[key]} onChange={(e) => change({ [key]: e.currentTarget.checked })} /> {w(word)}
        </label>
      ))}
      <label class="cl-check">
        <input type="checkbox" checked={open} onChange={(e) => setOpen(e.currentTarget.checked)} /> {w('joinOpen')}
      </label>
      {problem && <Problem text={problem} />}
      <p role="status">{told}</p>
      <p class="cl-buttons">
        <button type="submit" class="button go" disabled={busy}>
          {w('save')}
        </button>
        <button type="button" class="cl-small" disabled={busy} onClick={() => void newCode()}>
          {w('newCode')}
        </button>
        {one.endedAt === null && (
          <button type="button" class="cl-small" disabled={busy} onClick={() => void end()}>
            {w('endClass')}
          </button>
        )}
        <button type="button" class="cl-small" disabled={busy} onClick={() => void remove()}>
          {w('deleteClass')}
        </button>
      </p>
      {dialog}
    </form>
  );
}
