export type RaidLevel = '1' | '5' | '6' | '10';
export const raidLevels: readonly RaidLevel[] = ['1', '5', '6', '10'];

export interface DiskArray {
  level: RaidLevel;
  disks: number;
  diskTB: number;
  /** Unrecoverable read errors: one in so many bits; data sheets say 1e14 or 1e15. */
  bitsPerReadError: number;
  /** How fast a rebuild reads and writes. */
  rebuildMBPerSecond: number;
}

export interface ArrayFacts {
  usableTB: number;
  /** Disks that may fail, whichever they are. */
  survives: number;
  /** Operations on the disks for one small write of the host. */
  writePenalty: number;
  rebuildHours: number;
  /** Chance, 0…1, that a rebuild after one failure meets a bit that cannot be read and nothing can mend. */
  rebuildReadError: number;
}

const fewest: Record<RaidLevel, number> = { '1': 2, '5': 3, '6': 4, '10': 4 };
const penalty: Record<RaidLevel, number> = { '1': 2, '5': 4, '6': 6, '10': 2 };

/** Why such an array cannot be built, or null. */
export function arrayProblem(array: Pick<DiskArray, 'level' | 'disks'>): { kind: 'too-few'; fewest: number } | { kind: 'odd' } | null {
  if (array.disks < fewest[array.level]) return { kind: 'too-few', fewest: fewest[array.level] };
  if (array.level === '10' && array.disks % 2 === 1) return { kind: 'odd' };
  return null;
}

/** RAID 1 mirrors all disks; 10 stripes over pairs; 5 and 6 keep one and two disks' worth of parity. */
export function arrayFacts(array: DiskArray): ArrayFacts {
  const { level, disks, diskTB } = array;
  const data: Record<RaidLevel, number> = { '1': 1, '5': disks - 1, '6': disks - 2, '10': disks / 2 };
  const survives: Record<RaidLevel, number> = { '1': disks - 1, '5': 1, '6': 2, '10': 1 };
  // What must be read without an error once one disk is gone: all others for 5, the one partner for 10. 6, and 1 with three disks, can still mend a bad bit.
  const readDisks = level === '5' ? disks - 1 : level === '10' || (level === '1' && disks === 2) ? 1 : 0;
  const bits = readDisks * diskTB * 1e12 * 8;
  return {
    usableTB: data[level] * diskTB,
    survives: survives[level],
    writePenalty: level === '1' ? disks : penalty[level],
    rebuildHours: (diskTB * 1e6) / array.rebuildMBPerSecond / 3600,
    rebuildReadError: -Math.expm1(bits * Math.log1p(-1 / array.bitsPerReadError)),
  };
}

/** Availability of parts that must all work. */
export function inSeries(parts: readonly number[]): number {
  return parts.reduce((all, part) => all * part, 1);
}

/** Availability of parts of which one suffices, if they fail independently. */
export function inParallel(parts: readonly number[]): number {
  return 1 - parts.reduce((none, part) => none * (1 - part), 1);
}
