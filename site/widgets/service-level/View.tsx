import { useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import asShipped from '../../content/transcripts/S18/as-shipped.txt?raw';
import inOrder from '../../content/transcripts/S18/in-order.txt?raw';
import { figure, type NumberField } from '../shared/numbers.ts';
import { useNumbers } from '../shared/useNumbers.tsx';
import { type ClauseId, judgeProbe, parseProbe } from './conformance.ts';
import { burnRate, downtime, exhaustedIn, nines, type Period } from './model.ts';

const f = (id: string, en: string, zh: string, unitEn: string, unitZh: string, initial: number, min: number, max: number): NumberField => ({
  id,
  label: { en, 'zh-cn': zh },
  unit: { en: unitEn, 'zh-cn': unitZh },
  initial,
  min,
  max,
});
const fields = [
  f('objective', 'Objective', '目标', '%', '%', 99.9, 50, 99.99999),
  f('total', 'Canaries sent in the last hour', '最近一小时发出的探测邮件', '', '封', 60, 0, 1_000_000),
  f('failed', 'Of these late or lost', '其中超时或丢失', '', '封', 1, 0, 1_000_000),
  f('left', 'Of this month’s budget is left', '本月预算剩余', '%', '%', 80, 0, 100),
] as const;
const allPeriods: readonly Period[] = ['day', 'week', 'month', 'year'];

const words = {
  en: {
    slo: 'Objective, error budget, burn rate',
    periods: { day: 'A day', week: 'A week', month: 'A month', year: 'A year' },
    nines: 'Nines',
    rate: 'Burn rate',
    rateUnit: '× allowed',
    gone: 'Budget gone in',
    tooMany: 'More failed than were sent: correct one of the two.',
    broken: 'Correct the fields above; the figures wait.',
    checker: 'Conformance of a probe',
    paste: 'Output of swaks, one run or several',
    samples: { shipped: 'Sample: as shipped', order: 'Sample: put in order' },
    problems: {
      empty: 'Expected the output of swaks, found nothing. Take a sample, or paste yours.',
      'no-banner': 'Expected a line such as “<-  220 mail.example ESMTP”, found none: was the whole output pasted?',
    },
    clause: 'Clause',
    finding: 'Finding',
    line: 'Rests on',
    findings: { met: '✓ met', 'not-met': '✗ not met', 'not-asked': '– not asked' },
    clauses: {
      banner: 'The greeting begins with a full host name (RFC 5321 §4.3.1)',
      'ehlo-name': 'EHLO is answered with the same name (§4.1.1.1)',
      size: 'A size limit is announced (RFC 1870)',
      starttls: 'STARTTLS is offered and works (RFC 3207)',
      'no-clear-auth': 'No password mechanism is offered before TLS (RFC 4954 §9)',
      postmaster: 'postmaster is accepted (RFC 5321 §4.5.1)',
      unknown: 'An unknown recipient is refused for good at RCPT',
      'null-sender': 'The null sender is accepted (§4.5.5)',
      relay: 'A stranger’s mail for another domain is refused for good',
    } satisfies Record<ClauseId, string>,
    summary: (met: number, not: number, open: number) => `${met} met, ${not} not met, ${open} not asked`,
  },
  'zh-cn': {
    slo: '目标、错误预算、消耗速度',
    periods: { day: '一天', week: '一周', month: '一个月', year: '一年' },
    nines: '几个九',
    rate: '消耗速度',
    rateUnit: '× 允许值',
    gone: '预算用完还有',
    tooMany: '失败的比发出的还多：请改正其中一个。',
    broken: '请先改正上面的输入，再看结果。',
    checker: '一次探测的符合性',
    paste: 'swaks 的输出，可以是几次运行',
    samples: { shipped: '示例：出厂设置', order: '示例：整理之后' },
    problems: {
      empty: '这里要贴 swaks 的输出，现在是空的。可以先用示例，或贴上你自己的。',
      'no-banner': '没有找到形如 “<-  220 mail.example ESMTP” 的一行：是不是没有贴全？',
    },
    clause: '条款',
    finding: '结论',
    line: '依据',
    findings: { met: '✓ 符合', 'not-met': '✗ 不符合', 'not-asked': '– 没有问到' },
    clauses: {
      banner: '欢迎行以完整主机名开头（RFC 5321 §4.3.1）',
      'ehlo-name': 'EHLO 的应答用同一个名字（§4.1.1.1）',
      size: '公布了大小上限（RFC 1870）',
      starttls: '提供 STARTTLS 且能用（RFC 3207）',
      'no-clear-auth': 'TLS 之前不提供密码机制（RFC 4954 §9）',
      postmaster: '接收发给 postmaster 的信（RFC 5321 §4.5.1）',
      unknown: '未知收件人在 RCPT 时被永久拒绝',
      'null-sender': '接受空发件人（§4.5.5）',
      relay: '陌生人发往别的域的信被永久拒绝',
    } satisfies Record<ClauseId, string>,
    summary: (met: number, not: number, open: number) => `符合 ${met} 条，不符合 ${not} 条，没有问到 ${open} 条`,
  },
};

interface Props {
  language: Language;
}

/** SLO arithmetic, and a checker that reads what a probe said. */
export default function ServiceLevel({ language }: Props) {
  const w = words[language];
  const numbers = useNumbers(fields, language);
  const [probe, setProbe] = useState(asShipped);
  const v = numbers.values;
  const objective = v && (v.objective as number) / 100;
  const rate = v && objective !== null ? burnRate(v.failed as number, v.total as number, objective) : 0;
  const parsed = parseProbe(probe);
  const clauses = 'sessions' in parsed ? judgeProbe(parsed.sessions) : [];
  const count = (finding: string) => clauses.filter((c) => c.finding === finding).length;

  return (
    <div class="figures">
      <h4>{w.slo}</h4>
      {numbers.inputs}
      <div role="status">
        {v && objective !== null ? (
          <>
            <dl>
              {allPeriods.map((period) => (
                <div key={period}>
                  <dt>{w.periods[period]}</dt>
                  <dd>{duration(downtime(objective, period), language)}</dd>
                </div>
              ))}
              <div>
                <dt>{w.nines}</dt>
                <dd>{figure(nines(objective), language)}</dd>
              </div>
              <div>
                <dt>{w.rate}</dt>
                <dd class={rate > 1 ? 'bad' : 'good'}>
                  {figure(rate, language)} <small>{w.rateUnit}</small>
                </dd>
              </div>
              <div>
                <dt>{w.gone}</dt>
                <dd>{duration(exhaustedIn(rate, (v.left as number) / 100, 'month'), language)}</dd>
              </div>
            </dl>
            {(v.failed as number) > (v.total as number) && <p class="bad">{w.tooMany}</p>}
          </>
        ) : (
          <p>{w.broken}</p>
        )}
      </div>

      <h4>{w.checker}</h4>
      <p>
        <button type="button" onClick={() => setProbe(asShipped)}>
          {w.samples.shipped}
        </button>{' '}
        <button type="button" onClick={() => setProbe(inOrder)}>
          {w.samples.order}
        </button>
      </p>
      <label class="number-field">
        <span>{w.paste}</span>
        <textarea rows={8} spellcheck={false} value={probe} onInput={(event) => setProbe(event.currentTarget.value)} />
      </label>
      <div role="status">
        {'problem' in parsed ? (
          <p class="bad">{w.problems[parsed.problem]}</p>
        ) : (
          <>
            <p>{w.summary(count('met'), count('not-met'), count('not-asked'))}</p>
            <div class="scroll">
              <table>
                <thead>
                  <tr>
                    <th scope="col">{w.clause}</th>
                    <th scope="col">{w.finding}</th>
                    <th scope="col">{w.line}</th>
                  </tr>
                </thead>
                <tbody>
                  {clauses.map((clause) => (
                    <tr key={clause.id}>
                      <th scope="row">{w.clauses[clause.id]}</th>
                      <td class={clause.finding === 'met' ? 'good' : clause.finding === 'not-met' ? 'bad' : undefined}>{w.findings[clause.finding]}</td>
                      <td>{clause.line !== '' && <code>{clause.line}</code>}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )}
      </div>
    </div>
  );
}

/** 31,536 s → `8 h 46 min`; the two largest units that matter. */
function duration(seconds: number, language: Language): string {
  if (!Number.isFinite(seconds)) return '∞';
  const units: [number, string, string][] = [
    [86_400, 'd', '天'],
    [3600, 'h', '小时'],
    [60, 'min', '分'],
    [1, 's', '秒'],
  ];
  const total = seconds < 10 ? seconds : Math.round(seconds);
  const first = units.findIndex(([size]) => total >= size);
  if (first < 0) return `${figure(seconds, language, 2)} ${language === 'en' ? 's' : '秒'}`;
  let left = total;
  return units
    .slice(first, first + 2)
    .map(([size, en, zh], i) => {
      const n = i === 1 || size === 1 ? Math.round((left / size) * 10) / 10 : Math.floor(left / size);
      const whole = size === 1 ? n : Math.floor(n);
      left -= whole * size;
      return whole === 0 && i === 1 ? '' : `${whole} ${language === 'en' ? en : zh}`;
    })
    .filter(Boolean)
    .join(' ');
}
