import { useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { figure } from '../shared/numbers.ts';
import { useNumbers } from '../shared/useNumbers.tsx';
import { claims, type Question, questions, verdict } from './claims.ts';
import { doubling, yearlyGrowth } from './model.ts';
import { words } from './words.ts';

const f = (id: string, en: string, zh: string, unit: string, zhUnit: string, initial: number, min: number, max: number) => ({
  id,
  label: { en, 'zh-cn': zh },
  unit: { en: unit, 'zh-cn': zhUnit },
  initial,
  min,
  max,
});
const growthFields = [
  f('was', words.en.from, words['zh-cn'].from, '', '', 350_300, 0.000001, 1e15),
  f('will', words.en.to, words['zh-cn'].to, '', '', 369_100, 0.000001, 1e15),
  f('span', words.en.span, words['zh-cn'].span, words.en.yearsUnit, words['zh-cn'].yearsUnit, 10, 0.01, 1000),
] as const;

/** Reads a claim question by question, and says what it may be used for. */
export function ClaimChecker({ language }: { language: Language }) {
  const w = words[language];
  const [id, setId] = useState('market');
  const [ticked, setTicked] = useState<Question[]>([]);
  const [interested, setInterested] = useState(false);
  const [looked, setLooked] = useState(false);
  const growth = useNumbers(growthFields, language);
  const claim = claims.find((one) => one.id === id) ?? claims[0];
  const differing = claim
    ? questions.filter((question) => ticked.includes(question) !== claim.answered.includes(question)).map((question) => w.questions[question])
    : [];
  if (claim && interested !== claim.interested) differing.push(w.interested);
  const percent = growth.values && yearlyGrowth(growth.values.was as number, growth.values.will as number, growth.values.span as number);
  const tick = (change: () => void) => {
    setLooked(true);
    change();
  };
  return (
    <>
      <h4>{w.claims}</h4>
      <p>
        <label>
          {w.claim}{' '}
          <select
            value={id}
            onChange={(event) => {
              setId(event.currentTarget.value);
              setTicked([]);
              setInterested(false);
              setLooked(false);
            }}
          >
            {claims.map((one, i) => (
              <option key={one.id} value={one.id}>
                {i + 1}. {one.text[language].slice(0, 28)}…
              </option>
            ))}
          </select>
        </label>
      </p>
      <blockquote>{claim?.text[language]}</blockquote>
      {questions.map((question) => (
        <label key={question} class="switch">
          <input
            type="checkbox"
            checked={ticked.includes(question)}
            onChange={(event) => {
              const on = event.currentTarget.checked;
              tick(() => setTicked(on ? [...ticked, question] : ticked.filter((other) => other !== question)));
            }}
          />{' '}
          {w.questions[question]}
        </label>
      ))}
      <label class="switch">
        <input
          type="checkbox"
          checked={interested}
          onChange={(event) => {
            const on = event.currentTarget.checked;
            tick(() => setInterested(on));
          }}
        />{' '}
        {w.interested}
      </label>
      <div role="status">
        <p>
          {w.verdict} <strong>{w.verdicts[verdict(ticked, interested)]}</strong>
          {language === 'en' ? '.' : '。'}
        </p>
        {looked && (
          <p class={differing.length === 0 ? 'good' : 'aside'}>
            {differing.length === 0 ? w.agree : w.differ(differing.join(language === 'en' ? '; ' : '；'))}
          </p>
        )}
      </div>
      <h4>{w.growth}</h4>
      {growth.inputs}
      <p role="status">{percent === null ? w.broken : w.implied(figure(percent, language), figure(doubling(percent), language))}</p>
    </>
  );
}
