import { useEffect, useRef, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { domainProblem } from '../shared/domain.ts';
import { useUrlState } from '../shared/useUrlState.ts';
import { reverse, route } from './model.ts';
import { examples, words } from './words.ts';
import { readZone } from './zone.ts';
import './mx-resolver.css';

const first = examples[0] as (typeof examples)[number];
const defaults = { zone: first.zone, domain: first.domain, me: first.me, address: first.address };

/** Walks the way of a message through DNS, question by question, and checks a client's reverse name. */
export default function MxResolver({ language }: { language: Language }) {
  const w = words[language];
  const [input, change] = useUrlState('mx', defaults);
  const [at, setAt] = useState(0);
  const lastGood = useRef(defaults.zone);
  const read = readZone(input.zone);
  if (read.problems.length === 0) lastGood.current = input.zone;
  const records = read.problems.length === 0 ? read.records : readZone(lastGood.current).records;
  const problem = domainProblem(input.domain);
  const result = problem ? null : route(records, input.domain, input.me);
  const caller = reverse(records, input.address);
  useEffect(() => setAt(0), [input.zone, input.domain, input.me]);
  const last = result ? result.steps.length : 0;
  const step = Math.min(at, last);

  return (
    <div class="mxr" id="widget-mx">
      <p class="mxr-examples">
        {w.examples}{' '}
        {examples.map((one) => (
          <button key={one.id} type="button" onClick={() => change({ zone: one.zone, domain: one.domain, me: one.me, address: one.address })}>
            {one.id}
          </button>
        ))}
      </p>
      <label>
        {w.zone}
        <textarea
          rows={7}
          value={input.zone}
          spellcheck={false}
          aria-invalid={read.problems.length > 0}
          aria-describedby="mx-zone-note"
          onInput={(event) => change({ zone: event.currentTarget.value })}
        />
      </label>
      <div id="mx-zone-note">
        {read.problems.length === 0 && <p class="mxr-hint">{w.zoneHint}</p>}
        {read.problems.map((one) => (
          <p key={`${one.line}${one.said.en}`} class="mxr-problem" role="alert">
            {w.line(one.line)} {one.said[language]}
          </p>
        ))}
        {read.problems.length > 0 && <p class="mxr-hint">{w.held}</p>}
      </div>
      <div class="mxr-fields">
        <label>
          {w.domain}
          <input
            type="text"
            value={input.domain}
            spellcheck={false}
            autocomplete="off"
            aria-invalid={problem !== null}
            aria-describedby={problem ? 'mx-domain-problem' : undefined}
            onInput={(event) => change({ domain: event.currentTarget.value })}
          />
        </label>
        <label>
          {w.me}
          <input type="text" value={input.me} spellcheck={false} autocomplete="off" onInput={(event) => change({ me: event.currentTarget.value })} />
        </label>
      </div>
      {problem && (
        <p class="mxr-problem" id="mx-domain-problem" role="alert">
          {problem[language]}
        </p>
      )}
      {result && (
        <section aria-label={w.route}>
          <p class="mxr-title">{w.route}</p>
          <div class="mxr-controls">
            <button type="button" disabled={step === 0} onClick={() => setAt(step - 1)}>
              {w.previous}
            </button>
            <span class="mxr-hint">{w.of(step + 1, last + 1)}</span>
            <button type="button" class="go" disabled={step === last} onClick={() => setAt(step + 1)}>
              {w.next}
            </button>
          </div>
          <ol class="mxr-steps" aria-live="polite">
            {result.steps.slice(0, step + 1).map((one, index) => (
              <li key={index} class={index === step ? 'now' : undefined}>
                {one.kind === 'asked' ? <code>{w.step(one)}</code> : w.step(one)}
              </li>
            ))}
          </ol>
          {step === last && (
            <p class={`mxr-verdict ${result.verdict.kind}`} role="status">
              <strong>{w.verdictName[result.verdict.kind]}.</strong> {w.verdict(result.verdict)}
            </p>
          )}
        </section>
      )}
      <section aria-label={w.reverseTitle}>
        <p class="mxr-title">{w.reverseTitle}</p>
        <label>
          {w.address}
          <input
            type="text"
            value={input.address}
            spellcheck={false}
            autocomplete="off"
            aria-invalid={caller === null}
            aria-describedby="mx-caller"
            onInput={(event) => change({ address: event.currentTarget.value })}
          />
        </label>
        <div id="mx-caller" role="status">
          {caller === null ? (
            <p class="mxr-problem">{w.badAddress(input.address)}</p>
          ) : (
            <>
              <ol class="mxr-steps" aria-live="polite">
                <li>
                  <code>
                    {caller.question} PTR → {caller.names.length > 0 ? caller.names.map((n) => n.name).join(', ') : '—'}
                  </code>
                </li>
                {caller.names.map((n) => (
                  <li key={n.name}>
                    <code>
                      {n.name} {caller.address.includes(':') ? 'AAAA' : 'A'} → {n.addresses.length > 0 ? n.addresses.join(', ') : '—'}
                    </code>
                  </li>
                ))}
              </ol>
              <p class={`mxr-verdict ${caller.verdict === 'confirmed' ? 'deliver' : caller.verdict === 'servfail' ? 'wait' : 'bounce'}`}>
                {w.reverse[caller.verdict]}
              </p>
            </>
          )}
        </div>
      </section>
    </div>
  );
}
