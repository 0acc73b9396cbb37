import { useCallback, useEffect, useState } from 'preact/hooks';
import type { WebhookView } from '../../lab-runner/contract/class.ts';
import type { Language } from '../../lab-runner/contract/text.ts';
import { call } from '../client/api.ts';
import { when } from '../components/pages/format.ts';
import { deskWordsIn } from './desk-words.ts';
import { Once } from './Once.tsx';
import { Field, Problem, useAct, wordsIn } from './parts.tsx';
import { Table } from './Table.tsx';

/** Where graded checks of one class are told: the address, a test, and what became of the last calls. */
export function WebhookPanel({ id, language }: { id: string; language: Language }) {
  const w = wordsIn(language);
  const d = deskWordsIn(language);
  const { act, busy, problem } = useAct(language);
  const [hook, setHook] = useState<WebhookView | null>(null);
  const [url, setUrl] = useState('');
  const [told, setTold] = useState('');
  const path = `classes/${id}/webhook`;
  const look = useCallback(async () => {
    const found = await act(() => call<WebhookView>('GET', path));
    if (!found) return;
    setHook(found);
    setUrl(found.url ?? '');
  }, [path]);
  useEffect(() => void look(), [look]);
  const save = async (event: Event) => {
    event.preventDefault();
    setTold('');
    const found = await act(() => call<WebhookView>('PUT', path, { url: url.trim() === '' ? null : url.trim() }));
    if (!found) return;
    setHook(found);
    setTold(w('saved'));
  };
  const attempt = async () => {
    setTold('');
    const tried = await act(async () => {
      const reply = await call<{ problem: string }>('POST', `${path}/test`);
      // Before the next one can be sent: the list of an earlier call must not come after that of a later one.
      const found = await call<WebhookView>('GET', path);
      if (found.kind === 'ok') setHook(found.value);
      return reply;
    });
    if (tried) setTold(tried.problem === '' ? `✓ ${d('taken')}` : `✗ ${d('notTaken')} ${tried.problem}`);
  };
  // Not before it is known what is set: the answer would overwrite what has been typed meanwhile.
  if (!hook) return problem ? <Problem text={problem} /> : <p role="status">{w('asking')}</p>;
  return (
    <>
      <form class="cl-form" onSubmit={(e) => void save(e)}>
        <p class="cl-aside">{d('webhookHint')}</p>
        <Field label={d('address')}>
          <input type="url" maxLength={500} placeholder="https://" value={url} onInput={(e) => setUrl(e.currentTarget.value)} />
        </Field>
        {problem && <Problem text={problem} />}
        <p role="status">{told}</p>
        <p class="cl-buttons">
          <button type="submit" class="button" disabled={busy}>
            {w('save')}
          </button>
          {hook.url && (
            <button type="button" class="cl-small" disabled={busy} onClick={() => void attempt()}>
              {d('tryIt')}
            </button>
          )}
        </p>
      </form>
      {hook.secret && <Once label={d('secret')} text={hook.secret} language={language} />}
      {hook.url && hook.deliveries.length === 0 && <p class="cl-aside">{d('noCalls')}</p>}
      {hook.deliveries.length > 0 && (
        <Table label={d('lastCalls')} caption={d('lastCalls')} heads={[d('at'), d('kind'), d('tries'), d('outcome')]}>
          {hook.deliveries.map((one) => (
            <tr key={one.id}>
              <td>{when(one.createdAt, language)}</td>
              <td>{one.type === 'webhook.test' ? d('test') : d('graded')}</td>
              <td class="number">{one.tries}</td>
              <td>
                {one.doneAt === null ? (
                  <>
                    … {one.problem && <span lang="en">{one.problem}</span>} {one.tries > 0 && `${d('again')} ${when(one.nextAt, language)}`}
                  </>
                ) : one.problem === '' ? (
                  <b class="met">✓ {d('delivered')}</b>
                ) : (
                  <>
                    <b class="not">✗ {d(one.type === 'webhook.test' ? 'missed' : 'givenUp')}</b> <span lang="en">{one.problem}</span>
                  </>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </>
  );
}
