import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { readAddress, writeAddress } from '../address.ts';
import { figure, type NumberField } from '../shared/numbers.ts';
import { useNumbers } from '../shared/useNumbers.tsx';
import { plan } from './model.ts';
import { type DataClass, dataClasses, type Place, places, rulesFor } from './rules.ts';
import { words } from './words.ts';

const fields = [
  { id: 'days', label: { en: 'You keep it for', 'zh-cn': '现在保存' }, unit: { en: 'days', 'zh-cn': '天' }, initial: 365, min: 0, max: 36_500, whole: true },
  {
    id: 'need',
    label: { en: 'Your purpose needs it for', 'zh-cn': '目的需要' },
    unit: { en: 'days', 'zh-cn': '天' },
    initial: 30,
    min: 0,
    max: 36_500,
    whole: true,
  },
] as const satisfies readonly NumberField[];
const placeIds = Object.keys(places) as Place[];
const classIds = Object.keys(dataClasses) as DataClass[];
const first: { where: Place[]; data: DataClass } = { where: ['cn'], data: 'transaction' };

interface Props {
  language: Language;
}

/** Which period of retention the rules of the chosen places leave, and what to do where they leave none. */
export default function Retention({ language }: Props) {
  const w = words[language];
  const [where, setWhere] = useState(first.where);
  const [data, setData] = useState(first.data);
  const { values, inputs } = useNumbers(fields, language);

  useEffect(() => {
    const given = readAddress('where');
    if (given !== null) setWhere(placeIds.filter((id) => given.split('.').includes(id)));
    const kept = readAddress('data');
    if (classIds.includes(kept as DataClass)) setData(kept as DataClass);
  }, []);
  const choose = (id: Place, on: boolean) => {
    const next = placeIds.filter((one) => (one === id ? on : where.includes(one)));
    setWhere(next);
    writeAddress({ where: next.join('.') || '-' });
  };

  const asked = rulesFor(data, where);
  const result = values && plan(asked, values.days, values.need);
  const said = result && w.said(result);
  const by = result ? [...new Set(asked.filter((rule) => result.answer.setBy.min.includes(rule.id)).map((rule) => rule.source[language]))].join('; ') : '';
  const good = result?.verdict === 'ok';
  return (
    <div class="figures">
      <fieldset>
        <legend>{w.where}</legend>
        <div class="marks">
          {placeIds.map((id) => (
            <label key={id} class="switch">
              <input type="checkbox" checked={where.includes(id)} onChange={(event) => choose(id, event.currentTarget.checked)} /> {places[id][language]}
            </label>
          ))}
        </div>
      </fieldset>
      <p>
        <label>
          {w.what}
          <br />
          <select
            style={{ maxWidth: '100%' }}
            value={data}
            onChange={(event) => {
              setData(event.currentTarget.value as DataClass);
              writeAddress({ data: event.currentTarget.value === first.data ? null : event.currentTarget.value });
            }}
          >
            {classIds.map((id) => (
              <option key={id} value={id}>
                {dataClasses[id][language]}
              </option>
            ))}
          </select>
        </label>
      </p>
      {inputs}
      <div role="status">
        {where.length === 0 && <p class="bad">{w.nowhere}</p>}
        {!result && <p>{w.broken}</p>}
        {where.length > 0 && asked.length === 0 && <p>{w.none}</p>}
        {asked.length > 0 && result && said && (
          <>
            <dl>
              <div>
                <dt>{w.min}</dt>
                <dd>
                  {figure(result.answer.minDays, language, 6)} <small>{w.days}</small>
                </dd>
              </div>
              <div>
                <dt>{w.max}</dt>
                <dd>{result.answer.maxDays === null ? w.noNumber : `${figure(result.answer.maxDays, language, 6)} ${w.days}`}</dd>
              </div>
              <div>
                <dt>{w.keep}</dt>
                <dd>{result.keepDays === null ? '—' : `${figure(result.keepDays, language, 6)} ${w.days}`}</dd>
              </div>
            </dl>
            <p class={good ? 'good' : 'bad'}>
              <strong>
                {good ? '✓ ' : '✗ '}
                {said.verdict}
              </strong>
            </p>
            <p>{said.advice}</p>
          </>
        )}
      </div>
      {where.length > 0 && asked.length > 0 && (
        <section aria-label={w.rules}>
          <h3>{w.rules}</h3>
          <div class="scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">{w.rule}</th>
                  <th scope="col">{w.source}</th>
                </tr>
              </thead>
              <tbody>
                {asked.map((rule) => (
                  <tr key={rule.id}>
                    <td>
                      {places[rule.jurisdiction][language]}
                      {language === 'en' ? ': ' : '：'}
                      {rule.says[language]}
                    </td>
                    <td>
                      {rule.source[language]} <small class="aside">({w.force[rule.force]})</small>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {result?.keepDays != null && (
            <>
              <h3>{w.line}</h3>
              <p class="aside">{w.sentence(dataClasses[data][language], result.keepDays, by)}</p>
            </>
          )}
        </section>
      )}
      <p class="aside">{w.notAdvice}</p>
    </div>
  );
}
