import type { Language } from '../../../lab-runner/contract/text.ts';
import { useUrlState } from '../shared/useUrlState.ts';
import { parseZone } from '../shared/zone.ts';
import { checkHost, type SpfResult } from './evaluate.ts';
import { examples } from './examples.ts';
import { words } from './words.ts';
import '../shared/fields.css';

interface Props {
  language: Language;
}
const signs: Record<SpfResult, 'good' | 'bad' | 'open'> = {
  pass: 'good',
  fail: 'bad',
  permerror: 'bad',
  softfail: 'open',
  temperror: 'open',
  neutral: 'open',
  none: 'open',
};
const [first] = examples;

/** `check_host()` over records that the reader writes, with every term that asked the DNS. */
export default function SpfEvaluator({ language }: Props) {
  const w = words[language];
  const [input, change] = useUrlState('spf', { ip: first?.ip ?? '', sender: first?.sender ?? '', helo: first?.helo ?? '', zone: first?.zone ?? '' });
  const { zone, problems } = parseZone(input.zone);
  const evaluation = checkHost(
    { ip: input.ip, sender: input.sender.trim(), helo: input.helo.trim(), receiver: 'mx.haibo.example', now: Math.floor(Date.now() / 1000) },
    zone,
  );
  const identity = input.sender.trim() === '' ? input.helo.trim() : input.sender.trim();
  const field = (name: 'ip' | 'sender' | 'helo') => (
    <label>
      {w[name]}
      <input type="text" value={input[name]} spellcheck={false} autocomplete="off" onInput={(event) => change({ [name]: event.currentTarget.value })} />
    </label>
  );
  return (
    <div id="widget-spf" style="scroll-margin-top: 6rem">
      <p class="presets">
        {w.examples}
        {examples.map(({ id, label, ip, sender, helo, zone: records }) => (
          <button key={id} type="button" aria-pressed={records === input.zone && ip === input.ip} onClick={() => change({ ip, sender, helo, zone: records })}>
            {label[language]}
          </button>
        ))}
      </p>
      <div class="fields">
        {field('ip')}
        {field('sender')}
        {field('helo')}
      </div>
      <label class="field-wide">
        {w.zone}
        <textarea rows={9} value={input.zone} spellcheck={false} onInput={(event) => change({ zone: event.currentTarget.value })} />
      </label>
      {problems.map((problem) => (
        <p key={problem.line} class="complaint" role="alert">
          {problem.text[language]}
        </p>
      ))}
      {evaluation === null ? (
        <p class="complaint" role="alert">
          {w.badIp(input.ip)}
        </p>
      ) : (
        <>
          <div class={`outcome ${signs[evaluation.result]}`} role="status">
            <p>
              <strong class="word">{evaluation.result}</strong> — {w.meaning(evaluation.result)}
            </p>
            <p>{w.reason(evaluation.reason, identity.slice(identity.lastIndexOf('@') + 1))}</p>
            <p>{w.counts(evaluation.lookups, evaluation.voids)}</p>
            {evaluation.explanation !== null && (
              <p>
                {w.explanation} <q>{evaluation.explanation}</q>
              </p>
            )}
          </div>
          {evaluation.steps.length > 0 && (
            <details open>
              <summary>{w.trace}</summary>
              <ol class="trace">
                {evaluation.steps.map((step, i) => (
                  <li key={i} style={`margin-inline-start: ${Math.min(step.depth, 8)}rem`}>
                    {step.effect === 'record' ? <small>{step.domain}: </small> : null}
                    <code>{step.term}</code> {step.effect === 'record' ? '' : w.effects[step.effect]}{' '}
                    <small>
                      {step.asked !== null && step.effect !== 'record' ? `${w.asks} ${step.asked} · ` : ''}
                      {step.effect === 'record' ? '' : `${step.lookups}/10`}
                    </small>
                  </li>
                ))}
              </ol>
            </details>
          )}
        </>
      )}
    </div>
  );
}
