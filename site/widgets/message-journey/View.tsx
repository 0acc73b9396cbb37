import { useEffect, useRef, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { useUrlState } from '../shared/useUrlState.ts';
import { defaults, type Field, faults, goals, type Hop, needsMinutes, needsOnward, readJourney, type Trace, trace, vias } from './model.ts';
import { words } from './words.ts';
import './message-journey.css';

/** The message-journey tracer: who holds the message, in which envelope, and who must speak when a hop breaks. */
export default function MessageJourney({ language }: { language: Language }) {
  const w = words[language];
  const [input, change] = useUrlState('journey', defaults);
  const [at, setAt] = useState(0);
  const last = useRef(defaults);
  const read = readJourney(input);
  // While a field is wrong the last example that was right stays: the page does not empty itself under the reader.
  if (read.journey) last.current = input;
  const journey = read.journey ?? readJourney(last.current).journey;
  useEffect(() => setAt(0), [input.via, input.fault]);
  if (!journey) return null;

  const result = trace(journey);
  const reached = goals(journey, result);
  const step = Math.min(at, result.hops.length - 1);
  const hop = result.hops[step] as Hop;
  const field = (name: Field, label: string, size: number) => (
    <p>
      <label for={`journey-${name}`}>{label}</label>
      <input
        id={`journey-${name}`}
        type="text"
        size={size}
        autocomplete="off"
        spellcheck={false}
        value={input[name]}
        aria-invalid={read.problems?.[name] !== undefined}
        aria-describedby={read.problems?.[name] ? `journey-${name}-problem` : undefined}
        onInput={(event) => change({ [name]: event.currentTarget.value })}
      />
      {read.problems?.[name] && (
        <span class="problem" id={`journey-${name}-problem`} role="alert">
          {read.problems[name][language]} {w.fix}
        </span>
      )}
    </p>
  );
  return (
    <div class="journey" id="widget-journey">
      <form class="journey-form" onSubmit={(event) => event.preventDefault()} aria-label={w.setup}>
        {field('from', w.from, 16)}
        {field('to', w.to, 16)}
        <p>
          <label for="journey-via">{w.via}</label>
          <select id="journey-via" value={journey.via} onChange={(event) => change({ via: event.currentTarget.value })}>
            {vias.map((via) => (
              <option key={via} value={via}>
                {w.vias[via]}
              </option>
            ))}
          </select>
        </p>
        {journey.via !== 'direct' && field('onward', w.onward, 16)}
        <p>
          <label for="journey-fault">{w.fault}</label>
          <select id="journey-fault" value={journey.fault} onChange={(event) => change({ fault: event.currentTarget.value })}>
            {faults
              .filter((fault) => journey.via !== 'direct' || !needsOnward(fault))
              .map((fault) => (
                <option key={fault} value={fault}>
                  {w.faults[fault]}
                </option>
              ))}
          </select>
        </p>
        {needsMinutes(journey.fault) && field('minutes', w.minutes, 6)}
      </form>

      <Strip trace={result} step={step} />
      <div class="journey-steps">
        <button type="button" disabled={step === 0} onClick={() => setAt(step - 1)}>
          {w.previous}
        </button>
        <label for="journey-step" class="sr-only">
          {w.hop}
        </label>
        <input
          id="journey-step"
          type="range"
          min={1}
          max={result.hops.length}
          value={step + 1}
          aria-valuetext={`${w.of(step + 1, result.hops.length)}: ${w.kinds[hop.kind](hop, w.clock)}`}
          onInput={(event) => setAt(Number(event.currentTarget.value) - 1)}
        />
        <button type="button" class="go" disabled={step === result.hops.length - 1} onClick={() => setAt(step + 1)}>
          {w.next}
        </button>
      </div>
      <div class="journey-hop" role="status">
        <p class="journey-count">
          {w.of(step + 1, result.hops.length)} · {w.time} {w.clock(hop.at)} · {hop.to ? `${hop.by} → ${hop.to}` : hop.by}
          {hop.protocol && ` · ${hop.protocol}`}
        </p>
        <p class="journey-said">{w.kinds[hop.kind](hop, w.clock)}</p>
        <dl>
          {hop.reply && (
            <>
              <dt>{w.reply}</dt>
              <dd>
                <code>{hop.reply}</code>
              </dd>
            </>
          )}
          <dt>{w.holder}</dt>
          <dd>
            <strong>{w.holders[hop.holder](holderHost(result.hops, step))}</strong>
          </dd>
          <dt>{w.envelope}</dt>
          <dd>
            <code>MAIL FROM: {hop.envelope.from === '' ? w.empty : `<${hop.envelope.from}>`}</code> <code>RCPT TO: {`<${hop.envelope.to}>`}</code>
          </dd>
          <dt>{w.queue}</dt>
          <dd>
            {w.queues[hop.queue]} · {hop.bytes} {w.bytes}
          </dd>
        </dl>
        <details>
          <summary>{w.message}</summary>
          <pre>{hop.message}</pre>
        </details>
      </div>
      <p class={`journey-outcome ${result.outcome === 'read' ? 'met' : 'not'}`} role="status">
        {result.outcome === 'read' ? '✓' : '✗'} {w.outcome(result, w.clock)}
      </p>
      <ul class="journey-goals" aria-label={w.goals}>
        {(
          [
            ['customerBounces', w.goalCustomer],
            ['authorNotTold', w.goalList],
          ] as const
        ).map(([goal, name]) => (
          <li key={goal} class={reached[goal] ? 'met' : undefined}>
            {reached[goal] ? `✓ ${w.met}` : `○ ${w.open}`} · {name}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The server that took the message last, as far as this step. */
function holderHost(hops: Hop[], step: number): string {
  const taken = hops.slice(0, step + 1).findLast((hop) => hop.kind === 'transfer' || hop.kind === 'submit' || hop.kind === 'store');
  return taken?.peer ?? '';
}

/** The machines in a row, the message with the one that is responsible. Drawn for the eye: the text below says the same. */
function Strip({ trace: { hops }, step }: { trace: Trace; step: number }) {
  const machines = [...new Set(hops.flatMap((hop) => (hop.kind === 'bounce' || hop.kind === 'rewrite' ? [] : [hop.host, hop.peer ?? hop.host])))];
  const hop = hops[step] as Hop;
  const holder = hop.holder === 'sender' ? machines[0] : holderHost(hops, step);
  return (
    <ol class="journey-strip" aria-hidden="true">
      {machines.map((machine) => (
        <li
          key={machine}
          class={machine === holder && hop.holder !== 'nobody' ? 'holds' : machine === hop.peer && hop.kind.endsWith('failed') ? 'broken' : undefined}
        >
          <span class="letter">{machine === holder && hop.holder !== 'nobody' ? '✉' : ''}</span>
          {machine}
        </li>
      ))}
    </ol>
  );
}
