import type { Language } from '../../../lab-runner/contract/text.ts';
import { figure, type NumberField } from '../shared/numbers.ts';
import { useNumbers } from '../shared/useNumbers.tsx';
import { footprint, type Service, sensitivity } from './model.ts';

const f = (id: string, en: string, zh: string, unitEn: string, unitZh: string, initial: number, min: number, max: number, whole = false): NumberField => ({
  id,
  label: { en, 'zh-cn': zh },
  unit: { en: unitEn, 'zh-cn': unitZh },
  initial,
  min,
  max,
  whole,
});
const fields = [
  f('servers', 'Servers', '服务器', '', '台', 4, 1, 100_000, true),
  f('watts', 'Draw of one, on average', '每台平均功率', 'W', 'W', 150, 1, 5000),
  f('pue', 'PUE of the building', '机房 PUE', '', '', 1.5, 1, 5),
  f('wue', 'WUE', 'WUE', 'l/kWh', '升/kWh', 1.8, 0, 20),
  f('grid', 'Grid', '电网排放因子', 'kg CO₂e/kWh', 'kg CO₂e/kWh', 0.5, 0, 2),
  f('green', 'Bought as renewable', '购买的可再生能源', '%', '%', 0, 0, 100),
  f('made', 'Making one server', '制造一台', 'kg CO₂e', 'kg CO₂e', 1300, 0, 100_000),
  f('life', 'Kept for', '使用年限', 'years', '年', 4, 0.5, 30),
  f('boxes', 'Mailboxes', '邮箱数', '', '个', 1000, 1, 100_000_000, true),
  f('mails', 'Messages a mailbox and day', '每邮箱每天', '', '封', 80, 0.1, 100_000),
] as const;

const words = {
  en: {
    it: 'Computers',
    all: 'With the building',
    operation: 'From running',
    made: 'From making',
    total: 'Together',
    water: 'Water',
    litres: 'litres',
    thousand: 'For 1,000 mailboxes',
    message: 'One message',
    year: 'a year',
    bars: 'If one input were a fifth lower or higher, the year’s CO₂e would be',
    inputs: { servers: 'Servers', watts: 'Draw', pue: 'PUE', gridKgPerKWh: 'Grid', embodiedKg: 'Making', lifetimeYears: 'Years kept' } as Record<
      string,
      string
    >,
    to: 'to',
    broken: 'Correct the fields above; the figures wait.',
  },
  'zh-cn': {
    it: '计算设备用电',
    all: '连同机房',
    operation: '运行排放',
    made: '制造排放',
    total: '合计',
    water: '用水',
    litres: '升',
    thousand: '每 1,000 个邮箱',
    message: '每封信',
    year: '每年',
    bars: '若某项输入低两成或高两成，全年 CO₂e 会是',
    inputs: { servers: '服务器', watts: '功率', pue: 'PUE', gridKgPerKWh: '电网', embodiedKg: '制造', lifetimeYears: '使用年限' } as Record<string, string>,
    to: '至',
    broken: '请先改正上面的输入，再看结果。',
  },
};

interface Props {
  language: Language;
}

/** Energy, carbon and water of a mail service in a year, and which input moves them most. */
export default function Footprint({ language }: Props) {
  const w = words[language];
  const { values: v, inputs } = useNumbers(fields, language);
  const service: Service | null = v && {
    servers: v.servers as number,
    watts: v.watts as number,
    pue: v.pue as number,
    wue: v.wue as number,
    gridKgPerKWh: v.grid as number,
    renewableShare: (v.green as number) / 100,
    embodiedKg: v.made as number,
    lifetimeYears: v.life as number,
    mailboxes: v.boxes as number,
    messagesPerMailboxAndDay: v.mails as number,
  };
  const n = (value: number) => figure(value, language);
  if (!service)
    return (
      <div class="figures">
        {inputs}
        <p role="status">{w.broken}</p>
      </div>
    );
  const result = footprint(service);
  const bars = sensitivity(service, 0.2);
  const most = Math.max(...bars.flatMap((bar) => [bar.low, bar.high]), 1e-9);
  const facts: [string, string, string][] = [
    [w.it, n(result.itKWh), `kWh ${w.year}`],
    [w.all, n(result.totalKWh), `kWh ${w.year}`],
    [w.operation, n(result.operationKg), 'kg CO₂e'],
    [w.made, n(result.embodiedKg), 'kg CO₂e'],
    [w.total, n(result.totalKg), `kg CO₂e ${w.year}`],
    [w.water, n(result.litres), `${w.litres} ${w.year}`],
    [w.thousand, `${n(result.perThousandMailboxes.kWh)} kWh`, `${n(result.perThousandMailboxes.kg)} kg · ${n(result.perThousandMailboxes.litres)} ${w.litres}`],
    [w.message, n(result.gramsPerMessage), 'g CO₂e'],
  ];
  return (
    <div class="figures">
      {inputs}
      <div role="status">
        <dl>
          {facts.map(([name, value, unit]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                {value} <small>{unit}</small>
              </dd>
            </div>
          ))}
        </dl>
        <p>{w.bars}</p>
        <table>
          <tbody>
            {bars.map((bar) => {
              const [from, to] = [Math.min(bar.low, bar.high), Math.max(bar.low, bar.high)];
              return (
                <tr key={bar.input}>
                  <th scope="row">{w.inputs[bar.input]}</th>
                  <td>
                    {n(from)} {w.to} {n(to)} kg
                  </td>
                  <td class="bar" aria-hidden="true">
                    <span style={{ marginInlineStart: `${(from / most) * 100}%`, width: `${((to - from) / most) * 100}%` }} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}
