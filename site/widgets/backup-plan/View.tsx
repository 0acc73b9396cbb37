import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { readAddress, writeAddress } from '../address.ts';
import { figure, type NumberField } from '../shared/numbers.ts';
import { useNumbers } from '../shared/useNumbers.tsx';
import { type Copy, disasters, noticedAfterDays, outcome, score32110 } from './model.ts';

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
  f('data', 'Data', '数据量', 'GB', 'GB', 2000, 1, 1_000_000),
  f('prepare', 'Until the first byte', '开始恢复之前', 'hours', '小时', 3, 0, 1000),
] as const;
const copyFields = (id: 'x' | 'y', every: number, generations: number, speed: number) =>
  [
    f(`${id}every`, 'One copy every', '每隔', 'hours', '小时一份', every, 0.05, 8760),
    f(`${id}kept`, 'Copies kept', '保留', '', '份', generations, 1, 10_000, true),
    f(`${id}speed`, 'Restore speed', '恢复速度', 'Mbit/s', 'Mbit/s', speed, 0.1, 100_000),
  ] as const;
const xFields = copyFields('x', 1, 48, 1000);
const yFields = copyFields('y', 24, 7, 100);

/** What is ticked: one letter each, kept in the address. */
const switches = ['immutable', 'offline', 'sameCredentials', 'tested'] as const;
type Switch = (typeof switches)[number];
interface Shape {
  place: Copy['place'];
  medium: Copy['medium'];
  on: Switch[];
}
const places: readonly Copy['place'][] = ['same-room', 'other-site', 'cloud'];
const media: readonly Copy['medium'][] = ['disk', 'object-store', 'tape'];
const begin: Record<'x' | 'y', Shape> = {
  x: { place: 'same-room', medium: 'disk', on: ['sameCredentials', 'tested'] },
  y: { place: 'cloud', medium: 'object-store', on: ['sameCredentials'] },
};
const write = (shape: Shape): string =>
  [places.indexOf(shape.place), media.indexOf(shape.medium), ...switches.map((s) => (shape.on.includes(s) ? 1 : 0))].join('');
function read(text: string): Shape | null {
  if (!/^[012]{2}[01]{4}$/.test(text)) return null;
  return {
    place: places[Number(text[0])] as Copy['place'],
    medium: media[Number(text[1])] as Copy['medium'],
    on: switches.filter((_, i) => text[i + 2] === '1'),
  };
}

const words = {
  en: {
    copy: { x: 'Copy 1', y: 'Copy 2' },
    place: 'Where',
    medium: 'On',
    places: { 'same-room': 'the same room', 'other-site': 'another building', cloud: 'with somebody else' },
    media: { disk: 'disk', 'object-store': 'object store', tape: 'tape' },
    on: {
      immutable: 'cannot be changed before its time',
      offline: 'out of reach of any network',
      sameCredentials: 'the same login can delete the original and this',
      tested: 'restored and compared this quarter',
    },
    disasters: {
      disk: 'A disk dies',
      fire: 'The room burns',
      ransomware: 'Somebody with root deletes all they reach',
      'mistake-noticed-late': `A mistake, noticed after ${noticedAfterDays} days`,
    },
    disaster: 'What happens',
    used: 'Restored from',
    rpo: 'Lost at worst (besides the time one copy takes)',
    rto: 'Back after',
    hours: 'hours',
    none: 'nothing is left',
    marks: { three: '3 copies', two: '2 media', one: '1 elsewhere', immutable: '1 immutable or offline', zero: '0 errors when restored' },
    broken: 'Correct the fields above; the outcome waits.',
  },
  'zh-cn': {
    copy: { x: '副本一', y: '副本二' },
    place: '位置',
    medium: '介质',
    places: { 'same-room': '同一机房', 'other-site': '另一栋楼', cloud: '第三方云端' },
    media: { disk: '磁盘', 'object-store': '对象存储', tape: '磁带' },
    on: {
      immutable: '到期之前不可更改',
      offline: '离线，任何网络都够不着',
      sameCredentials: '同一个账号既能删原件也能删它',
      tested: '本季度恢复并比对过',
    },
    disasters: {
      disk: '一块磁盘坏了',
      fire: '机房着火',
      ransomware: '拿到 root 的人删掉够得着的一切',
      'mistake-noticed-late': `误删，${noticedAfterDays} 天后才发现`,
    },
    disaster: '发生什么',
    used: '从哪里恢复',
    rpo: '最多丢失（另加备份一次的用时）',
    rto: '多久恢复',
    hours: '小时',
    none: '什么都不剩',
    marks: { three: '3 份', two: '2 种介质', one: '1 份在别处', immutable: '1 份不可变或离线', zero: '恢复时 0 错误' },
    broken: '请先改正上面的输入，再看结果。',
  },
};

