import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Language } from '../../lab-runner/contract/text.ts';
import { afterCloseWords, inputFrames } from '../workbench/frames.ts';
import { terminalSocket } from '../workbench/terminal-socket.ts';
import { terminalFont, themeOf } from '../workbench/terminal-theme.ts';
import { words as terminalWords } from '../workbench/words.ts';
import { wordsIn } from './parts.tsx';

interface Props {
  one: string;
  attempt: string;
  host: string;
  mode: 'watch' | 'help';
  language: Language;
  onClose: () => void;
}

/** A learner's terminal, in the size of the learner's own screen. They see that somebody is there. Connects again until they or the server say no. */
export function Beside({ one, attempt, host, mode, language, onClose }: Props) {
  const w = wordsIn(language);
  const box = useRef<HTMLDivElement>(null);
  /** Why there is nothing to see; `original`: the server's own words, English. */
  const [state, setState] = useState<{ text: string; original: string } | null>(null);
  useEffect(() => {
    const term = new Terminal({
      fontFamily: terminalFont,
      fontSize: 13,
      disableStdin: mode === 'watch',
      cursorBlink: mode === 'help',
      theme: themeOf(),
    });
    term.open(box.current as HTMLDivElement);
    const socket = terminalSocket(`classes/${one}/attempts/${attempt}/terminals/${host}/1/${mode}`, term, {
      onRestored: () => setState(null),
      onSize: (columns, rows) => term.resize(columns, rows),
      onClose: (event, gaveUp) => setState({ text: terminalWords[afterCloseWords(event.code)][language], original: gaveUp ? event.reason : '' }),
    });
    term.onData((text) => {
      for (const frame of inputFrames(text)) socket.send(frame);
    });
    if (mode === 'help') term.focus();
    return () => {
      socket.close();
      term.dispose();
    };
  }, [one, attempt, host, mode]);
  return (
    <section class="cl-beside" aria-label={`${w(mode)} ${host}`}>
      <p>
        <span>
          {w(mode === 'watch' ? 'watching' : 'helping')} <code>{host}</code>. {w('theySee')}
        </span>
        <button type="button" class="cl-small" onClick={onClose}>
          {w('close')}
        </button>
      </p>
      <div class="cl-xterm" ref={box} />
      {state && <p role="status">{state.original ? <span lang="en">{state.original}</span> : state.text}</p>}
    </section>
  );
}
