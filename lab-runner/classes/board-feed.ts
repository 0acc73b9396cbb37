import type { Board, BoardCell, BoardEvent, BoardRow, LaunchView, LearnerDetail, TaskStatistics } from '../contract/class.ts';
import { messageOf } from '../errors.ts';
import { isStuck, lastProgress, statisticsOf, taskStates } from './board.ts';
import type { AttemptFacts, ClassStore } from './class-store.ts';
import { type Classes, labsOf } from './classes.ts';
import type { ClassAttempts, ClassLabFacts } from './ports.ts';

export interface BoardFeedOptions {
  store: ClassStore;
  classes: Classes;
  attempts: ClassAttempts;
  /** Null for a lab that is not in the catalogue any more: its results can still be looked at. */
  lab: (slug: string) => ClassLabFacts | null;
  launches: (id: string) => Promise<LaunchView[]>;
  queued: (id: string) => Promise<Map<string, { lab: string; position: number }>>;
  now: () => Date;
  log: (message: string, detail?: Record<string, unknown>) => void;
}

interface Open {
  listeners: Set<(event: BoardEvent) => void>;
  rows: Map<string, BoardRow>;
  dirty: Set<string>;
  timer: NodeJS.Timeout | null;
}

/** Milliseconds from a change to the row that tells of it: changes in between go along. */
const gather = 250;
/** Milliseconds between two looks at who has become stuck. */
const tick = 5_000;

/** The live boards that somebody looks at. */
export class BoardFeed {
  readonly #o: BoardFeedOptions;
  readonly #open = new Map<string, Open>();
  readonly #unwatch: () => void;
  readonly #timer: NodeJS.Timeout;

