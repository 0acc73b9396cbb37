import { useState } from 'preact/hooks';
import type { z } from 'zod';
import type { staffLink, staffRow } from '../../lab-runner/contract/account.ts';
import type { ClassView } from '../../lab-runner/contract/class.ts';
import type { Language } from '../../lab-runner/contract/text.ts';
import { call } from '../client/api.ts';
import { useAsk } from '../components/ask/Ask.tsx';
import { when } from '../components/pages/format.ts';
import { deskWordsIn } from './desk-words.ts';
import { Once } from './Once.tsx';
import { Field, Problem, useAct, useAnswer, wordsIn } from './parts.tsx';
import { Table } from './Table.tsx';

type Row = z.infer<typeof staffRow>;
type Link = z.infer<typeof staffLink>;
const roles = { assistant: 'assistant', instructor: 'instructor', admin: 'adminRole' } as const;

/** Colleagues: who they are, what they may, and how they get in. */
export function StaffPanel({ language, classes, self }: { language: Language; classes: readonly ClassView[]; self: string }) {
  const w = wordsIn(language);
  const d = deskWordsIn(language);
  const { act, busy, problem } = useAct(language);
  const { ask, dialog } = useAsk(language);
  const { answer: rows, look } = useAnswer<Row[]>(act, 'staff');
  const [name, setName] = useState('');
  const [role, setRole] = useState<keyof typeof roles>('instructor');
  const [of, setOf] = useState('');
  const [link, setLink] = useState('');
  const running = classes.filter((c) => c.endedAt === null);
  const show = (made: Link | null) => made && setLink(new URL(made.path, location.origin).href);
  const invite = async (event: Event) => {
    event.preventDefault();
    const body = { name, role, ...(role === 'assistant' && { class: of || running[0]?.id }) };
    const made = await act(() => call<Link>('POST', 'staff', body));
    if (!made) return;
    show(made);
    setName('');
    await look();
  };
  const remove = async (row: Row) => {
    if ((await ask({ title: `${d('removeStaffAsk')} ${row.name}`, text: d('removeStaffText'), yes: d('remove'), danger: true })) === null) return;
    if (await act(() => call('DELETE', `staff/${row.id}`))) await look();
  };
  return (
    <>
      <p class="cl-aside">{d('staffHint')}</p>
      {link && <Once key={link} label={d('linkIs')} text={link} language={language} />}
      <Table label={d('staff')} heads={[w('name'), d('role'), d('signInBy'), d('lastSeen')]} acts={d('act')}>
        {rows?.map((row) => (
          <tr key={row.id}>
            <th scope="row">{row.name}</th>
            <td>{row.role in roles ? d(roles[row.role as keyof typeof roles]) : row.role}</td>
            <td>{row.hasPassword ? d('password') : d('linkOnly')}</td>
            <td>{row.seenAt === null ? d('never') : when(row.seenAt, language)}</td>
            <td class="cl-buttons">
              <button
                type="button"
                class="cl-small"
                aria-label={`${d('newLink')}: ${row.name}`}
                disabled={busy}
                onClick={() => void act(() => call<Link>('POST', `staff/${row.id}/link`)).then(show)}
              >
                {d('newLink')}
              </button>
              {row.id !== self && (
                <button type="button" class="cl-small" aria-label={`${d('remove')}: ${row.name}`} disabled={busy} onClick={() => void remove(row)}>
                  {d('remove')}
                </button>
              )}
            </td>
          </tr>
        ))}
      </Table>
      <form class="cl-form" onSubmit={(e) => void invite(e)}>
        <Field label={d('staffName')}>
          <input required maxLength={80} autocomplete="off" value={name} onInput={(e) => setName(e.currentTarget.value)} />
        </Field>
        <Field label={d('role')}>
          <select value={role} onChange={(e) => setRole(e.currentTarget.value as keyof typeof roles)}>
            {Object.entries(roles).map(([value, word]) => (
              <option key={value} value={value}>
                {d(word)}
              </option>
            ))}
          </select>
        </Field>
        {role === 'assistant' && (
          <Field label={d('ofClass')}>
            <select required value={of || running[0]?.id} onChange={(e) => setOf(e.currentTarget.value)}>
              {running.map((c) => (
                <option key={c.id} value={c.id}>
                  {c.name}
                </option>
              ))}
            </select>
          </Field>
        )}
        {problem && <Problem text={problem} />}
        <button type="submit" class="button" disabled={busy}>
          {d('invite')}
        </button>
      </form>
      {dialog}
    </>
  );
}
