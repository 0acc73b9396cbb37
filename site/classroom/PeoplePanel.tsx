import { useState } from 'preact/hooks';
import type { ClassView, EnrolmentRow, RosterReport } from '../../lab-runner/contract/class.ts';
import type { Language } from '../../lab-runner/contract/text.ts';
import { call } from '../client/api.ts';
import { useAsk } from '../components/ask/Ask.tsx';
import { when } from '../components/pages/format.ts';
import { Field, Problem, useAct, useAnswer, wordsIn } from './parts.tsx';

interface Props {
  one: ClassView;
  language: Language;
  mayManage: boolean;
}

/** Spreadsheets in Chinese write GB 18030 unless told otherwise. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** Who is in the class; the import of a roster, line by line. */
export function PeoplePanel({ one, language, mayManage }: Props) {
  const w = wordsIn(language);
  const [report, setReport] = useState<RosterReport | null>(null);
  const [passcode, setPasscode] = useState<{ name: string; code: string } | null>(null);
  const { act, problem } = useAct(language);
  const { answer: rows, look } = useAnswer<EnrolmentRow[]>(act, `classes/${one.id}/roster`);
  const { ask, dialog } = useAsk(language);
  const load = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (!file) return;
    const csv = await textOf(file);
    input.value = '';
    const found = await act(() => call<RosterReport>('POST', `classes/${one.id}/roster`, { csv }));
    if (found) setReport(found);
    await look();
  };
  const renew = async (row: EnrolmentRow) => {
    const made = await act(() => call<{ passcode: string }>('POST', `classes/${one.id}/learners/${row.person}/passcode`));
    if (made) setPasscode({ name: row.name, code: made.passcode });
  };
  const erase = async (row: EnrolmentRow) => {
    if ((await ask({ title: `${w('eraseOneAsk')} ${row.name}`, text: w('eraseText'), yes: w('eraseOne'), danger: true })) === null) return;
    await act(() => call('DELETE', `classes/${one.id}/learners/${row.person}/data`));
    await look();
  };
  return (
    <section aria-label={w('people')}>
      {mayManage && (
        <Field label={w('roster')} hint={w('rosterHint')}>
          <input type="file" accept=".csv,text/csv,text/plain" onChange={(e) => void load(e.currentTarget)} />
        </Field>
      )}
      {problem && <Problem text={problem} />}
      {report && (
        <div role="status" class="cl-report">
          <p>
            {report.added} {w('added')} · {report.known} {w('known')} · {report.refused} {w('refused')}
          </p>
          <ul>
            {report.lines
              .filter((line) => line.outcome !== 'added')
              .map((line) => (
                <li key={line.line} class={line.outcome}>
                  {w('line')} {line.line}: {line.name} — <span lang="en">{line.why}</span>
                </li>
              ))}
          </ul>
        </div>
      )}
      {passcode && (
        <p role="status" class="cl-report">
          {passcode.name}: {w('newPasscodeIs')} <output class="cl-bigcode">{passcode.code}</output>
        </p>
      )}
      {rows?.length === 0 && <p class="cl-aside">{w('nobody')}</p>}
      {rows && rows.length > 0 && (
        <div class="cl-table">
          <table>
            <thead>
              <tr>
                {(['learner', 'number', 'email', 'joinedAt'] as const).map((head) => (
                  <th scope="col" key={head}>
                    {w(head).replace(/ ?[（(].*[)）]$/, '')}
                  </th>
                ))}
                {mayManage && <td />}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.person}>
                  <th scope="row">{row.name}</th>
                  <td>{row.studentNumber ?? ''}</td>
                  <td>{row.email ?? ''}</td>
                  <td>{row.joinedAt ? when(row.joinedAt, language) : <span class="cl-aside">{w('notJoined')}</span>}</td>
                  {mayManage && (
                    <td>
                      {row.role === 'learner' && (
                        <span class="cl-buttons">
                          <button type="button" class="cl-small" aria-label={`${w('newPasscode')}: ${row.name}`} onClick={() => void renew(row)}>
                            {w('newPasscode')}
                          </button>
                          <button type="button" class="cl-small" aria-label={`${w('eraseOne')}: ${row.name}`} onClick={() => void erase(row)}>
                            {w('eraseOne')}
                          </button>
                        </span>
                      )}
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {dialog}
    </section>
  );
}
