import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { readAddress, writeAddress } from '../address.ts';
import type { NumberField } from '../shared/numbers.ts';
import { useNumbers } from '../shared/useNumbers.tsx';
import { controls } from './controls.ts';
import { ask, counts, families, type Place, places, policy, type Sector, sectors } from './model.ts';
import { placeNames, sectorNames, words } from './words.ts';
import './sector-controls.css';

const fields = [
  {
    id: 'perday',
    label: { en: 'To accounts of one large receiver', 'zh-cn': '发往同一家大型收信方' },
    unit: { en: 'messages a day', 'zh-cn': '封/天' },
    initial: 800,
    min: 0,
    max: 1e9,
    whole: true,
  },
] as const satisfies readonly NumberField[];
const switches = ['marketing', 'sensitive', 'hosted'] as const;
type Switch = (typeof switches)[number];
const start = { sector: 'health' as Sector, where: ['cn'] as Place[], on: ['sensitive'] as Switch[] };

interface Props {
  language: Language;
}

/** The controls that a sector needs in the chosen places, each with its source, and the same as a policy to be signed. */
export default function SectorControls({ language }: Props) {
  const w = words[language];
  const [sector, setSector] = useState(start.sector);
  const [where, setWhere] = useState(start.where);
  const [on, setOn] = useState(start.on);
  const { values, inputs } = useNumbers(fields, language);
  useEffect(() => {
    const [given, at, is] = [readAddress('sector'), readAddress('at'), readAddress('is')];
    if (sectors.includes(given as Sector)) setSector(given as Sector);
    if (at !== null) setWhere(places.filter((place) => at.split('.').includes(place)));
    if (is !== null) setOn(switches.filter((one) => is.split('.').includes(one)));
  }, []);

  const list = (items: readonly string[]) => items.join('.') || '-';
  const asked =
    values &&
    ask(controls, {
      sector,
      where: new Set(where),
      marketing: on.includes('marketing'),
      sensitive: on.includes('sensitive'),
      hosted: on.includes('hosted'),
      perDay: values.perday,
    });
  const n = asked && counts(asked);
  const comma = language === 'en' ? ', ' : '、';
  const text =
    asked &&
    policy(
      asked,
      { ...w, title: w.title(sectorNames[sector][language]), scope: w.scope(where.map((place) => placeNames[place][language]).join(comma) || '—') },
      language,
    );
  return (
    <div class="figures sc">
      <fieldset>
        <legend>{w.sector}</legend>
        <div class="marks">
          {sectors.map((one) => (
            <label key={one} class="switch">
              <input
                type="radio"
                name="sc-sector"
                checked={sector === one}
                onChange={() => {
                  setSector(one);
                  writeAddress({ sector: one });
                }}
              />{' '}
              {sectorNames[one][language]}
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{w.where}</legend>
        <div class="marks">
          {places.map((place) => (
            <label key={place} class="switch">
              <input
                type="checkbox"
                checked={where.includes(place)}
                onChange={(event) => {
                  const next = places.filter((one) => (one === place ? event.currentTarget.checked : where.includes(one)));
                  setWhere(next);
                  writeAddress({ at: list(next) });
                }}
              />{' '}
              {placeNames[place][language]}
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{w.more}</legend>
        {switches.map((id) => (
          <label key={id} class="switch">
            <input
              type="checkbox"
              checked={on.includes(id)}
              onChange={(event) => {
                const next = switches.filter((one) => (one === id ? event.currentTarget.checked : on.includes(one)));
                setOn(next);
                writeAddress({ is: list(next) });
              }}
            />{' '}
            {w[id]}
          </label>
        ))}
        {inputs}
      </fieldset>
      <div role="status">
        {where.length === 0 && <p>{w.nowhere}</p>}
        {asked && n ? <p>{w.sum(asked.length, n.law, n.standard, n.receiver, n.practice)}</p> : <p>{w.broken}</p>}
      </div>
      {asked &&
        families.map((family) => {
          const own = asked.filter(({ control }) => control.family === family);
          return (
            own.length > 0 && (
              <section key={family} aria-label={w.families[family]}>
                <h3>{w.families[family]}</h3>
                <ul class="sc-list">
                  {own.map(({ control, reasons, force }) => (
                    <li key={control.id}>
                      <p>
                        <span class={`sc-force ${force}`}>{w.force[force]}</span> {control.does[language]}
                      </p>
                      <p class="aside">
                        {w.shown} {control.shown[language]}
                      </p>
                      <p class="aside">
                        {w.because} {reasons.map((reason) => reason.text[language]).join(language === 'en' ? '; ' : '；')}
                      </p>
                    </li>
                  ))}
                </ul>
              </section>
            )
          );
        })}
      {text && (
        <section aria-label={w.export}>
          <h3>{w.export}</h3>
          <textarea aria-label={w.export} rows={10} readOnly value={text} />
          <p>
            <a class="plain" download={w.file} href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}>
              {w.save}
            </a>
          </p>
        </section>
      )}
      <p class="aside">{w.aside}</p>
    </div>
  );
}
