import { existsSync, readFileSync } from 'node:fs';
import { type LabAudit, labAudit } from '../../lab-runner/contract/audit.ts';

type Verdict = 'pass' | 'fail' | 'error';

/** One column of a lab's table, as the page shows it: answers are numbered, since their names would give a fault away. */
export interface ShownColumn {
  kind: 'start' | 'off' | 'accept' | 'reject' | 'answer' | 'shortcut';
  /** 1…, for answers and shortcuts. */
  number: number;
  verdicts: Record<string, Verdict>;
  points: number;
  max: number;
}
export interface ShownAudit {
  on: string;
  columns: ShownColumn[];
}

const empty: Record<string, ShownColumn['kind']> = { start: 'start', off: 'off', 'accept everything': 'accept', 'reject everything': 'reject' };

/** Null for a lab whose audit was not written yet. A file that does not fit ends the build with its path. */
export function auditOf(slug: string, folder = `${process.cwd()}/labs`): ShownAudit | null {
  const path = `${folder}/${slug}/audit.json`;
  if (!existsSync(path)) return null;
  const parsed = labAudit.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`labs/${slug}/audit.json: ${parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ')}`);
  return { on: parsed.data.on, columns: shown(parsed.data) };
}

function shown(audit: LabAudit): ShownColumn[] {
  const columns: ShownColumn[] = [];
  const next = { answer: 0, shortcut: 0 };
  const numbers = new Map<string, number>();
  for (const { fixture, verdicts, points, max } of audit.columns) {
    const kind = empty[fixture] ?? (fixture.startsWith('solution ') ? 'answer' : 'shortcut');
    const name = fixture.replace(/, rebooted$/, '');
    let number = 0;
    if (kind === 'answer' || kind === 'shortcut') {
      number = numbers.get(name) ?? ++next[kind];
      numbers.set(name, number);
    }
    // The same state seen again (another variant, after a reboot) is one column: the worse verdict is the one that counts.
    const same = columns.find((c) => c.kind === kind && c.number === number);
    if (!same) columns.push({ kind, number, verdicts: { ...verdicts }, points, max });
    else merge(same, verdicts, points);
  }
  return columns;
}

function merge(into: ShownColumn, verdicts: Record<string, Verdict>, points: number): void {
  const worthless = into.kind !== 'answer';
  // Where nothing may score, a pass is the bad news; where everything must, a fail is.
  const rank: Verdict[] = worthless ? ['fail', 'error', 'pass'] : ['pass', 'error', 'fail'];
  for (const [id, verdict] of Object.entries(verdicts)) {
    const before = into.verdicts[id];
    if (before === undefined || rank.indexOf(verdict) > rank.indexOf(before)) into.verdicts[id] = verdict;
  }
  into.points = worthless ? Math.max(into.points, points) : Math.min(into.points, points);
}
