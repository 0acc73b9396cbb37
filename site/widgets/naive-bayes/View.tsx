import type { Language } from '../../../lab-runner/contract/text.ts';
import { useUrlState } from '../shared/useUrlState.ts';
import { later, type Sample, testing, training } from './corpus.ts';
import { classify, evaluate, type Model, poison, precision, recall, train } from './model.ts';
import { words } from './words.ts';
import '../shared/numbers.css';
import '../shared/fields.css';

interface Props {
  language: Language;
}
const presets: Record<'spam' | 'ham' | 'goodWords' | 'leet' | 'later', Record<Language, string>> = {
  spam: { en: 'Claim your free prize now, click the link', 'zh-cn': '恭喜中奖，点击链接免费领取奖品' },
  ham: { en: 'Agenda for Thursday attached, please check the figures', 'zh-cn': '周四会议议程见附件，请核对数字' },
  goodWords: {
    en: 'Claim your free prize now, click the link. Meeting minutes agenda attached, please check the figures of the report draft, Thursday',
    'zh-cn': '恭喜中奖，点击链接免费领取奖品。会议纪要、议程见附件，请核对数字，项目报告第二稿，周四开会',
  },
  leet: { en: 'C1aim your fr3e pr1ze n0w, cl1ck the l1nk', 'zh-cn': '恭·喜·中·奖，点·击·链·接·领·取' },
  later: { en: 'Voice message from the reception, scan the QR code to listen', 'zh-cn': '扫码查看语音留言' },
};
const percent = (share: number): string => (Number.isNaN(share) ? '—' : `${Math.round(share * 100)} %`);

/** A naive Bayes filter that is trained in the page, and tricked in three ways. */
export default function NaiveBayes({ language }: Props) {
  const w = words[language];
  const [input, change] = useUrlState('bayes', { text: presets.spam[language], threshold: '50', copies: '0', labels: '-'.repeat(later.length) });
  const threshold = Math.min(99, Math.max(1, Number(input.threshold) || 50)) / 100;
  const copies = /^\d{1,2}$/.test(input.copies) && Number(input.copies) <= 50 ? Number(input.copies) : null;
  const labels = [...input.labels.padEnd(later.length, '-')].slice(0, later.length);
  const learnt: Sample[] = later.flatMap((sample, i) => (labels[i] === 's' || labels[i] === 'h' ? [{ text: sample.text, spam: labels[i] === 's' }] : []));
  const samples = poison([...training, ...learnt], input.text, copies ?? 0);
  const model = train(samples);
  const verdict = classify(model, input.text);
  const spam = verdict.spam >= threshold;
  return (
    <div id="widget-bayes" class="figures" style="scroll-margin-top: 6rem">
      <p class="presets">
        {w.examples}
        {(Object.keys(presets) as (keyof typeof presets)[]).map((id) => (
          <button key={id} type="button" aria-pressed={input.text === presets[id][language]} onClick={() => change({ text: presets[id][language] })}>
            {w.presets[id]}
          </button>
        ))}
      </p>
      <label class="field-wide">
        {w.text}
        <textarea rows={3} value={input.text} onInput={(event) => change({ text: event.currentTarget.value })} />
      </label>
      <div class="fields">
        <label>
          <span>
            {w.threshold} <strong>{Math.round(threshold * 100)} %</strong>
          </span>
          <input type="range" min={1} max={99} value={Math.round(threshold * 100)} onInput={(event) => change({ threshold: event.currentTarget.value })} />
        </label>
        <label>
          {w.copies}
          <input
            type="text"
            inputMode="numeric"
            value={input.copies}
            aria-invalid={copies === null}
            onInput={(event) => change({ copies: event.currentTarget.value })}
          />
          {copies === null && <span class="complaint">{w.badCopies}</span>}
        </label>
      </div>
      <div class={`outcome ${spam ? 'bad' : 'good'}`} role="status">
        {input.text.trim() === '' ? <p>{w.empty}</p> : <p>{w.verdict(`${(verdict.spam * 100).toFixed(1)} %`, spam)}</p>}
        {verdict.unknown.length > 0 && <p>{w.unknown(verdict.unknown.slice(0, 12).join(language === 'en' ? ', ' : '、'))}</p>}
      </div>
      {verdict.evidence.length > 0 && (
        <>
          <p>{w.evidence}</p>
          <ul class="trace">
            {verdict.evidence.slice(0, 8).map(({ token, weight }) => (
              <li key={token}>
                <code>{token}</code> {weight >= 0 ? `✗ ${w.more((2 ** weight).toFixed(1))}` : `✓ ${w.less((2 ** -weight).toFixed(1))}`}
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        {w.trained(model.documents.spam, model.documents.ham, model.vocabulary.size)} {w.matrix}
      </p>
      <div class="two-columns">
        <Matrix title={w.sets.testing} model={model} set={testing} threshold={threshold} language={language} />
        <Matrix title={w.sets.later} model={model} set={later} threshold={threshold} language={language} />
      </div>
      <details>
        <summary>{w.label}</summary>
        <p class="aside">{w.leak}</p>
        <ul class="trace">
          {later.map((sample, i) => (
            <li key={sample.text}>
              <select
                aria-label={sample.text}
                value={labels[i]}
                onChange={(event) => change({ labels: labels.map((one, n) => (n === i ? event.currentTarget.value : one)).join('') })}
              >
                {(['-', 's', 'h'] as const).map((id) => (
                  <option key={id} value={id}>
                    {w.labels[id]}
                  </option>
                ))}
              </select>{' '}
              {sample.text}
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

function Matrix({ title, model, set, threshold, language }: { title: string; model: Model; set: readonly Sample[]; threshold: number; language: Language }) {
  const w = words[language];
  const c = evaluate(model, set, threshold);
  return (
    <section>
      <table>
        <caption style="text-align: start">{title}</caption>
        <thead>
          <tr>
            <td />
            {w.columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{w.rows.spam}</th>
            <td>✓ {c.caught}</td>
            <td class={c.missed > 0 ? 'bad' : ''}>{c.missed}</td>
          </tr>
          <tr>
            <th scope="row">{w.rows.ham}</th>
            <td class={c.wronged > 0 ? 'bad' : ''}>{c.wronged}</td>
            <td>✓ {c.passed}</td>
          </tr>
        </tbody>
      </table>
      <p class="aside">{w.measures(percent(precision(c)), percent(recall(c)))}</p>
    </section>
  );
}
