import { useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { figure, type NumberField } from '../shared/numbers.ts';
import { useNumbers } from '../shared/useNumbers.tsx';
import { assumptions, need } from './model.ts';
import { arrayFacts, arrayProblem, inParallel, inSeries, type RaidLevel, raidLevels } from './raid.ts';

const f = (id: string, en: string, zh: string, unitEn: string, unitZh: string, initial: number, min: number, max: number, whole = false): NumberField => ({
  id,
  label: { en, 'zh-cn': zh },
  unit: { en: unitEn, 'zh-cn': unitZh },
  initial,
  min,
  max,
  whole,
});

const loadFields = [
  f('users', 'Users', '用户数', '', '人', 500, 1, 1_000_000, true),
  f('messages', 'Messages a user and day, both ways', '每人每天收发', '', '封', 80, 0.1, 10_000),
  f('size', 'Mean message', '平均大小', 'KiB', 'KiB', 75, 1, 100_000),
  f('peak', 'Busiest hour’s share of the day', '最忙一小时占全天', '%', '%', 18, 4.2, 100),
  f('keep', 'A message stays for', '一封信保留', 'days', '天', 730, 1, 20_000),
  f('index', 'Index and search files', '索引与检索文件', '% of the mail', '%（占邮件）', 15, 0, 200),
  f('free', 'Kept free', '预留空闲', '% of the disk', '%（占磁盘）', 25, 0, 90),
  f('sessions', 'Open IMAP sessions a user', '每人同时打开的 IMAP 会话', '', '个', 2, 0, 100),
] as const;
const raidFields = [
  f('disks', 'Disks', '磁盘数', '', '块', 4, 2, 60, true),
  f('disk', 'Size of one', '单块容量', 'TB', 'TB', 4, 0.1, 100),
  f('ure', 'One bit in … cannot be read', '每多少位有一位读不出', 'bits', '位', 1e14, 1e12, 1e18),
  f('rebuild', 'Rebuild speed', '重建速度', 'MB/s', 'MB/s', 100, 1, 10_000),
] as const;
const partFields = [
  f('a', 'Power, network', '供电与网络', '%', '%', 99.95, 1, 100),
  f('b', 'One server', '一台服务器', '%', '%', 99.5, 1, 100),
  f('n', 'Servers, of which one suffices', '服务器台数（一台可用即可）', '', '台', 1, 1, 10, true),
  f('c', 'Storage', '存储', '%', '%', 99.9, 1, 100),
] as const;

const words = {
  en: {
    load: 'Load',
    antivirus: 'Scan for viruses',
    mean: 'Messages, mean',
    peak: '… busiest hour',
    perSecond: 'a second',
    iops: 'Disk operations',
    storage: 'Storage',
    inodes: 'Files, as Maildir',
    million: 'million',
    network: 'Network',
    memory: 'Memory',
    cores: 'Cores, at 70 %',
    assumed: `Assumed: ${assumptions.writesPerDelivery} durable writes a delivery, ${assumptions.operationsPerSessionAndHour} operations an open session and hour, ${assumptions.mibPerSession} MiB a session, ${assumptions.baseMib} MiB for the system, ${assumptions.antivirusMib} MiB for the scanner, ${assumptions.cpuSecondsPerMessage * 1000} ms of CPU a message and ${assumptions.cpuSecondsPerScan * 1000} ms a scan. Measure yours and correct.`,
    raid: 'Array',
    level: 'RAID level',
    usable: 'Usable',
    survives: 'Survives any',
    disks: (n: number) => (n === 1 ? '1 disk' : `${n} disks`),
    write: 'One small write is',
    operations: 'operations',
    rebuild: 'Rebuild',
    hours: 'hours',
    ure: 'Rebuild meets an unreadable bit',
    tooFew: (level: string, n: number) => `RAID ${level} needs at least ${n} disks.`,
    odd: 'RAID 10 is made of pairs: expected an even number of disks.',
    availability: 'Availability',
    whole: 'The whole',
    down: 'Down, a year',
    broken: 'Correct the fields above; the figures wait.',
  },
  'zh-cn': {
    load: '负载',
    antivirus: '查杀病毒',
    mean: '平均收发',
    peak: '最忙一小时',
    perSecond: '封/秒',
    iops: '磁盘操作',
    storage: '存储',
    inodes: 'Maildir 文件数',
    million: '百万',
    network: '网络',
    memory: '内存',
    cores: 'CPU 核（按 70 %）',
    assumed: `假设：投递一封信要 ${assumptions.writesPerDelivery} 次落盘写，一个会话每小时 ${assumptions.operationsPerSessionAndHour} 次操作、占 ${assumptions.mibPerSession} MiB，系统占 ${assumptions.baseMib} MiB，杀毒占 ${assumptions.antivirusMib} MiB，每封信用 CPU ${assumptions.cpuSecondsPerMessage * 1000} 毫秒，扫描一次 ${assumptions.cpuSecondsPerScan * 1000} 毫秒。请测量自己的系统并更正。`,
    raid: '磁盘阵列',
    level: 'RAID 级别',
    usable: '可用容量',
    survives: '任意坏掉仍可用',
    disks: (n: number) => `${n} 块`,
    write: '一次小写入等于',
    operations: '次操作',
    rebuild: '重建',
    hours: '小时',
    ure: '重建时遇到读不出的位',
    tooFew: (level: string, n: number) => `RAID ${level} 至少需要 ${n} 块磁盘。`,
    odd: 'RAID 10 由成对的磁盘组成：磁盘数应为偶数。',
    availability: '可用性',
    whole: '整体',
    down: '每年中断',
    broken: '请先改正上面的输入，再看结果。',
  },
};

interface Props {
  language: Language;
}

/** Load → machine; disks → array; parts → availability. */
export default function Capacity({ language }: Props) {
  const w = words[language];
  const load = useNumbers(loadFields, language);
  const raid = useNumbers(raidFields, language);
  const parts = useNumbers(partFields, language);
  const [antivirus, setAntivirus] = useState(true);
  const [level, setLevel] = useState<RaidLevel>('5');
  const n = (value: number, digits = 3) => figure(value, language, digits);

  const l = load.values;
  const needed =
    l &&
    need({
      users: l.users as number,
      messagesPerUserAndDay: l.messages as number,
      meanMessageKiB: l.size as number,
      busiestHourShare: (l.peak as number) / 100,
      retentionDays: l.keep as number,
      indexShare: (l.index as number) / 100,
      freeShare: (l.free as number) / 100,
      sessionsPerUser: l.sessions as number,
      antivirus,
    });
  const r = raid.values;
  const problem = r && arrayProblem({ level, disks: r.disks as number });
  const array =
    r &&
    !problem &&
    arrayFacts({ level, disks: r.disks as number, diskTB: r.disk as number, bitsPerReadError: r.ure as number, rebuildMBPerSecond: r.rebuild as number });
  const p = parts.values;
  const whole = p && inSeries([(p.a as number) / 100, inParallel(Array.from({ length: p.n as number }, () => (p.b as number) / 100)), (p.c as number) / 100]);

  return (
    <div class="figures">
      <h4>{w.load}</h4>
      {load.inputs}
      <p>
        <label>
          <input type="checkbox" checked={antivirus} onChange={(event) => setAntivirus(event.currentTarget.checked)} /> {w.antivirus}
        </label>
      </p>
      <div role="status">
        {needed ? (
          <dl>
            <Fact name={w.mean} value={`${n(needed.messagesPerSecondMean)}`} unit={w.perSecond} />
            <Fact name={w.peak} value={n(needed.messagesPerSecondPeak)} unit={w.perSecond} />
            <Fact name={w.iops} value={n(needed.iops)} unit="IOPS" />
            <Fact name={w.storage} value={n(needed.storageGiB)} unit="GiB" />
            <Fact name={w.inodes} value={n(needed.inodes / 1e6)} unit={w.million} />
            <Fact name={w.network} value={n(needed.megabitsPerSecond)} unit="Mbit/s" />
            <Fact name={w.memory} value={n(needed.memoryGiB)} unit="GiB" />
            <Fact name={w.cores} value={n(needed.cores)} unit="" />
          </dl>
        ) : (
          <p>{w.broken}</p>
        )}
      </div>
      <p class="aside">{w.assumed}</p>

      <h4>{w.raid}</h4>
      <p>
        <label>
          {w.level}{' '}
          <select value={level} onChange={(event) => setLevel(event.currentTarget.value as RaidLevel)}>
            {raidLevels.map((id) => (
              <option key={id} value={id}>
                RAID {id}
              </option>
            ))}
          </select>
        </label>
      </p>
      {raid.inputs}
      <div role="status">
        {problem && <p class="bad">{problem.kind === 'odd' ? w.odd : w.tooFew(level, problem.fewest)}</p>}
        {array && (
          <dl>
            <Fact name={w.usable} value={n(array.usableTB)} unit="TB" />
            <Fact name={w.survives} value={w.disks(array.survives)} unit="" />
            <Fact name={w.write} value={n(array.writePenalty)} unit={w.operations} />
            <Fact name={w.rebuild} value={n(array.rebuildHours)} unit={w.hours} />
            <Fact name={w.ure} value={n(array.rebuildReadError * 100, 2)} unit="%" />
          </dl>
        )}
        {!r && <p>{w.broken}</p>}
      </div>

      <h4>{w.availability}</h4>
      {parts.inputs}
      <div role="status">
        {whole === null ? (
          <p>{w.broken}</p>
        ) : (
          <dl>
            <Fact name={w.whole} value={(whole * 100).toFixed(3)} unit="%" />
            <Fact name={w.down} value={n((1 - whole) * 8760)} unit={w.hours} />
          </dl>
        )}
      </div>
    </div>
  );
}

function Fact({ name, value, unit }: { name: string; value: string; unit: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value} <small>{unit}</small>
      </dd>
    </div>
  );
}
