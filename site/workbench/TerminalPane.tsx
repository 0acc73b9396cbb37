import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Language } from '../../lab-runner/contract/text.ts';
import { afterCloseWords, inputFrames, resizeFrame } from './frames.ts';
import { terminalSocket } from './terminal-socket.ts';
import { terminalFont, themeOf } from './terminal-theme.ts';
import { words } from './words.ts';

interface Props {
  attempt: string;
  host: string;
  tab: number;
  shown: boolean;
  /** Changes when this terminal is to take the focus; 0: never yet. */
  grab: number;
  reader: boolean;
  language: Language;
}

/** One tab of one host. Connects by itself, and again after whatever happened to the network, the host or the runner. */
export function TerminalPane({ attempt, host, tab, shown, grab, reader, language }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const terminal = useRef<{ term: Terminal; fit: FitAddon } | null>(null);
  const [state, setState] = useState<string | null>(words.connecting[language]);

  useEffect(() => {
    const term = new Terminal({
      fontFamily: terminalFont,
      fontSize: 14,
      cursorBlink: true,
      scrollback: 5000,
      screenReaderMode: reader,
      theme: themeOf(),
    });
    const fit = new FitAddon();
    term.loadAddon(fit);
    term.open(box.current as HTMLDivElement);
    terminal.current = { term, fit };
    // The ways out for those who use no mouse, before and behind: Tab belongs to the shell.
    term.attachCustomKeyEventHandler((event) => {
      // Check without leaving the terminal: the page listens for it.
      if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') return false;
      if (!(event.ctrlKey && event.altKey && (event.key === 'Home' || event.key === 'End'))) return true;
      const out = event.key === 'Home' ? `tab-${host}-${tab}` : 'terminal-reader';
      if (event.type === 'keydown') document.getElementById(out)?.focus();
      return false;
    });
    const observer = new ResizeObserver(() => box.current?.offsetParent && fit.fit());
    observer.observe(box.current as HTMLDivElement);
    fit.fit();
    const socket = terminalSocket(`attempts/${attempt}/terminals/${host}/${tab}`, term, {
      onOpen: () => socket.send(resizeFrame(term.cols, term.rows)),
      onRestored: () => setState(null),
      onClose: (event) => setState(words[afterCloseWords(event.code)][language]),
    });
    term.onData((text) => {
      for (const frame of inputFrames(text)) socket.send(frame);
    });
    term.onResize(({ cols, rows }) => socket.send(resizeFrame(cols, rows)));
    return () => {
      observer.disconnect();
      socket.close();
      term.dispose();
    };
  }, [attempt, host, tab]);

  useEffect(() => {
    if (!terminal.current) return;
    terminal.current.term.options.screenReaderMode = reader;
  }, [reader]);

  useEffect(() => {
    if (!shown || !terminal.current) return;
    terminal.current.fit.fit();
    if (grab > 0) terminal.current.term.focus();
  }, [shown, grab]);

  return (
    <div class="wb-terminal" role="tabpanel" id={`screen-${host}-${tab}`} aria-labelledby={`tab-${host}-${tab}`} hidden={!shown}>
      <div class="wb-xterm" ref={box} />
      {state && (
        <p class="wb-terminal-state" role="status">
          {state}
        </p>
      )}
    </div>
  );
}
