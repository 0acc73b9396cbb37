/** What a backup plan can give back, and after how long. Sizes in GB, speeds in Mbit/s, times in hours. */
export interface Copy {
  id: string;
  /** Hours from one copy to the next. */
  every: number;
  /** Of these copies, how many are kept. */
  generations: number;
  medium: 'disk' | 'object-store' | 'tape';
  /** Where it is: beside the original, in another building, or with somebody else. */
  place: 'same-room' | 'other-site' | 'cloud';
  /** Speed at which it can be brought back. */
  restoreMbits: number;
  /** Cannot be changed or deleted before its time, not even by an administrator. */
  immutable: boolean;
  /** Cannot be reached over any network. */
  offline: boolean;
  /** The login that can delete the original can also delete it. */
  sameCredentials: boolean;
  /** Restored and compared, with no error, within the last quarter. */
  tested: boolean;
}

export interface Plan {
  dataGB: number;
  /** Hours of work before the first byte: somebody notices, decides, gets a machine. */
  preparation: number;
  copies: readonly Copy[];
}

export type Disaster = 'disk' | 'fire' | 'ransomware' | 'mistake-noticed-late';
export const disasters: readonly Disaster[] = ['disk', 'fire', 'ransomware', 'mistake-noticed-late'];
/** Days until somebody notices that the wrong folder was deleted. */
export const noticedAfterDays = 10;

export interface Outcome {
  /** The copy that is used, or null: all is lost. */
  copy: string | null;
  /** Hours of mail that are lost at worst: what came after the last copy began (and, besides, while a new one was being made). */
  rpo: number;
  /** Hours until the service is back. */
  rto: number;
}

/** Whether a copy is still there, and from before the damage. */
export function survives(copy: Copy, disaster: Disaster): boolean {
  switch (disaster) {
    case 'disk':
      return true;
    case 'fire':
      return copy.place !== 'same-room';
    case 'ransomware':
      return copy.immutable || copy.offline || !copy.sameCredentials;
    case 'mistake-noticed-late':
      // The oldest generation must be older than the mistake. Just before the next copy it is `generations` intervals old, just after it one less.
      return copy.every * (copy.generations - 1) >= noticedAfterDays * 24;
  }
}

/** The best that is left: least loss, then the fastest. A copy that has never been restored does not count. */
export function outcome(plan: Plan, disaster: Disaster): Outcome {
  const left = plan.copies
    .filter((copy) => copy.tested && survives(copy, disaster))
    .map((copy) => ({ copy: copy.id, rpo: copy.every, rto: plan.preparation + restoreHours(plan.dataGB, copy.restoreMbits) }))
    .toSorted((a, b) => a.rpo - b.rpo || a.rto - b.rto);
  return left[0] ?? { copy: null, rpo: Infinity, rto: Infinity };
}

/** 100 GB at 100 Mbit/s is 2.2 hours. */
export function restoreHours(gigabytes: number, mbits: number): number {
  return (gigabytes * 8000) / mbits / 3600;
}

/** 3 copies (the original counts), 2 media, 1 elsewhere, 1 immutable or offline, 0 errors when last restored. */
export function score32110(plan: Plan): Record<'three' | 'two' | 'one' | 'immutable' | 'zero', boolean> {
  const { copies } = plan;
  return {
    three: copies.length + 1 >= 3,
    // The original is on disk.
    two: new Set(['disk', ...copies.map((copy) => copy.medium)]).size >= 2,
    one: copies.some((copy) => copy.place !== 'same-room'),
    immutable: copies.some((copy) => copy.immutable || copy.offline),
    zero: copies.length > 0 && copies.every((copy) => copy.tested),
  };
}
