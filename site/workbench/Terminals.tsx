import { useEffect, useRef, useState } from 'preact/hooks';
import type { Attempt } from '../../lab-runner/contract/api.ts';
import type { Language } from '../../lab-runner/contract/text.ts';
import { TerminalPane } from './TerminalPane.tsx';
import { addTab, type Tab, tabId, withoutTab } from './tabs.ts';
import { words } from './words.ts';

interface Props {
  attempt: Attempt;
  language: Language;
  /** The learner has just asked for it: the terminal takes the focus. */
  focus: boolean;
  onReboot: (host: string) => void;
}

const readerName = 'postlab-screen-reader';
const tabsName = (attempt: string) => `postlab-tabs-${attempt}`;

/** Tabs of all hosts; each tab keeps its connection while another one is looked at. */
export function Terminals({ attempt, language, focus, onReboot }: Props) {
  const w = (key: keyof typeof words) => words[key][language];
  const [tabs, setTabs] = useState<Tab[]>(() => kept(attempt));
  const [current, setCurrent] = useState(0);
  const [reader, setReader] = useState(() => localStorage.getItem(readerName) === 'on');
  /** Raised when the shown terminal should take the focus. */
  const [grab, setGrab] = useState(focus ? 1 : 0);
  const list = useRef<HTMLDivElement>(null);
  const shown = tabs[current];
  const host = attempt.hosts.find((h) => h.name === shown?.host);

  useEffect(() => sessionStorage.setItem(tabsName(attempt.id), JSON.stringify(tabs)), [tabs]);

  const show = (index: number) => {
    setCurrent(index);
    setGrab((n) => n + 1);
  };
  const add = () => {
    const added = shown && addTab(tabs, shown.host);
    if (!added) return;
    setTabs(added);
    show(added.length - 1);
  };
  const close = () => {
    setTabs(withoutTab(tabs, current));
    setCurrent(Math.max(0, current - 1));
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[Math.max(0, current - 1)]?.focus();
  };
  const move = (event: KeyboardEvent) => {
    const to = { ArrowRight: current + 1, ArrowLeft: current - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (event.key === 'Delete' && shown && shown.tab > 1) return close();
    if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      return setGrab((n) => n + 1);
    }
    if (to === undefined) return;
    event.preventDefault();
    const next = (to + tabs.length) % tabs.length;
    setCurrent(next);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
  };
  return (
    <section class="wb-terminals" aria-label={w('terminals')}>
      <div class="wb-tabs">
        <div role="tablist" aria-label={w('terminals')} ref={list} onKeyDown={move} tabIndex={-1}>
          {tabs.map((tab, i) => (
            <button
              key={tabId(tab)}
              type="button"
              role="tab"
              id={`tab-${tabId(tab)}`}
              aria-selected={i === current}
              aria-controls={`screen-${tabId(tab)}`}
              tabIndex={i === current ? 0 : -1}
              onClick={() => show(i)}
            >
              {tab.host}
              {tab.tab > 1 ? ` ${tab.tab}` : ''}
            </button>
          ))}
        </div>
        {shown && (
          <button type="button" class="wb-quiet" onClick={add} title={`${w('newTab')} ${shown.host}`} aria-label={`${w('newTab')} ${shown.host}`}>
            +
          </button>
        )}
        {shown && shown.tab > 1 && (
          <button
            type="button"
            class="wb-quiet"
            onClick={close}
            title={`${w('closeTab')} ${shown.host} ${shown.tab}`}
            aria-label={`${w('closeTab')} ${shown.host} ${shown.tab}`}
          >
            ×
          </button>
        )}
        <span class="wb-space" />
        {host && (
          <span class="wb-address" title={host.fqdn}>
            {host.fqdn} · {host.address}
          </span>
        )}
        {shown && (
          <button type="button" class="wb-quiet" onClick={() => onReboot(shown.host)}>
            {w('reboot')} {shown.host}
          </button>
        )}
      </div>
      <div class="wb-screens">
        {tabs.map((tab, i) => (
          <TerminalPane
            key={tabId(tab)}
            attempt={attempt.id}
            host={tab.host}
            tab={tab.tab}
            shown={i === current}
            grab={i === current ? grab : 0}
            reader={reader}
            language={language}
          />
        ))}
      </div>
      <div class="wb-foot">
        <span>{w('escape')}</span>
        <label>
          <input
            type="checkbox"
            id="terminal-reader"
            checked={reader}
            onChange={(e) => {
              setReader(e.currentTarget.checked);
              localStorage.setItem(readerName, e.currentTarget.checked ? 'on' : 'off');
            }}
          />{' '}
          {w('reader')}
        </label>
      </div>
    </section>
  );
}

/** The tabs this window had open before a reload, as far as their hosts exist. */
function kept(attempt: Attempt): Tab[] {
  const first = attempt.hosts.map((h) => ({ host: h.name, tab: 1 }));
  const text = sessionStorage.getItem(tabsName(attempt.id));
  if (!text) return first;
  const known = new Set(attempt.hosts.map((h) => h.name));
  const more = (JSON.parse(text) as Tab[]).filter((tab) => known.has(tab.host) && tab.tab > 1 && tab.tab < 10);
  return [...first, ...more];
}
