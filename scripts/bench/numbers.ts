/** The value below which that share of the measurements lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
export const millis = (ms: number): string => `${ms.toFixed(1)} ms`;
export const mebibytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;

export async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  const begun = performance.now();
  const result = await work();
  return [performance.now() - begun, result];
}

/** One line of the table. `within`: the budget is kept; null when nothing could be measured. */
export interface Row {
  what: string;
  budget: string;
  measured: string;
  within: boolean | null;
  values: Record<string, unknown>;
}

export function table(rows: readonly Row[]): string {
  const cells = [['', 'budget', 'measured', ''], ...rows.map((r) => [r.what, r.budget, r.measured, r.within === null ? '?' : r.within ? 'kept' : 'OVER'])];
  const widths = [0, 1, 2].map((i) => Math.max(...cells.map((row) => (row[i] as string).length)));
  return cells
    .map((row) =>
      row
        .map((cell, i) => (i < 3 ? cell.padEnd(widths[i] as number) : cell))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
