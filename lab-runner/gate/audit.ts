import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../catalogue/catalogue.ts';
import type { Submission } from '../contract/attempt.ts';
import { type AuditColumn, type LabAudit, labAudit } from '../contract/audit.ts';
import { type GateRun, gateRuns } from './fixtures.ts';
import type { Complaints } from './judge.ts';

const fileName = 'audit.json';

export function auditColumn(fixture: string, variant: string, submission: Submission): AuditColumn {
  const tasks = submission.score?.tasks ?? [];
  return {
    fixture,
    variant,
    verdicts: Object.fromEntries(submission.results.map((item) => [item.id, tasks.find((t) => t.id === item.id)?.verdict ?? item.result.verdict])),
    points: submission.score?.points ?? 0,
    max: submission.score?.max ?? 0,
  };
}

/** Names of the columns that one run of the gate gives, in order. */
export function columnsOf(run: GateRun): string[] {
  if (run.kind === 'start') return ['start', 'off', ...(run.standIns ? ['accept everything', 'reject everything'] : [])];
  const name = `${run.kind} ${run.fixture.name}`;
  return run.kind === 'solution' ? [name, `${name}, rebooted`] : [name];
}

/** Writes down what a full gate of this lab saw. */
export function writeAudit(lab: Lab, columns: AuditColumn[], on: Date): void {
  const audit: LabAudit = {
    on: on.toISOString().slice(0, 10),
    tasks: lab.definition.tasks.map((t) => t.id),
    invariants: lab.definition.invariants.map((i) => i.id),
    columns: gateRuns(lab).flatMap((run) => columnsOf(run).flatMap((fixture) => columns.find((c) => c.fixture === fixture && c.variant === run.variant) ?? [])),
  };
  // One line a column: a change of one verdict is a change of one line.
  const text = JSON.stringify({ ...audit, columns: [] }).replace('"columns":[]', `"columns":[\n${audit.columns.map((c) => JSON.stringify(c)).join(',\n')}\n]`);
  writeFileSync(join(lab.folder, fileName), `${text}\n`);
}

/** Whether the published table speaks of this lab as it is: the same tasks, invariants and fixtures. */
export function judgeAudit(lab: Lab): Complaints {
  const path = join(lab.folder, fileName);
  const mend = `Run "npx postlab lab audit ${lab.slug}" and commit ${fileName}.`;
  if (!existsSync(path)) return [`expected ${fileName} with what the checks said; found none. ${mend}`];
  const parsed = labAudit.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success) return [`${fileName}: ${parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ')}. ${mend}`];
  const differ = (what: string, expected: string[], found: string[]) =>
    expected.join() === found.join() ? [] : [`${fileName} should have the ${what} ${expected.join(', ')}; it has ${found.join(', ')}. ${mend}`];
  return [
    ...differ(
      'tasks',
      lab.definition.tasks.map((t) => t.id),
      parsed.data.tasks,
    ),
    ...differ(
      'invariants',
      lab.definition.invariants.map((i) => i.id),
      parsed.data.invariants,
    ),
    ...differ(
      'columns',
      gateRuns(lab).flatMap((run) => columnsOf(run).map((c) => `${c} ${run.variant}`.trim())),
      parsed.data.columns.map((c) => `${c.fixture} ${c.variant}`.trim()),
    ),
  ];
}
