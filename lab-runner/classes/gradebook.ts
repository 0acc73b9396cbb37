import type { Gradebook, GradeRow, RegradeBody, RegradeChange, RegradeReport, RulingRow } from '../contract/class.ts';
import { PostlabError } from '../errors.ts';
import { round } from '../grading/score.ts';
import type { ClassStore } from './class-store.ts';
import { type Classes, labsOf, settingsOf } from './classes.ts';
import { writeCsv } from './csv.ts';
import { dueFor } from './due.ts';
import { gradeOf } from './grades.ts';
import type { ClassLabFacts } from './ports.ts';

export interface GradebooksOptions {
  store: ClassStore;
  classes: Classes;
  /** Null for a lab that is not in the catalogue any more. */
  lab: (slug: string) => ClassLabFacts | null;
  now: () => Date;
}

/** How a task is treated whose check was wrong. */
type Ruling = Pick<Awaited<ReturnType<ClassStore['regrades']>>[number], 'lab' | 'task' | 'treat'>;

/** The grades of a class, always computed from what was kept: nothing is graded twice, nothing is lost by a changed rule. */
export class Gradebooks {
  readonly #o: GradebooksOptions;

  constructor(options: GradebooksOptions) {
    this.#o = options;
  }

  async get(id: string): Promise<Gradebook> {
    const { book, rulings } = await this.#open(id);
    return book(rulings);
  }

