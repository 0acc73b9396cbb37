import { useEffect, useRef, useState } from 'preact/hooks';
import type { AuditRow } from '../../lab-runner/contract/account.ts';
import type { Language } from '../../lab-runner/contract/text.ts';
import { call } from '../client/api.ts';
import { when } from '../components/pages/format.ts';
import { deskWordsIn } from './desk-words.ts';
import { Field, Problem, useAct } from './parts.tsx';
import { Table } from './Table.tsx';

/** Rows of one page. */
const pageSize = 50;

/** The log of privileged acts, newest first; a page more at a time. Its words are the server's, in English. */
export function AuditPanel({ language }: { language: Language }) {
  const d = deskWordsIn(language);
  const { act, busy, problem } = useAct(language);
  const [typed, setTyped] = useState('');
  const [rows, setRows] = useState<AuditRow[] | null>(null);
  const [more, setMore] = useState(false);
  /** What the rows shown were looked for with: "older" goes on with that, whatever has been typed since. */
  const looked = useRef('');
  const load = async (q: string, before: AuditRow | undefined) => {
    const query = new URLSearchParams({ q, limit: String(pageSize + 1), ...(before && { before: String(before.id) }) });
    const found = await act(() => call<AuditRow[]>('GET', `audit?${query}`));
    if (!found) return;
    looked.current = q;
    const page = found.slice(0, pageSize);
    setMore(found.length > pageSize);
    setRows((now) => (before && now ? [...now, ...page] : page));
  };
  useEffect(() => void load('', undefined), []);
  return (
    <>
      <p class="cl-aside">{d('logHint')}</p>
      <form
        class="cl-inline"
        onSubmit={(e) => {
          e.preventDefault();
          void load(typed.trim(), undefined);
        }}
      >
        <Field label={d('search')}>
          <input type="search" maxLength={100} value={typed} onInput={(e) => setTyped(e.currentTarget.value)} />
        </Field>
        <button type="submit" class="button" disabled={busy}>
          {d('find')}
        </button>
      </form>
      {problem && <Problem text={problem} />}
      <p role="status" class="cl-aside">
        {rows && (rows.length === 0 ? d('noneFound') : `${rows.length} ${d('shown')}`)}
      </p>
      {rows && rows.length > 0 && (
        <Table label={d('log')} class="cl-log" heads={[d('at'), d('who'), d('act'), d('subject'), d('detail')]}>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <time dateTime={row.at}>{when(row.at, language)}</time>
              </td>
              <td>{row.who}</td>
              <td lang="en">{row.act}</td>
              <td>{row.subject}</td>
              <td>{row.detail}</td>
            </tr>
          ))}
        </Table>
      )}
      {more ? (
        <button type="button" class="button" disabled={busy} onClick={() => void load(looked.current, rows?.at(-1))}>
          {d('older')}
        </button>
      ) : (
        rows && rows.length > pageSize && <p class="cl-aside">{d('end')}</p>
      )}
    </>
  );
}
