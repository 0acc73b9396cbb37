import type { Language } from '../../../lab-runner/contract/text.ts';
import '../shared/numbers.css';
import { useUrlState } from '../shared/useUrlState.ts';
import { assess, facts, type Level, measures, type Rating, type Threat, threats } from './model.ts';
import { words } from './words.ts';

interface Props {
  language: Language;
}
/** A rating is two digits, severity and likelihood; lists are ids with dots between. */
const start = { facts: 'weak.others', read: '33', change: '23', loss: '22', done: '' };

const digits = (text: string): Rating => {
  const level = (i: number): Level => Math.max(1, Math.min(4, Number(text[i]) || 1)) as Level;
  return { severity: level(0), likelihood: level(1) };
};
const list = (text: string): Set<string> => new Set(text.split('.').filter((id) => id !== ''));

/** Whether an impact assessment is due in the EU and in China, and what risk remains after the measures taken. */
export default function RiskScore({ language }: Props) {
  const w = words[language];
  const [state, change] = useUrlState('risk', start);
  const chosen = list(state.facts);
  const taken = list(state.done);
  const ratings = Object.fromEntries(threats.map((threat) => [threat, digits(state[threat])])) as Record<Threat, Rating>;
  const a = assess(chosen, ratings, taken);
  const toggled = (of: Set<string>, id: string, on: boolean) => [...new Set([...of].filter((one) => one !== id)), ...(on ? [id] : [])].join('.');
  const select = (threat: Threat, part: 'severity' | 'likelihood') => (
    <select
      aria-label={`${w.threats[threat]}, ${w[part]}`}
      value={ratings[threat][part]}
      onChange={(event) => {
        const next = { ...ratings[threat], [part]: Number(event.currentTarget.value) };
        change({ [threat]: `${next.severity}${next.likelihood}` });
      }}
    >
      {w.levels.map((label, i) => (
        <option key={label} value={i + 1}>
          {label}
        </option>
      ))}
    </select>
  );
  return (
    <div class="figures" id="widget-risk">
      <fieldset>
        <legend>{w.facts}</legend>
        {facts.map((one) => (
          <label key={one.id} class="switch">
            <input type="checkbox" checked={chosen.has(one.id)} onChange={(event) => change({ facts: toggled(chosen, one.id, event.currentTarget.checked) })} />{' '}
            {one.says[language]}
          </label>
        ))}
      </fieldset>
      <div role="status">
        <h3>{w.need}</h3>
        <p>{w.eu(a)}</p>
        <p>{w.cn(a)}</p>
      </div>
      <div class="scroll">
        <table style={{ minWidth: '38rem' }}>
          <thead>
            <tr>
              <th scope="col">{w.threat}</th>
              <th scope="col">{w.severity}</th>
              <th scope="col">{w.likelihood}</th>
              <th scope="col">{w.before}</th>
              <th scope="col">{w.after}</th>
            </tr>
          </thead>
          <tbody>
            {threats.map((threat) => (
              <tr key={threat}>
                <th scope="row">{w.threats[threat]}</th>
                <td>{select(threat, 'severity')}</td>
                <td>{select(threat, 'likelihood')}</td>
                <td>
                  {a.before[threat].score} · {w.grade[a.before[threat].grade]}
                </td>
                <td>
                  {a.after[threat].score} · <strong>{w.grade[a.after[threat].grade]}</strong>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <fieldset>
        <legend>{w.measures}</legend>
        {measures.map((one) => (
          <label key={one.id} class="switch">
            <input type="checkbox" checked={taken.has(one.id)} onChange={(event) => change({ done: toggled(taken, one.id, event.currentTarget.checked) })} />{' '}
            {one.says[language]}
          </label>
        ))}
      </fieldset>
      <p role="status" class={a.remains === 'high' ? 'bad' : a.remains === 'low' ? 'good' : ''}>
        <strong>
          {a.remains === 'high' ? '✗ ' : a.remains === 'low' ? '✓ ' : '– '}
          {w.remains[a.remains]}
        </strong>
      </p>
      <p class="aside">{w.aside}</p>
    </div>
  );
}