  /** Reads a class once: its rulings, oldest first, and its gradebook under these or others. */
  async #open(id: string): Promise<{ rulings: readonly Ruling[]; book: (rulings: readonly Ruling[]) => Gradebook }> {
    const row = await this.#o.classes.row(id);
    const labs = labsOf(row);
    const settings = settingsOf(row);
    const roster = (await this.#o.classes.roster(id)).filter((r) => r.role === 'learner');
    const [rulings, attempts, overrides, extensions] = await Promise.all([
      this.#o.store.regrades(id),
      this.#o.store.attempts(
        roster.map((r) => r.person),
        labs.map((l) => l.lab),
      ),
      this.#o.store.overrides(id),
      this.#o.store.extensions(id),
    ]);
    const book = (regrades: readonly Ruling[]): Gradebook => {
      const rows = roster.map((who): GradeRow => {
        const cells = labs.map(({ lab, dueAt }) => {
          const checks = attempts
            .filter((a) => a.learner === who.person && a.lab === lab)
            .flatMap((a) => a.checks.flatMap((c) => (c.state === 'done' && c.score ? [{ submission: c.id, at: c.createdAt, score: c.score }] : [])));
          const due = dueFor(
            dueAt,
            extensions.filter((e) => e.person === who.person && e.lab === lab),
          );
          const ruled = regrades.filter((r) => r.lab === lab).map((r) => ({ task: r.task, treat: r.treat as RegradeBody['treat'] }));
          const grade = (treats: typeof ruled) => {
            const dropped = new Set([...new Map(treats.map((r) => [r.task, r.treat]))].flatMap(([task, treat]) => (treat === 'drop' ? [task] : [])));
            return gradeOf({
              checks,
              rule: settings.gradeRule,
              latePercentPerDay: settings.latePercentPerDay,
              dueAt: due.dueAt,
              regrades: treats,
              overrides: overrides.filter((o) => o.person === who.person && o.lab === lab),
              max: (this.#o.lab(lab)?.tasks ?? []).filter((t) => !dropped.has(t.id)).reduce((n, t) => n + t.points, 0),
            });
          };
          const cell = grade(ruled);
          const { points, max } = ruled.length > 0 ? grade([]) : cell;
          return [lab, { ...cell, ...due, asChecked: { points, max } }] as const;
        });
        return {
          person: who.person,
          name: who.name,
          email: who.email,
          studentNumber: who.studentNumber,
          labs: Object.fromEntries(cells),
          total: round(cells.reduce((n, [, c]) => n + c.points, 0)),
          max: round(cells.reduce((n, [, c]) => n + c.max, 0)),
        };
      });
      return { version: 1, class: id, name: row.name, at: this.#o.now().toISOString(), labs, rule: settings.gradeRule, rows };
    };
    return { rulings, book };
  }

  async csv(id: string): Promise<string> {
    return gradebookCsv(await this.get(id));
  }

  async override(id: string, person: string, lab: string, points: number | null, reason: string, by: string): Promise<void> {
    await this.#o.classes.enrolment(id, person);
    await this.#o.classes.labOf(id, lab);
    await this.#o.classes.keepFor(id, person, this.#o.store.addOverride({ class: id, person, lab, points, reason, by, at: this.#o.now().toISOString() }));
  }

  async history(id: string) {
    await this.#o.classes.row(id);
    return (await this.#o.store.overrides(id)).reverse().map(({ person, lab, points, reason, by, at }) => ({ person, lab, points, reason, by, at }));
  }

  /**
   * Rules on a task whose check was wrong, for everybody, and says whose grade is different; a dry run only says.
   * Throws PostlabError `changed-meanwhile` (409) when there are not `seen` rulings any more.
   */
  async regrade(id: string, body: RegradeBody, by: string): Promise<RegradeReport> {
    const { lab, task, treat, reason } = body;
    await this.#o.classes.labOf(id, lab);
    const facts = this.#o.lab(lab);
    if (!facts?.tasks.some((t) => t.id === task))
      throw new PostlabError({
        code: 'unknown-task',
        status: 404,
        message: `The lab "${lab}" has no task "${task.slice(0, 60)}".`,
        hint: `Its tasks are ${facts?.tasks.map((t) => t.id).join(', ') ?? 'not known any more'}.`,
      });
    const { rulings, book } = await this.#open(id);
    const [before, after] = [book(rulings), book([...rulings, { lab, task, treat }])];
    if (!body.dryRun) {
      const at = this.#o.now().toISOString();
      if (!(await this.#o.store.addRegrade({ class: id, lab, task, treat, reason, by, at }, body.seen ?? null))) {
        // Throws when the class was deleted between the looks above and now.
        await this.#o.classes.row(id);
        throw new PostlabError({
          code: 'changed-meanwhile',
          status: 409,
          message: `Somebody else ruled on a task of this class meanwhile: it should have ${body.seen} rulings, and does not.`,
          hint: 'Look at what would change once more, then apply it.',
        });
      }
    }
    const changed = changesBetween(before, after, lab);
    return { applied: !body.dryRun, rulings: rulings.length + (body.dryRun ? 0 : 1), changed, same: after.rows.length - changed.length };
  }

  /** Newest first. */
  async rulings(id: string): Promise<RulingRow[]> {
    await this.#o.classes.row(id);
    const rows = (await this.#o.store.regrades(id)).reverse();
    return rows.map(({ lab, task, treat, reason, by, at }, i) => ({
      ...{ lab, task, reason, by, at },
      treat: treat as RegradeBody['treat'],
      inForce: rows.findIndex((r) => r.lab === lab && r.task === task) === i,
    }));
  }
}

/** For whom the grade in that lab is another one; of an overridden grade also what is under the override. Pure. */
export function changesBetween(before: Gradebook, after: Gradebook, lab: string): RegradeChange[] {
  return after.rows.flatMap((row) => {
    const was = before.rows.find((r) => r.person === row.person)?.labs[lab];
    const is = row.labs[lab];
    if (!was || !is || (was.points === is.points && was.max === is.max && was.earned === is.earned && was.solved === is.solved)) return [];
    return [
      {
        ...{ person: row.person, name: row.name, before: was.points, after: is.points, maxBefore: was.max, maxAfter: is.max },
        ...{ earnedBefore: was.earned, earnedAfter: is.earned, solvedBefore: was.solved, solvedAfter: is.solved, overridden: is.override !== null },
      },
    ];
  });
}

/** For a spreadsheet or a learning management system. Pure. */
export function gradebookCsv(book: Gradebook): string {
  const labs = book.labs.map((l) => l.lab);
  return writeCsv(
    [
      ...['name', 'email', 'student number'],
      ...labs.flatMap((lab) => [lab, `${lab} solved`, `${lab} late days`, `${lab} extended to`, `${lab} override`]),
      ...['total', 'maximum'],
    ],
    book.rows.map((row) => [
      row.name,
      row.email,
      row.studentNumber,
      ...labs.flatMap((lab) => {
        const cell = row.labs[lab];
        return cell ? [cell.points, cell.solved ? 'yes' : 'no', cell.lateDays, cell.extendedTo, cell.override?.reason ?? null] : [null, null, null, null, null];
      }),
      row.total,
      row.max,
    ]),
  );
}
