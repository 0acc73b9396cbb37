import type { Language } from '../../../lab-runner/contract/text.ts';
import { figure, type NumberField } from '../shared/numbers.ts';
import { useNumbers } from '../shared/useNumbers.tsx';
import { breakEven, curve, type Inputs, type Model } from './model.ts';

const f = (id: string, en: string, zh: string, unitEn: string, unitZh: string, initial: number, min: number, max: number, whole = false): NumberField => ({
  id,
  label: { en, 'zh-cn': zh },
  unit: { en: unitEn, 'zh-cn': unitZh },
  initial,
  min,
  max,
  whole,
});
const common = [
  f('seats', 'Seats', '账号', '', '个', 300, 1, 1_000_000, true),
  f('gb', 'Mail a seat', '每账号邮件', 'GB', 'GB', 10, 0.1, 10_000),
  f('years', 'Years', '年数', '', '年', 5, 1, 15, true),
  f('share', 'Stays in the house (hybrid)', '混合部署中留在本地', '%', '%', 20, 0, 100),
  f('wage', 'Administrator', '管理员工价', 'an hour', '每小时', 40, 0, 10_000),
] as const;
const house = [
  f('server', 'One server', '一台服务器', '', '', 6000, 0, 10_000_000),
  f('per', 'Seats it carries', '可承载账号', '', '个', 1000, 1, 1_000_000, true),
  f('life', 'Replaced after', '更换周期', 'years', '年', 5, 1, 20, true),
  f('disk', 'Disk, a GB', '磁盘每 GB', '', '', 0.1, 0, 1000),
  f('watts', 'Draw of one', '每台功率', 'W', 'W', 200, 0, 10_000),
  f('kwh', 'Power, a kWh', '每 kWh 电价', '', '', 0.2, 0, 100),
  f('hours', 'Work', '工时', 'hours a month', '小时/月', 16, 0, 10_000),
  f('licence', 'Filters, support', '过滤与支持', 'a seat and year', '每账号每年', 12, 0, 100_000),
] as const;
const cloud = [
  f('price', 'Price', '价格', 'a seat and month', '每账号每月', 6, 0, 10_000),
  f('move', 'Moving in', '迁入', 'a seat', '每账号', 15, 0, 10_000),
  f('leave', 'Moving out at the end', '期末迁出', 'a seat', '每账号', 20, 0, 10_000),
  f('chours', 'Work', '工时', 'hours a month', '小时/月', 6, 0, 10_000),
] as const;
const models: readonly Model[] = ['on-premises', 'cloud', 'hybrid'];

const words = {
  en: {
    parts: { common: 'Both', house: 'On-premises', cloud: 'Cloud' },
    models: { 'on-premises': 'On-premises', cloud: 'Cloud', hybrid: 'Hybrid' },
    year: 'End of year',
    even: (year: string) => `On-premises has cost less than the cloud from year ${year} on.`,
    never: 'Within these years on-premises never costs less than the cloud.',
    always: 'On-premises costs less from the first day.',
    money: 'One currency, the one you typed. Nothing is discounted; growth, outages and the price of being tied are not in it.',
    broken: 'Correct the fields above; the curves wait.',
  },
  'zh-cn': {
    parts: { common: '共同', house: '本地部署', cloud: '云托管' },
    models: { 'on-premises': '本地', cloud: '云', hybrid: '混合' },
    year: '年末',
    even: (year: string) => `从第 ${year} 年起，本地部署的累计成本低于云。`,
    never: '在这些年里，本地部署的累计成本一直不低于云。',
    always: '本地部署从第一天起就更便宜。',
    money: '币种就是你填的那一种。没有折现；增长、停机和被锁定的代价不在其中。',
    broken: '请先改正上面的输入，再看曲线。',
  },
};

interface Props {
  language: Language;
}

/** Costs of three models over the years, summed up, and where two of them cross. */
export default function CostModel({ language }: Props) {
  const w = words[language];
  const a = useNumbers(common, language);
  const b = useNumbers(house, language);
  const c = useNumbers(cloud, language);
  const input = a.values && b.values && c.values ? inputsOf(a.values, b.values, c.values) : null;
  const curves = input ? models.map((model) => curve(model, input)) : [];
  const [own = [], rented = []] = curves;
  const even = breakEven(own, rented);
  const most = Math.max(...curves.flat(), 1);
  const n = (value: number) => figure(value, language);
  return (
    <div class="figures">
      {(
        [
          ['common', a],
          ['house', b],
          ['cloud', c],
        ] as const
      ).map(([part, numbers]) => (
        <fieldset key={part}>
          <legend>{w.parts[part]}</legend>
          {numbers.inputs}
        </fieldset>
      ))}
      <div role="status">
        {input ? (
          <>
            <p>
              <strong>{even === null ? w.never : even === 0 ? w.always : w.even(n(even))}</strong>
            </p>
            <svg viewBox="0 0 320 140" class="curves" aria-hidden="true">
              {curves.map((costs, i) => (
                <polyline
                  key={models[i]}
                  class={`curve-${i}`}
                  fill="none"
                  points={costs.map((cost, year) => `${8 + (year / (costs.length - 1)) * 300},${132 - (cost / most) * 124}`).join(' ')}
                />
              ))}
            </svg>
            <div class="scroll">
              <table>
                <thead>
                  <tr>
                    <th scope="col">{w.year}</th>
                    {models.map((model, i) => (
                      <th key={model} scope="col" class={`curve-${i}`}>
                        {w.models[model]}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {own.map((_, year) => (
                    <tr key={year}>
                      <th scope="row">{year}</th>
                      {curves.map((costs, i) => (
                        <td key={models[i]}>{n(costs[year] as number)}</td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </>
        ) : (
          <p>{w.broken}</p>
        )}
      </div>
      <p class="aside">{w.money}</p>
    </div>
  );
}

/** What is not asked for is fixed here: three copies of each GB, two servers at least, PUE 1.5, half an hour of work a month for each hundred seats. */
function inputsOf(a: Record<string, number>, b: Record<string, number>, c: Record<string, number>): Inputs {
  return {
    seats: a.seats as number,
    gbPerSeat: a.gb as number,
    years: a.years as number,
    localShare: (a.share as number) / 100,
    onPremises: {
      serverPrice: b.server as number,
      seatsPerServer: b.per as number,
      leastServers: 2,
      serverLife: b.life as number,
      diskPricePerGB: b.disk as number,
      copies: 3,
      wattsPerServer: b.watts as number,
      pue: 1.5,
      pricePerKWh: b.kwh as number,
      adminHours: b.hours as number,
      adminHoursPer100: 0.5,
      hourlyWage: a.wage as number,
      licencePerSeat: b.licence as number,
    },
    cloud: {
      pricePerSeatAndMonth: c.price as number,
      includedGB: 50,
      pricePerExtraGBAndMonth: 0.2,
      migrationPerSeat: c.move as number,
      exitPerSeat: c.leave as number,
      adminHours: c.chours as number,
      adminHoursPer100: 0.5,
    },
  };
}
