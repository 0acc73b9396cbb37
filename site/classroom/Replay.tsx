import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Language } from '../../lab-runner/contract/text.ts';
import { apiPath } from '../client/api.ts';
import { themeOf } from '../workbench/terminal-theme.ts';
import { type Cast, readCast } from './cast.ts';
import { wordsIn } from './parts.tsx';

/** Seconds. */
const longestPause = 2;

/** Plays a recorded session. */
export function Replay({ path, language, onClose }: { path: string; language: Language; onClose: () => void }) {
  const w = wordsIn(language);
  const box = useRef<HTMLDivElement>(null);
  const [cast, setCast] = useState<Cast | null>(null);
  const [speed, setSpeed] = useState(2);
  const speedNow = useRef(speed);
  speedNow.current = speed;
  useEffect(() => {
    void fetch(apiPath(path), { credentials: 'same-origin' })
      .then((answer) => (answer.ok ? answer.text() : ''))
      .then((text) => setCast(readCast(text, longestPause)));
  }, [path]);
  useEffect(() => {
    if (!cast) return;
    const term = new Terminal({ cols: cast.columns, rows: cast.rows, disableStdin: true, fontSize: 13, theme: themeOf() });
    term.open(box.current as HTMLDivElement);
    let next = 0;
    let clock = 0;
    const timer = setInterval(() => {
      clock += 0.05 * speedNow.current;
      for (let event = cast.events[next]; event && event.at <= clock; event = cast.events[++next]) {
        if (event.kind === 'o') term.write(event.text);
        else {
          const [columns = 80, rows = 24] = event.text.split('x').map(Number);
          term.resize(columns, rows);
        }
      }
      if (next >= cast.events.length) clearInterval(timer);
    }, 50);
    return () => {
      clearInterval(timer);
      term.dispose();
    };
  }, [cast]);
  return (
    <section class="cl-beside" aria-label={w('recordings')}>
      <p>
        <label>
          {w('speed')}{' '}
          <select value={speed} onChange={(e) => setSpeed(Number(e.currentTarget.value))}>
            {[1, 2, 4, 8].map((n) => (
              <option key={n} value={n}>
                {n} ×
              </option>
            ))}
          </select>{' '}
          <small>{w('playing')}</small>
        </label>
        <button type="button" class="cl-small" onClick={onClose}>
          {w('close')}
        </button>
      </p>
      <div class="cl-xterm" ref={box} />
    </section>
  );
}
