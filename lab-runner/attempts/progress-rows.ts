import type { ProgressRow } from '../contract/api.ts';
import type { Score } from '../contract/attempt.ts';
import type { AttemptRow } from './attempt-store.ts';

/** What a learner has reached in each lab, over all attempts. `rows`: the newest first. A revealed attempt counts nothing. Pure. */
export function progressRows(rows: readonly AttemptRow[]): ProgressRow[] {
  const byLab = new Map<string, ProgressRow>();
  for (const row of rows) {
    const score = row.bestJson ? (JSON.parse(row.bestJson) as Score) : null;
    const known = byLab.get(row.lab);
    const max = score?.max ?? known?.max ?? 100;
    byLab.set(row.lab, {
      lab: row.lab,
      best: Math.max(known?.best ?? 0, row.revealedAt ? 0 : (score?.points ?? 0)),
      max,
      checkedAt: earliest(known?.checkedAt ?? null, row.checkedAt),
      provedAt: earliest(known?.provedAt ?? null, row.provedAt),
      attempts: (known?.attempts ?? 0) + 1,
      lastAt: known?.lastAt ?? row.seenAt,
    });
  }
  return [...byLab.values()];
}

const earliest = (a: string | null, b: string | null) => (a && b ? (a < b ? a : b) : (a ?? b));