interface Props {
  language: Language;
}

/** Two copies and four disasters: what is lost, and for how long. */
export default function BackupPlan({ language }: Props) {
  const w = words[language];
  const base = useNumbers(fields, language);
  const x = useNumbers(xFields, language);
  const y = useNumbers(yFields, language);
  const [shapes, setShapes] = useState(begin);
  useEffect(() => {
    const given = { x: read(readAddress('x') ?? ''), y: read(readAddress('y') ?? '') };
    setShapes((before) => ({ x: given.x ?? before.x, y: given.y ?? before.y }));
  }, []);
  const change = (id: 'x' | 'y', part: Partial<Shape>) => {
    const shape = { ...shapes[id], ...part };
    setShapes({ ...shapes, [id]: shape });
    writeAddress({ [id]: write(shape) === write(begin[id]) ? null : write(shape) });
  };
  const copyOf = (id: 'x' | 'y', values: Record<string, number>): Copy => ({
    id,
    every: values[`${id}every`] as number,
    generations: values[`${id}kept`] as number,
    restoreMbits: values[`${id}speed`] as number,
    place: shapes[id].place,
    medium: shapes[id].medium,
    immutable: shapes[id].on.includes('immutable'),
    offline: shapes[id].on.includes('offline'),
    sameCredentials: shapes[id].on.includes('sameCredentials'),
    tested: shapes[id].on.includes('tested'),
  });
  const plan =
    base.values && x.values && y.values
      ? { dataGB: base.values.data as number, preparation: base.values.prepare as number, copies: [copyOf('x', x.values), copyOf('y', y.values)] }
      : null;
  const n = (value: number) => figure(value, language);

  return (
    <div class="figures">
      {base.inputs}
      {(['x', 'y'] as const).map((id) => (
        <fieldset key={id}>
          <legend>{w.copy[id]}</legend>
          {(id === 'x' ? x : y).inputs}
          <p>
            <label>
              {w.place}{' '}
              <select value={shapes[id].place} onChange={(event) => change(id, { place: event.currentTarget.value as Copy['place'] })}>
                {places.map((place) => (
                  <option key={place} value={place}>
                    {w.places[place]}
                  </option>
                ))}
              </select>
            </label>{' '}
            <label>
              {w.medium}{' '}
              <select value={shapes[id].medium} onChange={(event) => change(id, { medium: event.currentTarget.value as Copy['medium'] })}>
                {media.map((medium) => (
                  <option key={medium} value={medium}>
                    {w.media[medium]}
                  </option>
                ))}
              </select>
            </label>
          </p>
          {switches.map((name) => (
            <label key={name} class="switch">
              <input
                type="checkbox"
                checked={shapes[id].on.includes(name)}
                onChange={(event) => change(id, { on: event.currentTarget.checked ? [...shapes[id].on, name] : shapes[id].on.filter((s) => s !== name) })}
              />{' '}
              {w.on[name]}
            </label>
          ))}
        </fieldset>
      ))}
      <div role="status">
        {plan ? (
          <>
            <p class="marks">
              {Object.entries(score32110(plan)).map(([mark, met]) => (
                <span key={mark} class={met ? 'good' : 'bad'}>
                  {met ? '✓' : '✗'} {w.marks[mark as keyof typeof w.marks]}
                </span>
              ))}
            </p>
            <div class="scroll">
              <table>
                <thead>
                  <tr>
                    <th scope="col">{w.disaster}</th>
                    <th scope="col">{w.used}</th>
                    <th scope="col">{w.rpo}</th>
                    <th scope="col">{w.rto}</th>
                  </tr>
                </thead>
                <tbody>
                  {disasters.map((disaster) => {
                    const result = outcome(plan, disaster);
                    return (
                      <tr key={disaster}>
                        <th scope="row">{w.disasters[disaster]}</th>
                        {result.copy === null ? (
                          <td colSpan={3} class="bad">
                            ✗ {w.none}
                          </td>
                        ) : (
                          <>
                            <td>{w.copy[result.copy as 'x' | 'y']}</td>
                            <td>
                              {n(result.rpo)} {w.hours}
                            </td>
                            <td>
                              {n(result.rto)} {w.hours}
                            </td>
                          </>
                        )}
                      </tr>
                    );
                  })}
                </tbody>
              </table>
            </div>
          </>
        ) : (
          <p>{w.broken}</p>
        )}
      </div>
    </div>
  );
}
