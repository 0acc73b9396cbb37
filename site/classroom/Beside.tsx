import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { terminalFrame } from '../../lab-runner/contract/api.ts';
import type { Language } from '../../lab-runner/contract/text.ts';
import { apiPath } from '../client/api.ts';
import { acknowledgeFrame, afterClose, afterCloseWords, inputFrames } from '../workbench/frames.ts';
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
    const url = new URL(apiPath(`classes/${one}/attempts/${attempt}/terminals/${host}/1/${mode}`), location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    let socket: WebSocket | null = null;
    let timer = 0;
    let tries = 0;
    let over = false;
    const send = (frame: Uint8Array<ArrayBuffer>) => socket?.readyState === WebSocket.OPEN && socket.send(frame);
    const connect = () => {
      socket = new WebSocket(url);
      socket.binaryType = 'arraybuffer';
      socket.onmessage = (event: MessageEvent<ArrayBuffer>) => {
        const bytes = new Uint8Array(event.data);
        const body = bytes.subarray(1);
        if (bytes[0] === terminalFrame.size) term.resize(((body[0] ?? 0) << 8) + (body[1] ?? 80), ((body[2] ?? 0) << 8) + (body[3] ?? 24));
        else if (bytes[0] === terminalFrame.restored) {
          tries = 0;
          setState(null);
          term.reset();
          term.write(body);
        } else if (bytes[0] === terminalFrame.output) term.write(body, () => send(acknowledgeFrame(body.length)));
      };
      socket.onclose = (event) => {
        if (over) return;
        const next = afterClose(event.code, tries++);
        if ('retryIn' in next) timer = window.setTimeout(connect, next.retryIn);
        setState({ text: terminalWords[afterCloseWords(event.code)][language], original: 'giveUp' in next ? event.reason : '' });
      };
    };
    term.onData((text) => {
      for (const frame of inputFrames(text)) send(frame);
    });
    connect();
    if (mode === 'help') term.focus();
    return () => {
      over = true;
      clearTimeout(timer);
      socket?.close();
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
