import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { readAddress, writeAddress } from '../address.ts';
import { figure } from '../shared/numbers.ts';
import { useNumbers } from '../shared/useNumbers.tsx';
import {
  capacity,
  cost,
  type Design,
  type Disaster,
  disasters,
  gigabytes,
  home,
  impossible,
  type Outcome,
  outcome,
  type Role,
  read,
  roles,
  roundTrip,
  type SiteId,
  siteIds,
  write,
} from './model.ts';
import Picture from './Picture.tsx';
import { disasterWords, goalFields, loadFields, roleWords, siteWords, words } from './words.ts';
import './site-design.css';

interface Props {
  language: Language;
}
type Shape = Pick<Design, 'at' | 'copy' | 'failover'>;
const begin: Shape = { at: { A: ['mx', 'store', 'dns', 'vote'], B: ['mx'], C: [] }, copy: 'async', failover: 'manual' };

/** Place sites and roles, then break them: mail lost, time away, backlog, cost. */
export default function SiteDesign({ language }: Props) {
  const w = words[language];
  const load = useNumbers(loadFields, language);
  const goal = useNumbers(goalFields, language);
  const [shape, setShape] = useState(begin);
  const [shown, setShown] = useState<Disaster | null>(null);
  useEffect(() => {
    const given = read(readAddress('sites') ?? '');
    if (given) setShape(given);
    const disaster = readAddress('disaster');
    setShown(disasters.find((d) => d === disaster) ?? null);
  }, []);
  const change = (part: Partial<Shape>) => {
    const next = { ...shape, ...part };
    setShape(next);
    writeAddress({ sites: write(next) === write(begin) ? null : write(next) });
  };
  const toggle = (site: SiteId, role: Role, on: boolean) =>
    change({ at: { ...shape.at, [site]: roles.filter((r) => (r === role ? on : shape.at[site].includes(r))) } });
  const show = (disaster: Disaster | null) => {
    setShown(disaster);
    writeAddress({ disaster });
  };

  const { values } = load;
  const design: Design | null = values
    ? { ...shape, rate: values.rate, outage: values.outage, lag: values.lag, human: values.human, km: { B: 50, C: values.km } }
    : null;
  const wrong = design ? impossible(design) : null;
  const goals = goal.values;
  const n = (value: number) => figure(value, language);
  const results = design && !wrong ? disasters.map((disaster) => ({ disaster, ...outcome(design, disaster) })) : [];
  const longest = (disaster: Disaster) => (disaster === 'city' ? goals?.city : goals?.down) ?? 0;
  const keeps = (r: Outcome & { disaster: Disaster }) =>
    goals !== null && r.lost <= goals.loss && r.down <= longest(r.disaster) && r.split === 0 && !r.returned;
  const broken = results.filter((r) => !keeps(r)).length;
  const over = design !== null && goals !== null && cost(design) > goals.budget;
  const at = design ? home(design) : null;

  return (
    <div class="figures">
      <fieldset>
        <legend>{w.sites}</legend>
        <div class="scroll sd-roles">
          <table>
            <thead>
              <tr>
                <th scope="col">{w.site}</th>
                {roles.map((role) => (
                  <th scope="col" key={role}>
                    {roleWords[role][language]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {siteIds.map((site) => (
                <tr key={site}>
                  <th scope="row">{siteWords[site][language]}</th>
                  {roles.map((role) => (
                    <td key={role}>
                      <input
                        type="checkbox"
                        aria-label={`${siteWords[site][language]}: ${roleWords[role][language]}`}
                        checked={shape.at[site].includes(role)}
                        onChange={(event) => toggle(site, role, event.currentTarget.checked)}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <div class="sd-options">
          <label>
            {w.copy}
            <select value={shape.copy} onChange={(event) => change({ copy: event.currentTarget.value === 'sync' ? 'sync' : 'async' })}>
              <option value="async">{w.copies.async}</option>
              <option value="sync">{w.copies.sync}</option>
            </select>
          </label>
          <label>
            {w.failover}
            <select value={shape.failover} onChange={(event) => change({ failover: event.currentTarget.value === 'automatic' ? 'automatic' : 'manual' })}>
              <option value="manual">{w.failovers.manual}</option>
              <option value="automatic">{w.failovers.automatic}</option>
            </select>
          </label>
        </div>
      </fieldset>
      <details>
        <summary>{w.load}</summary>
        {load.inputs}
      </details>
      <h4>{w.goals}</h4>
      {goal.inputs}
      <p class="sd-show">
        {w.show}:{' '}
        {[null, ...disasters].map((disaster) => (
          <button key={disaster ?? 'quiet'} type="button" aria-pressed={shown === disaster} onClick={() => show(disaster)}>
            {disaster ? disasterWords[disaster][language] : w.quiet}
          </button>
        ))}
      </p>
      {design && at && (
        <div class="sd-scroll">
          <Picture design={design} disaster={shown} outcome={shown && !wrong ? outcome(design, shown) : null} home={at} language={language} />
        </div>
      )}
      <div role="status">
        {!design || !goals ? (
          <p>{w.broken}</p>
        ) : wrong ? (
          <p class="bad">✗ {w.impossible[wrong]}</p>
        ) : (
          <>
            <p class={broken === 0 && !over ? 'good' : 'bad'}>{broken === 0 && !over ? `✓ ${w.met}` : `✗ ${w.open(broken, over)}`}</p>
            <dl>
              <div>
                <dt>{w.cost}</dt>
                <dd class={over ? 'bad' : ''}>
                  {n(cost(design))} <small>{w.units}</small>
                </dd>
              </div>
              <div>
                <dt>{w.capacity}</dt>
                <dd>
                  {n(capacity(design, at as SiteId))} <small>{w.perMinute}</small>
                </dd>
              </div>
              <div>
                <dt>{w.rtt}</dt>
                <dd>
                  {n(roundTrip(design, 'A', 'C'))} <small>ms</small>
                </dd>
              </div>
            </dl>
            <div class="scroll">
              <table class="sd-table">
                <thead>
                  <tr>
                    <th scope="col">{w.disaster}</th>
                    <th scope="col">{w.lost}</th>
                    <th scope="col">{w.down}</th>
                    <th scope="col">{w.backlog}</th>
                    <th scope="col">{w.drain}</th>
                  </tr>
                </thead>
                <tbody>
                  {results.map((r) => (
                    <tr key={r.disaster}>
                      <th scope="row">
                        {keeps(r) ? <span class="good">✓</span> : <span class="bad">✗</span>} {disasterWords[r.disaster][language]}
                        <small class="aside">{w.reasons[r.reason](r.active ?? '')}</small>
                      </th>
                      <td class={r.lost > goals.loss || r.split > 0 ? 'bad' : ''}>
                        {n(r.lost)} {w.messages}
                        {r.late > 0 && <small>{w.late(n(r.late))}</small>}
                        {r.split > 0 && <small>{w.split(n(r.split))}</small>}
                      </td>
                      <td class={r.down > longest(r.disaster) ? 'bad' : ''}>
                        {n(r.down)} {w.minutes}
                      </td>
                      <td class={r.returned ? 'bad' : ''}>
                        {r.waits === 'nowhere' ? w.waits.nowhere : `${n(r.backlog)} ${w.messages}`}
                        {r.waits !== 'nowhere' && (
                          <small>
                            {w.waits[r.waits]}, {n(gigabytes(r.backlog))} GB
                          </small>
                        )}
                        {r.returned && <small>{w.returned}</small>}
                      </td>
                      <td>
                        {n(r.drain)} {w.minutes}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )}
      </div>
      <p class="aside">{w.assumed}</p>
    </div>
  );
}
