import { useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { useUrlState } from '../shared/useUrlState.ts';
import { decide, type Situation } from './decide.ts';
import { exampleCertificate, examplePolicy, exampleTlsa } from './examples.ts';
import { type Choice, flights, roundTrips } from './handshake.ts';
import { mxMatches, parsePolicy } from './sts.ts';
import { association, certificateOf, isUsable, parseTlsa } from './tlsa.ts';
import { words } from './words.ts';
import '../shared/fields.css';

interface Props {
  language: Language;
}
const defaults: Record<'sender' | 'starttls' | 'certificate' | 'dnssec' | 'tlsa' | 'policy' | 'listed', string> = {
  sender: 'opportunistic',
  starttls: 'offered',
  certificate: 'untrusted',
  dnssec: 'insecure',
  tlsa: 'none',
  policy: 'absent',
  listed: '1',
};
const choices = ['sender', 'starttls', 'certificate', 'dnssec', 'tlsa', 'policy'] as const;
const tones = { authenticated: 'good', encrypted: 'open', clear: 'bad', deferred: 'open' } as const;

/** One sender, one MX host: who decides, what happens, what is reported. */
export default function TransportPolicy({ language }: Props) {
  const w = words[language];
  const [input, change] = useUrlState('tls', defaults);
  const pick = <K extends (typeof choices)[number]>(key: K): Situation[K] => (input[key] in w[key] ? input[key] : defaults[key]) as Situation[K];
  const situation: Situation = {
    sender: pick('sender'),
    starttls: pick('starttls'),
    certificate: pick('certificate'),
    dnssec: pick('dnssec'),
    tlsa: pick('tlsa'),
    policy: pick('policy'),
    mxListed: input.listed === '1',
  };
  const decision = decide(situation);
  return (
    <div id="widget-tls" style="scroll-margin-top: 6rem">
      <div class="fields">
        {choices.map((key) => (
          <label key={key}>
            {w.fields[key]}
            <select value={pick(key)} onChange={(event) => change({ [key]: event.currentTarget.value })}>
              {Object.entries(w[key]).map(([value, text]) => (
                <option key={value} value={value}>
                  {text}
                </option>
              ))}
            </select>
          </label>
        ))}
        <label style="display: flex; gap: 0.5rem; align-items: center">
          <input
            type="checkbox"
            style="width: auto"
            checked={situation.mxListed}
            onChange={(event) => change({ listed: event.currentTarget.checked ? '1' : '0' })}
          />
          {w.listed}
        </label>
      </div>
      <div class={`outcome ${tones[decision.delivered]}`} role="status">
        <p>
          <strong>{w.delivered[decision.delivered]}</strong>
        </p>
        <p>
          {w.rule[decision.rule]} {w.why[decision.why]}
        </p>
        <p>{w.attacker[decision.attacker]}</p>
        {decision.reports.length > 0 && (
          <p>
            {w.reports}{' '}
            {decision.reports.map((one) => (
              <code key={one}>{one} </code>
            ))}
          </p>
        )}
      </div>
      <details>
        <summary>{w.handshake}</summary>
        <Handshake language={language} />
      </details>
      <details>
        <summary>{w.tools}</summary>
        <Workshop language={language} />
      </details>
    </div>
  );
}

const delays = [1, 20, 80, 250];
function Handshake({ language }: Props) {
  const w = words[language];
  const [choice, setChoice] = useState<Choice>({ transport: 'starttls', version: '1.3' });
  const [delay, setDelay] = useState(80);
  return (
    <>
      <div class="fields">
        <label>
          {w.transport}
          <select
            value={choice.transport}
            onChange={(event) => setChoice({ ...choice, transport: event.currentTarget.value === 'implicit' ? 'implicit' : 'starttls' })}
          >
            <option value="starttls">{w.transports.starttls}</option>
            <option value="implicit">{w.transports.implicit}</option>
          </select>
        </label>
        <label>
          {w.version}
          <select value={choice.version} onChange={(event) => setChoice({ ...choice, version: event.currentTarget.value === '1.2' ? '1.2' : '1.3' })}>
            <option value="1.3">1.3</option>
            <option value="1.2">1.2</option>
          </select>
        </label>
        <label>
          {w.delay}
          <select value={delay} onChange={(event) => setDelay(Number(event.currentTarget.value))}>
            {delays.map((ms) => (
              <option key={ms} value={ms}>
                {ms} ms
              </option>
            ))}
          </select>
        </label>
      </div>
      <p role="status">{w.total(roundTrips(choice), delay)}</p>
      <ol class="trace">
        {flights(choice).map((flight, i) => (
          <li key={i}>
            {flight.from === 'client' ? '→' : '←'} <small>{w.side[flight.from]}:</small>{' '}
            {flight.parts.map(({ part, clear }) => (
              <span key={part}>
                {w.parts[part]} <small>({clear ? `◌ ${w.clear}` : `● ${w.hidden}`})</small>{' '}
              </span>
            ))}
          </li>
        ))}
      </ol>
    </>
  );
}

function Workshop({ language }: Props) {
  const w = words[language];
  const [pem, setPem] = useState(exampleCertificate);
  const [record, setRecord] = useState(exampleTlsa);
  const [text, setText] = useState(examplePolicy);
  const [host, setHost] = useState('mx1.haibo.example');
  const der = certificateOf(pem);
  const computed = der && association(der, 1, 1);
  const tlsa = parseTlsa(record);
  const expected = der && tlsa && association(der, tlsa.selector, tlsa.matching);
  const { policy, problems } = parsePolicy(text);
  return (
    <div class="two-columns">
      <section>
        <label class="field-wide">
          {w.pem}
          <textarea rows={7} value={pem} spellcheck={false} onInput={(event) => setPem(event.currentTarget.value)} />
        </label>
        <label class="field-wide">
          {w.record}
          <textarea rows={3} value={record} spellcheck={false} onInput={(event) => setRecord(event.currentTarget.value)} />
        </label>
        <div role="status">
          {!computed && <p class="complaint">{w.badPem}</p>}
          {!tlsa && <p class="complaint">{w.badTlsa}</p>}
          {computed && (
            <p class="trace" style="padding: 0">
              {w.would} <code>3 1 1 {computed}</code>
            </p>
          )}
          {tlsa && !isUsable(tlsa) && <p class="complaint">{w.unusable}</p>}
          {tlsa && isUsable(tlsa) && expected && <p>{expected === tlsa.data ? `✓ ${w.matches}` : `✗ ${w.differs}`}</p>}
          {tlsa?.usage === 2 && <p>{w.caOnly}</p>}
        </div>
      </section>
      <section>
        <label class="field-wide">
          {w.policyText}
          <textarea rows={7} value={text} spellcheck={false} onInput={(event) => setText(event.currentTarget.value)} />
        </label>
        <label class="field-wide">
          {w.host}
          <input type="text" value={host} spellcheck={false} onInput={(event) => setHost(event.currentTarget.value)} />
        </label>
        <div role="status">
          {problems.map((problem, i) => (
            <p key={i} class="complaint">
              {w.problem(problem)}
            </p>
          ))}
          {policy && (
            <>
              <p>✓ {w.policyFine(policy.mode, policy.maxAge)}</p>
              {policy.mode !== 'none' && <p>{mxMatches(host.trim(), policy.mx) ? `✓ ${w.hostIn}` : `✗ ${w.hostOut}`}</p>}
              {policy.maxAge < 86400 && <p>⚠ {w.shortAge}</p>}
            </>
          )}
        </div>
      </section>
    </div>
  );
}