  constructor(options: BoardFeedOptions) {
    this.#o = options;
    this.#unwatch = options.attempts.watch((attempt, event) => {
      if (this.#open.size === 0 || event.type === 'canary' || event.type === 'stage') return;
      this.#later(async () => {
        const owner = await options.attempts.ownerOf(attempt);
        if (owner) for (const [id, open] of this.#open) if (open.rows.has(owner.learner)) this.#mark(id, open, owner.learner);
      });
    });
    this.#timer = setInterval(() => this.#tick(), tick);
    this.#timer.unref();
  }

  close(): void {
    this.#unwatch();
    clearInterval(this.#timer);
    for (const open of this.#open.values()) if (open.timer) clearTimeout(open.timer);
  }

  async board(id: string): Promise<Board> {
    const rows = await this.#rows(id, null);
    return { class: id, at: this.#o.now().toISOString(), rows, launches: await this.#o.launches(id) };
  }

  /** The whole board first, then what changes. Returns an unsubscribe function. */
  async subscribe(id: string, listener: (event: BoardEvent) => void): Promise<() => void> {
    const open = this.#open.get(id) ?? { listeners: new Set(), rows: new Map(), dirty: new Set(), timer: null };
    this.#open.set(id, open);
    open.listeners.add(listener);
    const leave = () => {
      open.listeners.delete(listener);
      if (open.listeners.size > 0) return;
      if (open.timer) clearTimeout(open.timer);
      this.#open.delete(id);
    };
    try {
      const board = await this.board(id);
      for (const row of board.rows) open.rows.set(row.person, row);
      listener({ type: 'board', board });
    } catch (error) {
      leave();
      throw error;
    }
    return leave;
  }

  /** People, settings or launches of the class are different: everybody gets the whole board. */
  changed(id: string, what: 'people' | 'settings' | 'launches' | 'removed'): void {
    const open = this.#open.get(id);
    if (!open) return;
    if (what === 'removed') {
      for (const listener of open.listeners) listener({ type: 'gone', reason: 'This class was deleted.' });
      return;
    }
    this.#later(async () => {
      const board = await this.board(id);
      open.rows = new Map(board.rows.map((row) => [row.person, row]));
      for (const listener of open.listeners) listener({ type: 'board', board });
    });
  }

  /** A hand, a note: one learner's row. */
  rowChanged(id: string, person: string): void {
    const open = this.#open.get(id);
    if (open) this.#mark(id, open, person);
  }

  async learner(id: string, person: string): Promise<LearnerDetail> {
    const enrolment = await this.#o.classes.enrolment(id, person);
    const labs = labsOf(await this.#o.classes.row(id)).map((l) => l.lab);
    const attempts = await this.#o.store.attempts([person], labs);
    return {
      person: enrolment,
      attempts: attempts.reverse().map((a) => ({
        id: a.id,
        lab: a.lab,
        createdAt: a.createdAt,
        endedAt: a.endedAt,
        hosts: [...(this.#o.lab(a.lab)?.hosts ?? [])],
        hints: a.hints,
        submissions: a.checks.map((c) => ({
          id: c.id,
          attempt: a.id,
          kind: c.kind === 'proof' ? ('proof' as const) : ('check' as const),
          state: c.state === 'running' || c.state === 'interrupted' ? c.state : ('done' as const),
          createdAt: c.createdAt,
          finishedAt: c.finishedAt,
          results: c.results,
          score: c.score,
        })),
      })),
      extensions: (await this.#o.store.extensions(id, person)).reverse().map(({ lab, dueAt, reason, by, at }) => ({ person, lab, dueAt, reason, by, at })),
      notes: (await this.#o.store.notes(id, person)).map((n) => ({ at: n.at, by: n.by, text: n.text, toLearner: n.toLearner === 1 })),
    };
  }

  async statistics(id: string): Promise<TaskStatistics[]> {
    const labs = labsOf(await this.#o.classes.row(id)).map((l) => l.lab);
    const people = (await this.#o.classes.roster(id)).filter((r) => r.role === 'learner').map((r) => r.person);
    const attempts = await this.#o.store.attempts(people, labs);
    return labs.flatMap((lab) =>
      (this.#o.lab(lab)?.tasks ?? []).map((task) =>
        statisticsOf(
          lab,
          task.id,
          attempts.filter((a) => a.lab === lab).map((a) => ({ person: a.learner, startedAt: a.createdAt, hints: a.hints, checks: a.checks })),
          (result) => (result.result.verdict === 'fail' ? result.result.observed.en : null),
        ),
      ),
    );
  }

  async #rows(id: string, only: string | null): Promise<BoardRow[]> {
    const labs = labsOf(await this.#o.classes.row(id)).map((l) => l.lab);
    const launched = (await this.#o.store.launches(id)).map((l) => l.lab);
    const roster = (await this.#o.classes.roster(id)).filter((r) => r.role === 'learner' && (only === null || r.person === only));
    const [attempts, hands, queued] = await Promise.all([
      this.#o.store.attempts(
        roster.map((r) => r.person),
        [...new Set([...labs, ...launched])],
      ),
      this.#o.store.hands(id),
      this.#o.queued(id),
    ]);
    return Promise.all(
      roster.map(async (who): Promise<BoardRow> => {
        const newest = new Map(attempts.filter((a) => a.learner === who.person).map((a) => [a.lab, a]));
        const cells = await Promise.all([...newest.values()].map(async (a) => [a.lab, await this.#cell(a)] as const));
        const hand = hands.find((h) => h.person === who.person);
        return {
          person: who.person,
          name: who.name,
          joined: who.joinedAt !== null,
          hand: hand ? { at: hand.at, text: hand.text } : null,
          queued: queued.get(who.person) ?? null,
          labs: Object.fromEntries(cells),
        };
      }),
    );
  }

  async #cell(a: AttemptFacts): Promise<BoardCell> {
    const view = a.endedAt === null ? await this.#o.attempts.get({ role: 'instructor' }, a.id) : null;
    const best = Math.max(0, ...a.checks.map((c) => c.score?.points ?? 0));
    const tasks = this.#o.lab(a.lab)?.tasks ?? [];
    const cell: BoardCell = {
      attempt: a.id,
      state: view?.state ?? 'ended',
      problem: view?.problem ?? '',
      tasks: taskStates(
        tasks.map((t) => t.id),
        a.checks,
      ),
      points: best,
      max: tasks.reduce((n, t) => n + t.points, 0),
      checks: a.checks.length,
      hints: a.hints.length,
      solved: a.provedAt !== null,
      checkedAt: a.checkedAt,
      provedAt: a.provedAt,
      revealed: a.revealedAt !== null,
      startedAt: a.createdAt,
      seenAt: a.seenAt,
      noProgressSince: lastProgress(a.createdAt, a.checks),
      stuck: false,
    };
    return { ...cell, stuck: isStuck(cell, this.#o.now()) };
  }

  #mark(id: string, open: Open, person: string): void {
    open.dirty.add(person);
    open.timer ??= setTimeout(() => {
      open.timer = null;
      const people = [...open.dirty];
      open.dirty.clear();
      this.#later(async () => {
        for (const one of people) for (const row of await this.#rows(id, one)) this.#tell(open, row);
      });
    }, gather);
  }

  #tell(open: Open, row: BoardRow): void {
    open.rows.set(row.person, row);
    for (const listener of open.listeners) listener({ type: 'row', row });
  }

  #tick(): void {
    const now = this.#o.now();
    for (const [id, open] of this.#open)
      for (const row of open.rows.values())
        if (Object.values(row.labs).some((cell) => cell.state === 'ready' && isStuck(cell, now) !== cell.stuck)) this.#mark(id, open, row.person);
  }

  #later(work: () => Promise<void>): void {
    work().catch((error: unknown) => this.#o.log('a live board could not be brought up to date', { error: messageOf(error) }));
  }
}
