import type { ItemResult } from '../contract/attempt.ts';

/** How long one step of one run took, milliseconds. */
export interface Span {
  phase: string;
  took: number;
}

/** Keeps how long the steps of one run took. */
export class Stopwatch {
  readonly spans: Span[] = [];

  async during<T>(phase: string, work: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    try {
      return await work();
    } finally {
      this.spans.push({ phase, took: Math.round(performance.now() - begun) });
    }
  }
}

/** Each check of a submission, as a step of its own. */
export function checkSpans(fixture: string, results: readonly ItemResult[]): Span[] {
  return results.map((item) => ({ phase: `${fixture} · ${item.id}`, took: item.took }));
}

const seconds = (ms: number) => (ms / 1000).toFixed(1);

/** Where the time of a gate went: each phase summed over the runs, and the checks that took longest. Pure. */
export function timesTable(runs: readonly { name: string; phases: readonly Span[]; checks: readonly Span[] }[], slowest = 25): string[] {
  const phases = new Map<string, { runs: number; took: number; longest: number }>();
  for (const { phase, took } of runs.flatMap((run) => run.phases)) {
    const known = phases.get(phase) ?? { runs: 0, took: 0, longest: 0 };
    phases.set(phase, { runs: known.runs + 1, took: known.took + took, longest: Math.max(known.longest, took) });
  }
  const checks = runs.flatMap((run) => run.checks.map((check) => ({ ...check, run: run.name }))).sort((a, b) => b.took - a.took);
  return [
    'phase                  times      sum     mean  longest (seconds)',
    ...[...phases]
      .sort(([, a], [, b]) => b.took - a.took)
      .map(
        ([phase, p]) =>
          `${phase.padEnd(20)} ${[String(p.runs), seconds(p.took), seconds(p.took / p.runs), seconds(p.longest)].map((x) => x.padStart(8)).join(' ')}`,
      ),
    'slowest checks (seconds)',
    ...checks.slice(0, slowest).map((check) => `${seconds(check.took).padStart(7)}  ${check.run} · ${check.phase}`),
  ];
}
