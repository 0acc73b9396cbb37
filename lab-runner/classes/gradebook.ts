import type { Gradebook, GradeRow, RegradeReport } from '../contract/class.ts';
import { PostlabError } from '../errors.ts';
import { round } from '../grading/score.ts';
import type { ClassStore } from './class-store.ts';
import { type Classes, labsOf, settingsOf } from './classes.ts';
import { writeCsv } from './csv.ts';
import { gradeOf } from './grades.ts';
import type { ClassLabFacts } from './ports.ts';

export interface GradebooksOptions {
  store: ClassStore;
  classes: Classes;
  /** Null for a lab that is not in the catalogue any more. */
  lab: (slug: string) => ClassLabFacts | null;
  now: () => Date;
}

/** The grades of a class, always computed from what was kept: nothing is graded twice, nothing is lost by a changed rule. */
export class Gradebooks {
  readonly #o: GradebooksOptions;

  constructor(options: GradebooksOptions) {
    this.#o = options;
  }

  async get(id: string): Promise<Gradebook> {
    const row = await this.#o.classes.row(id);
    const labs = labsOf(row);
    const settings = settingsOf(row);
    const roster = (await this.#o.classes.roster(id)).filter((r) => r.role === 'learner');
    const [attempts, overrides, regrades] = await Promise.all([
      this.#o.store.attempts(
        roster.map((r) => r.person),
        labs.map((l) => l.lab),
      ),
      this.#o.store.overrides(id),
      this.#o.store.regrades(id),
    ]);
    const rows = roster.map((who): GradeRow => {
      const cells = labs.map(({ lab, dueAt }) => {
        const checks = attempts
          .filter((a) => a.learner === who.person && a.lab === lab)
          .flatMap((a) => a.checks.flatMap((c) => (c.state === 'done' && c.score ? [{ submission: c.id, at: c.createdAt, score: c.score }] : [])));
        const dropped = new Set(regrades.filter((r) => r.lab === lab && r.treat === 'drop').map((r) => r.task));
        const max = (this.#o.lab(lab)?.tasks ?? []).filter((t) => !dropped.has(t.id)).reduce((n, t) => n + t.points, 0);
        const cell = gradeOf({
          checks,
          rule: settings.gradeRule,
          latePercentPerDay: settings.latePercentPerDay,
          dueAt,
          regrades: regrades.filter((r) => r.lab === lab).map((r) => ({ task: r.task, treat: r.treat as 'pass' | 'drop' | 'as-checked' })),
          overrides: overrides.filter((o) => o.person === who.person && o.lab === lab),
          max,
        });
        return [lab, cell] as const;
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
  }

  /** For a spreadsheet or a learning management system. */
  async csv(id: string): Promise<string> {
    const book = await this.get(id);
    const labs = book.labs.map((l) => l.lab);
    return writeCsv(
      ['name', 'email', 'student number', ...labs.flatMap((lab) => [lab, `${lab} solved`, `${lab} late days`, `${lab} override`]), 'total', 'maximum'],
      book.rows.map((row) => [
        row.name,
        row.email,
        row.studentNumber,
        ...labs.flatMap((lab) => {
          const cell = row.labs[lab];
          return cell ? [cell.points, cell.solved ? 'yes' : 'no', cell.lateDays, cell.override?.reason ?? null] : [null, null, null, null];
        }),
        row.total,
        row.max,
      ]),
    );
  }

  async override(id: string, person: string, lab: string, points: number | null, reason: string, by: string): Promise<void> {
    await this.#o.classes.enrolment(id, person);
    await this.#mustHave(id, lab);
    await this.#o.store.addOverride({ class: id, person, lab, points, reason, by, at: this.#o.now().toISOString() });
  }

  async history(id: string) {
    await this.#o.classes.row(id);
    return (await this.#o.store.overrides(id)).reverse().map(({ person, lab, points, reason, by, at }) => ({ person, lab, points, reason, by, at }));
  }

  /** Rules on a task whose check was wrong, for everybody, and says whose grade is different now. */
  async regrade(id: string, body: { lab: string; task: string; treat: 'pass' | 'drop' | 'as-checked'; reason: string }, by: string): Promise<RegradeReport> {
    await this.#mustHave(id, body.lab);
    const facts = this.#o.lab(body.lab);
    if (!facts?.tasks.some((t) => t.id === body.task))
      throw new PostlabError({
        code: 'unknown-task',
        status: 404,
        message: `The lab "${body.lab}" has no task "${body.task.slice(0, 60)}".`,
        hint: `Its tasks are ${facts?.tasks.map((t) => t.id).join(', ') ?? 'not known any more'}.`,
      });
    const before = await this.get(id);
    await this.#o.store.addRegrade({ class: id, ...body, by, at: this.#o.now().toISOString() });
    const after = await this.get(id);
    return {
      changed: after.rows.flatMap((row) => {
        const was = before.rows.find((r) => r.person === row.person)?.labs[body.lab];
        const is = row.labs[body.lab];
        if (!was || !is || (was.points === is.points && was.max === is.max)) return [];
        return [{ person: row.person, name: row.name, before: was.points, after: is.points, maxBefore: was.max, maxAfter: is.max }];
      }),
    };
  }

  async #mustHave(id: string, lab: string): Promise<void> {
    const labs = labsOf(await this.#o.classes.row(id)).map((l) => l.lab);
    if (labs.includes(lab)) return;
    throw new PostlabError({
      code: 'not-in-class',
      status: 404,
      message: `"${lab.slice(0, 60)}" is not one of the labs of this class.`,
      hint: labs.length > 0 ? `They are ${labs.join(', ')}.` : 'The class has none yet: add some first.',
    });
  }
}
