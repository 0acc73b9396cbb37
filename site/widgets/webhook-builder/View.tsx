import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { useNumbers } from '../shared/useNumbers.tsx';
import { useUrlState } from '../shared/useUrlState.ts';
import { buildWebhook, type Choice, choices, type Shape } from './model.ts';
import { words } from './words.ts';

const sample = `From: "Wang Wei" <wang@haibo.example>
To: tickets@k3f9.test
Subject: =?utf-8?B?5omT5Y2w5py65Z2P5LqG?=
Message-ID: <t1@haibo.example>
Date: Wed, 25 Nov 2026 09:00:00 +0800
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

=E4=B8=89=E6=A5=BC=E7=9A=84=EF=BC=8C=E6=80=A5=E3=80=82
`;
const limitField = [
  { id: 'cut', label: { en: 'Text at most', 'zh-cn': '正文最多' }, unit: { en: 'characters', 'zh-cn': '字' }, initial: 200, min: 1, max: 100_000, whole: true },
] as const;

interface Props {
  language: Language;
}

/** A pasted message as the HTTP request that would go to another system. */
export default function WebhookBuilder({ language }: Props) {
  const w = words[language];
  const [state, change] = useUrlState('hook', { mail: sample, shape: 'plain', fields: 'id from subject text', secret: 'a-key-of-our-own' });
  const limit = useNumbers(limitField, language);
  // The page as built knows no time of the reader: the first drawing has that of the example.
  const [now, setNow] = useState(1_795_600_000);
  useEffect(() => setNow(Math.floor(Date.now() / 1000)), []);
  const shape: Shape = state.shape === 'chat' ? 'chat' : 'plain';
  const chosen = choices.filter((choice) => state.fields.split(' ').includes(choice));
  const toggle = (choice: Choice, on: boolean) => change({ fields: choices.filter((other) => (other === choice ? on : chosen.includes(other))).join(' ') });
  const hook = limit.values && buildWebhook(state.mail, { shape, chosen, textLimit: limit.values.cut, secret: state.secret, now });

  return (
    <div class="figures" id="widget-hook">
      <label class="number-field">
        <span>{w.mail}</span>
        <textarea rows={9} spellcheck={false} value={state.mail} onInput={(event) => change({ mail: event.currentTarget.value })} />
      </label>
      <p>
        <label>
          {w.shape}{' '}
          <select value={shape} onChange={(event) => change({ shape: event.currentTarget.value })}>
            {(['plain', 'chat'] as const).map((name) => (
              <option key={name} value={name}>
                {w.shapes[name]}
              </option>
            ))}
          </select>
        </label>
      </p>
      <fieldset>
        <legend>{w.fields}</legend>
        {choices.map((choice) => (
          <label key={choice} class="switch">
            <input
              type="checkbox"
              checked={chosen.includes(choice)}
              disabled={shape === 'chat' && choice !== 'text'}
              onChange={(event) => toggle(choice, event.currentTarget.checked)}
            />{' '}
            {w.choices[choice]}
          </label>
        ))}
      </fieldset>
      {limit.inputs}
      <label class="number-field">
        <span>{w.secret}</span>
        <span class="number-input">
          <input
            type="text"
            style={{ width: '100%' }}
            spellcheck={false}
            value={state.secret}
            onInput={(event) => change({ secret: event.currentTarget.value })}
          />
        </span>
      </label>
      <div role="status">
        {hook ? (
          <>
            <h4>{w.request}</h4>
            {hook.problems.map((problem) => (
              <p key={problem} class={problem === 'personal' ? 'aside' : 'bad'}>
                {w.problems[problem]}
              </p>
            ))}
            <pre class="scroll">
              <code>
                {['POST /mail HTTP/1.1', 'Host: chat.k3f9.test', ...hook.headers.map(([name, value]) => `${name}: ${value}`), '', hook.body].join('\n')}
              </code>
            </pre>
            <p class="aside">{w.bytes(new TextEncoder().encode(hook.body).length)}</p>
          </>
        ) : (
          <p>{w.broken}</p>
        )}
      </div>
    </div>
  );
}
