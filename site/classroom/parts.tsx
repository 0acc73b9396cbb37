import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Me } from '../../lab-runner/contract/account.ts';
import type { Language } from '../../lab-runner/contract/text.ts';
import { call, type Reply } from '../client/api.ts';
import { refusalText } from '../client/problems.ts';
import { type Word, words } from './words.ts';

export const wordsIn = (language: Language) => (key: Word) => words[key][language];

/** Who this browser is; `null` while nobody has said so. */
export function useMe(): { me: Reply<Me> | null; look: () => Promise<void> } {
  const [me, setMe] = useState<Reply<Me> | null>(null);
  const look = useCallback(async () => setMe(await call<Me>('GET', 'me')), []);
  useEffect(() => void look(), [look]);
  return { me, look };
}

/** One call at a time; what was refused is there to be shown. */
export function useAct(language: Language) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const act = useCallback(
    async <T,>(work: () => Promise<Reply<T>>): Promise<T | null> => {
      setBusy(true);
      setProblem('');
      const reply = await work();
      setBusy(false);
      if (reply.kind === 'ok') return reply.value;
      if (reply.kind === 'absent') setProblem(words.absent[language]);
      else {
        const { text, original } = refusalText(reply, language);
        setProblem(`${text} ${original}`.trim());
      }
      return null;
    },
    [language],
  );
  return { act, busy, problem, setProblem };
}

/** What the API says at this path, null until it has; `look` asks anew. A refusal is shown where `act` shows one. */
export function useAnswer<T>(act: ReturnType<typeof useAct>['act'], path: string) {
  const [answer, setAnswer] = useState<T | null>(null);
  const look = useCallback(async () => {
    const found = await act(() => call<T>('GET', path));
    if (found) setAnswer(found);
  }, [act, path]);
  useEffect(() => void look(), [look]);
  return { answer, look };
}

/** What went wrong, where it went wrong. */
export function Problem({ text }: { text: string }) {
  return (
    <p class="cl-problem" role="alert">
      {text}
    </p>
  );
}

export function Field({ label, hint, children }: { label: string; hint?: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label class="cl-field">
      <span>{label}</span>
      {children}
      {hint && <small>{hint}</small>}
    </label>
  );
}

export function Insecure({ me, language }: { me: Me; language: Language }) {
  return me.insecure ? <p class="cl-warn">{words.insecure[language]}</p> : null;
}

/** `YYYY-MM-DDTHH:mm` of the reader's clock, as an input of type datetime-local wants it; '' for none. */
export function localInput(iso: string | null): string {
  if (iso === null) return '';
  const date = new Date(iso);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
