import { useEffect, useRef, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { useUrlState } from '../shared/useUrlState.ts';
import { evaluate, firewall, flowId, flows, type Host, outages, type Plan, readPlan, roles, services, warnings, writePlan, zones } from './model.ts';
import { examples, words } from './words.ts';
import './topology.css';

const first = examples[0] as (typeof examples)[number];
const defaults = { plan: first.plan, replicated: 'no', closed: '' };
const start = readPlan(first.plan) as { plan: Plan };

/** Hosts with zones and roles; what works, what fails when one is lost, and the firewall table that follows. */
export default function Topology({ language }: { language: Language }) {
  const w = words[language];
  const [input, change] = useUrlState('net', defaults);
  const last = useRef(start.plan);
  const read = readPlan(input.plan);
  if ('plan' in read) last.current = read.plan;
  const plan = last.current;
  // A name that is being typed may be wrong for a while: it is only taken when it is right.
  const [names, setNames] = useState<Record<number, string>>({});
  useEffect(() => setNames({}), [input.plan]);

  const replicated = input.replicated === 'yes';
  const closed = new Set(input.closed.split(',').filter((id) => id !== ''));
  const state = evaluate(plan, { closed, replicated });
  const table = firewall(plan);
  const inner = flows(plan).length - table.length;
  const found = warnings(plan);

  const put = (hosts: readonly Host[]) => change({ plan: writePlan({ hosts }) });
  const edit = (index: number, part: Partial<Host>) => put(plan.hosts.map((host, i) => (i === index ? { ...host, ...part } : host)));
  const rename = (index: number, name: string) => {
    setNames({ ...names, [index]: name });
    const next = readPlan(writePlan({ hosts: plan.hosts.map((host, i) => (i === index ? { ...host, name } : host)) }));
    if ('plan' in next) put(next.plan.hosts);
  };
  const nameProblem = (index: number): string | null => {
    const typed = names[index];
    if (typed === undefined) return null;
    const next = readPlan(writePlan({ hosts: plan.hosts.map((host, i) => (i === index ? { ...host, name: typed } : host)) }));
    return 'problem' in next ? next.problem[language] : null;
  };
  const fresh = () => {
    let n = plan.hosts.length + 1;
    while (plan.hosts.some((host) => host.name === `host${n}`)) n++;
    return `host${n}`;
  };
  const place = (name: string) => (name === 'internet' ? w.internet : name);

  return (
    <div class="topo" id="widget-net">
      <p class="topo-examples">
        {w.examples}{' '}
        {examples.map((one) => (
          <button key={one.id} type="button" onClick={() => change({ plan: one.plan, replicated: one.replicated ? 'yes' : 'no', closed: '' })}>
            {one.name[language]}
          </button>
        ))}
      </p>
      {'problem' in read && (
        <p class="topo-problem" role="alert">
          {read.problem[language]}
        </p>
      )}
      <div class="topo-hosts">
        {plan.hosts.map((host, index) => {
          const problem = nameProblem(index);
          return (
            <fieldset key={index} class={host.zone}>
              <legend>{host.name}</legend>
              <div class="topo-head">
                <label>
                  {w.name}
                  <input
                    type="text"
                    value={names[index] ?? host.name}
                    autocomplete="off"
                    spellcheck={false}
                    aria-invalid={problem !== null}
                    aria-describedby={problem ? `net-name-${index}` : undefined}
                    onInput={(event) => rename(index, event.currentTarget.value)}
                  />
                </label>
                <label>
                  {w.zone}
                  <select value={host.zone} onChange={(event) => edit(index, { zone: event.currentTarget.value as Host['zone'] })}>
                    {zones.map((zone) => (
                      <option key={zone} value={zone}>
                        {w.zones[zone]}
                      </option>
                    ))}
                  </select>
                </label>
                <button
                  type="button"
                  aria-label={w.remove(host.name)}
                  disabled={plan.hosts.length === 1}
                  onClick={() => put(plan.hosts.filter((_, i) => i !== index))}
                >
                  ×
                </button>
              </div>
              {problem && (
                <p class="topo-problem" id={`net-name-${index}`}>
                  {problem}
                </p>
              )}
              <div class="topo-roles">
                {roles.map((role) => (
                  <label key={role}>
                    <input
                      type="checkbox"
                      checked={host.roles.includes(role)}
                      onChange={(event) =>
                        edit(index, { roles: roles.filter((one) => (one === role ? event.currentTarget.checked : host.roles.includes(one))) })
                      }
                    />{' '}
                    {w.roles[role]}
                  </label>
                ))}
              </div>
            </fieldset>
          );
        })}
      </div>
      <p class="topo-examples">
        <button type="button" disabled={plan.hosts.length >= 12} onClick={() => put([...plan.hosts, { name: fresh(), zone: 'inside', roles: [] }])}>
          {w.add}
        </button>
        <label>
          <input type="checkbox" checked={replicated} onChange={(event) => change({ replicated: event.currentTarget.checked ? 'yes' : 'no' })} /> {w.replicated}
        </label>
      </p>

      <section aria-label={w.works} role="status">
        <p class="topo-title">{w.works}</p>
        <dl class="topo-works">
          {services.map((service) => (
            <div key={service} class={state[service].state}>
              <dt>{w.services[service]}</dt>
              <dd>
                {w.states[state[service].state]}
                {state[service].reason !== 'ok' && <small>{w.reasons[state[service].reason]}</small>}
              </dd>
            </div>
          ))}
        </dl>
      </section>

      <section aria-label={w.losses}>
        <p class="topo-title">{w.losses}</p>
        <ul class="topo-losses">
          {outages(plan, replicated).map((outage) => (
            <li key={outage.host}>
              <code>{outage.host}</code>{' '}
              {outage.hit.length === 0 ? (
                <span class="works">✓ {w.harmless}</span>
              ) : (
                <>
                  <strong>{w.spof}</strong>: {outage.hit.map(([service, report]) => `${w.services[service]} ${w.states[report.state]}`).join('; ')}
                </>
              )}
            </li>
          ))}
        </ul>
      </section>

      <section aria-label={w.warn}>
        <p class="topo-title">{w.warn}</p>
        <ul class="topo-losses">
          {found.length === 0 && <li>{w.none}</li>}
          {found.map((one) => (
            <li key={w.warning(one)}>! {w.warning(one)}</li>
          ))}
        </ul>
      </section>

      <div>
        <p class="topo-title">{w.table}</p>
        <p class="topo-hint">
          {w.count(table.length)} {inner > 0 && w.inner(inner)}
        </p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
        <section class="topo-table" aria-label={w.table} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{w.from}</th>
                <th scope="col">{w.to}</th>
                <th scope="col">{w.port}</th>
                <th scope="col">{w.why}</th>
                <th scope="col">{w.open}</th>
              </tr>
            </thead>
            <tbody>
              {table.map((flow) => {
                const id = flowId(flow);
                return (
                  <tr key={id}>
                    <td>{place(flow.from)}</td>
                    <td>{place(flow.to)}</td>
                    <td>{flow.port}</td>
                    <td>{w.whys[flow.why]}</td>
                    <td>
                      <input
                        type="checkbox"
                        aria-label={`${w.open}: ${place(flow.from)} → ${place(flow.to)} ${flow.port}`}
                        checked={!closed.has(id)}
                        onChange={(event) => {
                          const next = new Set(closed);
                          if (event.currentTarget.checked) next.delete(id);
                          else next.add(id);
                          change({ closed: [...next].join(',') });
                        }}
                      />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </section>
      </div>
    </div>
  );
}
