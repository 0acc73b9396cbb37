import type { Language } from '../../../lab-runner/contract/text.ts';
import { useUrlState } from '../shared/useUrlState.ts';
import { debianLists, evaluate, listNames, readTable } from './model.ts';
import { authDestination, type Mail } from './restrictions.ts';
import { listTitles, words } from './words.ts';
import { accessTable, clients, server } from './world.ts';
import './restrictions.css';

const defaults = {
  from: 'partner',
  user: '',
  ehlo: 'mx.haibo.example',
  mail: 'wang@haibo.example',
  rcpt: 'someone@isp.example',
  table: accessTable,
  ...debianLists,
};

/** The restriction-list evaluator: one mail, five lists, the answer of Postfix 3.10 and the rule that gave it. */
export default function Restrictions({ language }: { language: Language }) {
  const w = words[language];
  const [input, change] = useUrlState('rules', defaults);
  const { table, problems } = readTable(input.table);
  const mail: Mail = { client: input.from, user: input.user, helo: input.ehlo.trim(), sender: input.mail.trim(), recipient: input.rcpt.trim() };
  const wrong = (value: string, mayBeEmpty: boolean): string | null =>
    /[\s<>]/.test(value.trim()) ? w.spaces : value.trim() === '' && !mayBeEmpty ? w.missing : null;
  const fields = [
    ['ehlo', w.helo, wrong(input.ehlo, false)],
    ['mail', w.sender, wrong(input.mail, true)],
    ['rcpt', w.recipient, wrong(input.rcpt, false)],
  ] as const;
  const readable = fields.every(([, , problem]) => problem === null);
  const verdict = readable ? evaluate(input, mail, table) : null;
  const accepted = verdict?.outcome.kind === 'accepted';

  return (
    <div class="rules" id="widget-rules">
      <fieldset>
        <legend>{w.mail}</legend>
        <div class="rules-mail">
          <label>
            {w.client}
            <select value={input.from} onChange={(event) => change({ from: event.currentTarget.value })}>
              {clients.map((client) => (
                <option key={client.id} value={client.id}>
                  {w.clients[client.id]}
                </option>
              ))}
            </select>
          </label>
          <label>
            {w.user}
            <select value={input.user} onChange={(event) => change({ user: event.currentTarget.value })}>
              <option value="">{w.nobody}</option>
              {server.users.map((user) => (
                <option key={user} value={user}>
                  {user}
                </option>
              ))}
            </select>
          </label>
          {fields.map(([name, label, problem]) => (
            <label key={name}>
              {label}
              <input
                type="text"
                value={input[name]}
                spellcheck={false}
                autocomplete="off"
                aria-invalid={problem !== null}
                aria-describedby={problem ? `rules-${name}-problem` : undefined}
                onInput={(event) => change({ [name]: event.currentTarget.value })}
              />
              {problem && (
                <span class="rules-problem" id={`rules-${name}-problem`}>
                  {problem}
                </span>
              )}
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{w.lists}</legend>
        {listNames.map((list) => (
          <label key={list} class="rules-list">
            <code>{listTitles[list]} =</code>
            <textarea
              rows={input[list].length > 70 ? 2 : 1}
              value={input[list]}
              spellcheck={false}
              onInput={(event) => change({ [list]: event.currentTarget.value })}
            />
          </label>
        ))}
        <button type="button" onClick={() => change(debianLists)}>
          {w.reset}
        </button>
        <details>
          <summary>{w.table}</summary>
          <label class="rules-list">
            <span class="sr-only">{w.table}</span>
            <textarea rows={6} value={input.table} spellcheck={false} onInput={(event) => change({ table: event.currentTarget.value })} />
          </label>
          {problems.map((problem) => (
            <p key={problem.line} class="rules-problem" role="alert">
              {w.line(problem.line)} {problem.said[language]}
            </p>
          ))}
        </details>
        <details>
          <summary>{w.world}</summary>
          <pre>{`mynetworks = ${server.mynetworks.join(' ')}
virtual_mailbox_domains = ${server.mailboxDomain}
virtual_mailbox_maps: ${server.mailboxes.join(' ')}
virtual_alias_maps: ${Object.keys(server.aliases).join(' ')}
relay_domains = ${server.relayDomain}
smtpd_sender_login_maps: ${Object.entries(server.owners)
            .map(([address, owner]) => `${address} → ${owner}`)
            .join(', ')}`}</pre>
        </details>
      </fieldset>
      {verdict && (
        <section aria-label={w.answer}>
          <p class="rules-title">{w.answer}</p>
          <p class={`rules-answer ${accepted ? 'yes' : 'no'}`} role="status">
            <span aria-hidden="true">{accepted ? '✓ ' : '✗ '}</span>
            {w.outcome(verdict.outcome)}
          </p>
          {accepted && <p class="rules-hint">{authDestination(mail.recipient) ? w.accepted : w.relayed}</p>}
          {verdict.trace.length > 0 && (
            <>
              <p class="rules-title">{w.path}</p>
              <ol class="rules-trace">
                {verdict.trace.map((step, index) => (
                  <li key={index} class={step.kind}>
                    <code>{step.restriction}</code>{' '}
                    <small>
                      {step.list !== 'end' && `${step.list}: `}
                      {w.kinds[step.kind]}
                      {step.key !== undefined && w.key(step.key)}
                    </small>
                  </li>
                ))}
              </ol>
            </>
          )}
        </section>
      )}
    </div>
  );
}
