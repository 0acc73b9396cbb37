import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { useUrlState } from '../shared/useUrlState.ts';
import { type Event, others, play, readEvents, type Shown, writeEvents } from './play.ts';
import { imapExamples, jmapExamples, words } from './words.ts';
import '../shared/numbers.css';
import './mail-api.css';

/** As long as servers and programs take an address without complaint. */
const addressLimit = 3000;

interface Props {
  language: Language;
}

/** One mailbox in the browser that is asked by IMAP, by JMAP, and changed by others. */
export default function MailApi({ language }: Props) {
  const w = words[language];
  const [state, change] = useUrlState('api', { log: '', by: 'imap' });
  const [events, setEvents] = useState<Event[]>([]);
  const [line, setLine] = useState<string>(imapExamples[0]);
  const [body, setBody] = useState(() => (jmapExamples.query as (state: number) => string)(14));
  const read = useRef(false);
  // What the address says arrives after the first drawing.
  useEffect(() => {
    if (read.current || state.log === '') return;
    read.current = true;
    setEvents(readEvents(state.log));
  }, [state.log]);
  const { shown, store } = useMemo(() => play(events), [events]);
  const jmap = state.by === 'jmap';
  const add = (event: Event) => {
    read.current = true;
    const next = [...events, event];
    setEvents(next);
    const text = writeEvents(next);
    if (text.length <= addressLimit) change({ log: text });
  };
  const tag = `a${events.filter((event) => event.kind === 'imap').length + 1}`;
  const sendLine = () => {
    if (line.trim() === '') return;
    add({ kind: 'imap', line: /^a\d+ /.test(line) ? line : `${tag} ${line}` });
    setLine('');
  };
  const log = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [shown]);

  return (
    <div class="figures mail-api" id="widget-api">
      <fieldset>
        <legend>{w.protocol}</legend>
        {(['imap', 'jmap'] as const).map((by) => (
          <label key={by} class="switch">
            <input type="radio" name="mail-api" checked={(by === 'jmap') === jmap} onChange={() => change({ by })} /> {w[by]}
          </label>
        ))}
      </fieldset>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div class="dialogue" role="log" aria-label={w.log} tabIndex={0} ref={log}>
        {shown.length === 0 ? w.empty : shown.map((item, i) => <Exchange key={`${i}-${item.event.kind}`} item={item} language={language} />)}
      </div>
      {writeEvents(events).length > addressLimit && <p class="aside">{w.tooLong}</p>}
      {jmap ? (
        <>
          <p class="row">
            {w.examples}:
            {Object.entries(jmapExamples).map(([name, text]) => (
              <button key={name} type="button" onClick={() => setBody(text(store.modseq))}>
                {w.jmapExamples[name]}
              </button>
            ))}
          </p>
          <label class="number-field">
            <span>{w.request}</span>
            <textarea rows={12} spellcheck={false} value={body} onInput={(event) => setBody(event.currentTarget.value)} />
          </label>
          <p class="row">
            <button type="button" class="go" onClick={() => add({ kind: 'jmap', text: body })}>
              {w.send}
            </button>
          </p>
        </>
      ) : (
        <>
          <form
            class="row"
            onSubmit={(event) => {
              event.preventDefault();
              sendLine();
            }}
          >
            <label for="mail-api-line">
              {w.line} <code>{tag}</code>
            </label>
            <input
              id="mail-api-line"
              type="text"
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
              value={line}
              onInput={(event) => setLine(event.currentTarget.value)}
            />
            <button type="submit" class="go">
              {w.send}
            </button>
          </form>
          <p class="row">
            <label>
              {w.examples}{' '}
              <select value="" onChange={(event) => setLine(event.currentTarget.value)}>
                <option value="">…</option>
                {imapExamples.map((example) => (
                  <option key={example} value={example}>
                    {example}
                  </option>
                ))}
              </select>
            </label>
            <button type="button" onClick={() => add({ kind: 'connect' })}>
              {w.connect}
            </button>
          </p>
        </>
      )}
      <fieldset>
        <legend>{w.meanwhile}</legend>
        <p class="row">
          {others.map((what) => (
            <button key={what} type="button" onClick={() => add({ kind: 'other', what })}>
              {w.others[what]}
            </button>
          ))}
          <button
            type="button"
            onClick={() => {
              setEvents([]);
              change({ log: '' });
            }}
          >
            {w.reset}
          </button>
        </p>
      </fieldset>
      <h4>{w.mailbox}</h4>
      <p class="aside">{w.facts(store.modseq, store.folders.find((folder) => folder.name === 'INBOX')?.uidValidity ?? 0)}</p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              {[w.folder, 'UID', w.id, w.subject, w.flags, 'MODSEQ'].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {store.emails
              .toSorted((a, b) => b.folder.localeCompare(a.folder) || a.uid - b.uid)
              .map((email) => (
                <tr key={`${email.folder}-${email.uid}`}>
                  <td>{email.folder}</td>
                  <td>{email.uid}</td>
                  <td>{email.id}</td>
                  <td>{email.subject}</td>
                  <td>{email.flags.length > 0 && <code>{email.flags.join(' ')}</code>}</td>
                  <td>{email.modseq}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Exchange({ item, language }: { item: Shown; language: Language }) {
  const w = words[language];
  const { event, lines } = item;
  if (event.kind === 'other') return <div class="elsewhere">{w.did[event.what]}</div>;
  return (
    <>
      {event.kind === 'connect' ? (
        <div class="elsewhere">{w.connected}</div>
      ) : (
        <div class="said">C: {event.kind === 'imap' ? event.line.replace(/(LOGIN \S+ ).*/i, '$1…') : event.text}</div>
      )}
      {lines.map((line, i) => (
        <div key={`${i}-${line}`} class={/^(\S+ )?(NO|BAD) |^HTTP 4|"error",$/.test(line) ? 'refused' : undefined}>
          {i === 0 || event.kind !== 'jmap' ? `S: ${line}` : `   ${line}`}
        </div>
      ))}
    </>
  );
}
