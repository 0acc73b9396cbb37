import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import './ask.css';

const no = { en: 'Not now', 'zh-cn': '先不' };

export interface Question {
  title: string;
  text: string;
  yes: string;
  /** What is asked about destroys something or costs points. */
  danger?: boolean;
  /** Label of a note that has to be written, unless it is optional. */
  note?: string;
  optional?: boolean;
  /** Characters the note may have. */
  most?: number;
}

/**
 * Asks in a dialog of our own. `ask` resolves to null for no, to the note (or '') for yes. The focus goes back to where it was.
 */
export function useAsk(language: Language) {
  const [open, setOpen] = useState<{ question: Question; answer: (reply: string | null) => void } | null>(null);
  const ask = useCallback((question: Question) => new Promise<string | null>((answer) => setOpen({ question, answer })), []);
  const done = (reply: string | null) => {
    open?.answer(reply);
    setOpen(null);
  };
  return { ask, dialog: open && <AskDialog question={open.question} language={language} onDone={done} /> };
}

function AskDialog({ question, language, onDone }: { question: Question; language: Language; onDone: (reply: string | null) => void }) {
  const box = useRef<HTMLDialogElement>(null);
  const reply = useRef<string | null>(null);
  const [note, setNote] = useState('');
  useEffect(() => {
    const dialog = box.current;
    const before = document.activeElement as HTMLElement | null;
    dialog?.showModal();
    return () => {
      if (before?.isConnected) before.focus();
    };
  }, []);
  const close = (value: string | null) => {
    reply.current = value;
    box.current?.close();
  };
  return (
    <dialog ref={box} class="ask not-content" aria-labelledby="ask-title" aria-describedby="ask-text" onClose={() => onDone(reply.current)}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          close(note.trim());
        }}
      >
        <h2 id="ask-title">{question.title}</h2>
        <p id="ask-text">{question.text}</p>
        {question.note !== undefined && (
          <label>
            {question.note}
            <textarea
              rows={question.most === undefined ? 5 : 3}
              maxLength={question.most ?? 4000}
              required={!question.optional}
              value={note}
              onInput={(e) => setNote(e.currentTarget.value)}
            />
          </label>
        )}
        <div class="ask-buttons">
          <button type="button" class="button" onClick={() => close(null)}>
            {no[language]}
          </button>
          <button type="submit" class={`button ${question.danger ? 'danger' : 'go'}`}>
            {question.yes}
          </button>
        </div>
      </form>
    </dialog>
  );
}
