import type { BoardCell, BoardRow } from '../../lab-runner/contract/class.ts';

export type Order = 'name' | 'points' | 'help';
export type Filter = 'everybody' | 'needHelp' | 'working';

/** Who should be looked after first: a raised hand (longest first), a failed start, then stuck. 0 is nobody. */
export function urgency(row: BoardRow, cell: BoardCell | undefined): number {
  if (row.hand) return 3;
  if (cell?.state === 'failed') return 2;
  return cell?.stuck ? 1 : 0;
}

export function arrange(rows: readonly BoardRow[], lab: string, order: Order, filter: Filter): BoardRow[] {
  const cell = (row: BoardRow) => row.labs[lab];
  const shown = rows.filter((row) => {
    if (filter === 'needHelp') return urgency(row, cell(row)) > 0;
    if (filter === 'working') return ['starting', 'ready', 'rebooting'].includes(cell(row)?.state ?? '');
    return true;
  });
  const byName = (a: BoardRow, b: BoardRow) => a.name.localeCompare(b.name);
  return shown.sort((a, b) => {
    if (order === 'points') return (cell(b)?.points ?? -1) - (cell(a)?.points ?? -1) || byName(a, b);
    if (order === 'help')
      return (
        urgency(b, cell(b)) - urgency(a, cell(a)) ||
        (a.hand?.at ?? '').localeCompare(b.hand?.at ?? '') ||
        (cell(a)?.noProgressSince ?? '9').localeCompare(cell(b)?.noProgressSince ?? '9') ||
        byName(a, b)
      );
    return byName(a, b);
  });
}

/** Points and a reason from one line, as the override asks for: `85 power cut`, `- was a mistake`. Null when it is neither. */
export function overrideOf(text: string): { points: number | null; reason: string } | null {
  const [, sign, number, reason = ''] = /^\s*(?:([-–—−])|(\d{1,4}(?:[.,]\d{1,2})?))[\s:：,，]*(.*)$/su.exec(text) ?? [];
  const points = number === undefined ? null : Number(number.replace(',', '.'));
  if ((sign === undefined && number === undefined) || reason.trim().length < 3 || (points ?? 0) > 1000) return null;
  return { points, reason: reason.trim() };
}
