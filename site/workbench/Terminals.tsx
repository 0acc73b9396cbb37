import { useState } from 'preact/hooks';
import type { Attempt } from '../../lab-runner/contract/api.ts';
import type { Language } from '../../lab-runner/contract/text.ts';
import { TerminalPane } from './TerminalPane.tsx';
import { words } from './words.ts';

interface Props {
  attempt: Attempt;
  language: Language;
  onReboot: (host: string) => void;
}

/** Tabs of all hosts; each tab keeps its connection while another one is looked at. */
export function Terminals({ attempt, language, onReboot }: Props) {
  const [tabs, setTabs] = useState(() => attempt.hosts.map((h) => ({ host: h.name, tab: 1 })));
  const [current, setCurrent] = useState(0);
  const [reader, setReader] = useState(false);
  const shown = tabs[current];
  const add = () => {
    if (!shown) return;
    const used = tabs.filter((t) => t.host === shown.host).map((t) => t.tab);
    const tab = [1, 2, 3, 4, 5, 6, 7, 8, 9].find((n) => !used.includes(n));
    if (!tab) return;
    setTabs([...tabs, { host: shown.host, tab }]);
    setCurrent(tabs.length);
  };
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const next = (current + step + tabs.length) % tabs.length;
    setCurrent(next);
    (event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
  };
  return (
    <section class="wb-terminals not-content" aria-label={words.terminals[language]}>
      <div class="wb-tabs">
        <div role="tablist" aria-label={words.terminals[language]} onKeyDown={move} tabIndex={-1}>
          {tabs.map((t, i) => (
            <button
              key={`${t.host}/${t.tab}`}
              type="button"
              role="tab"
              aria-selected={i === current}
              tabIndex={i === current ? 0 : -1}
              onClick={() => setCurrent(i)}
            >
              {t.host}
              {t.tab > 1 ? ` ${t.tab}` : ''}
            </button>
          ))}
        </div>
        <button type="button" class="wb-quiet" onClick={add} title={words.newTab[language]} aria-label={words.newTab[language]}>
          +
        </button>
        <span class="wb-space" />
        <label class="wb-quiet">
          <input type="checkbox" checked={reader} onChange={(e) => setReader(e.currentTarget.checked)} /> {words.reader[language]}
        </label>
        {shown && (
          <button type="button" class="wb-quiet" onClick={() => onReboot(shown.host)}>
            {words.reboot[language]} {shown.host}
          </button>
        )}
      </div>
      <div class="wb-screens">
        {tabs.map((t, i) => (
          <TerminalPane key={`${t.host}/${t.tab}`} attempt={attempt.id} host={t.host} tab={t.tab} shown={i === current} reader={reader} language={language} />
        ))}
      </div>
      <p class="wb-foot">{words.escape[language]}</p>
    </section>
  );
}
