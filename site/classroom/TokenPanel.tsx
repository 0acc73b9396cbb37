import { useState } from 'preact/hooks';
import type { z } from 'zod';
import type { Scope, tokenMade, tokenRow } from '../../lab-runner/contract/account.ts';
import type { Language } from '../../lab-runner/contract/text.ts';
import { call } from '../client/api.ts';
import { useAsk } from '../components/ask/Ask.tsx';
import { when } from '../components/pages/format.ts';
import { deskWordsIn } from './desk-words.ts';
import { Once } from './Once.tsx';
import { Field, Problem, useAct, useAnswer } from './parts.tsx';
import { Table } from './Table.tsx';

type Row = z.infer<typeof tokenRow>;
const scopes = { grade: 'scopeGrade', read: 'scopeRead', manage: 'scopeManage' } as const satisfies Record<Scope, string>;

/** Tokens for scripts: what each may do, until when; a new one is shown once. */
export function TokenPanel({ language }: { language: Language }) {
  const d = deskWordsIn(language);
  const { act, busy, problem, setProblem } = useAct(language);
  const { ask, dialog } = useAsk(language);
  const { answer: rows, look } = useAnswer<Row[]>(act, 'tokens');
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<Scope>>(new Set<Scope>(['read']));
  const [days, setDays] = useState(90);
  const [token, setToken] = useState('');
  const make = async (event: Event) => {
    event.preventDefault();
    if (chosen.size === 0) return setProblem(d('needScope'));
    const made = await act(() => call<z.infer<typeof tokenMade>>('POST', 'tokens', { name, scopes: [...chosen], days }));
    if (!made) return;
    setToken(made.token);
    setName('');
    await look();
  };
  const remove = async (row: Row) => {
    if ((await ask({ title: `${d('removeTokenAsk')} ${row.name}`, text: d('removeTokenText'), yes: d('remove'), danger: true })) === null) return;
    if (await act(() => call('DELETE', `tokens/${row.id}`))) await look();
  };
  const toggle = (scope: Scope, on: boolean) => setChosen((now) => new Set(on ? [...now, scope] : [...now].filter((s) => s !== scope)));
  return (
    <>
      <p class="cl-aside">{d('tokensHint')}</p>
      {token && <Once key={token} label={d('tokenIs')} text={token} language={language} />}
      {rows?.length === 0 && <p class="cl-aside">{d('noTokens')}</p>}
      {rows && rows.length > 0 && (
        <Table label={d('tokens')} heads={[d('tokenName'), d('scopes'), d('expires'), d('lastUsed')]} acts={d('act')}>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.name}</th>
              <td>
                <code>{row.scopes.join(', ')}</code>
              </td>
              <td>{when(row.expiresAt, language)}</td>
              <td>{row.lastUsedAt === null ? d('never') : when(row.lastUsedAt, language)}</td>
              <td>
                <button type="button" class="cl-small" aria-label={`${d('remove')}: ${row.name}`} disabled={busy} onClick={() => void remove(row)}>
                  {d('remove')}
                </button>
              </td>
            </tr>
          ))}
        </Table>
      )}
      <form class="cl-form" onSubmit={(e) => void make(e)}>
        <Field label={d('tokenName')}>
          <input required maxLength={80} autocomplete="off" value={name} onInput={(e) => setName(e.currentTarget.value)} />
        </Field>
        <fieldset class="cl-scopes">
          <legend>{d('scopes')}</legend>
          {(Object.keys(scopes) as Scope[]).map((scope) => (
            <label key={scope} class="cl-check">
              <input type="checkbox" checked={chosen.has(scope)} onChange={(e) => toggle(scope, e.currentTarget.checked)} />
              <span>
                <code>{scope}</code> {d(scopes[scope])}
              </span>
            </label>
          ))}
        </fieldset>
        <Field label={d('days')}>
          <input type="number" min={1} max={366} required value={days} onInput={(e) => setDays(Number(e.currentTarget.value))} />
        </Field>
        {problem && <Problem text={problem} />}
        <button type="submit" class="button" disabled={busy}>
          {d('makeToken')}
        </button>
      </form>
      {dialog}
    </>
  );
}
