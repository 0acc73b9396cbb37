import { randomUUID } from 'node:crypto';
import type { Attempt } from '../contract/api.ts';
import type { LaunchPlan, LaunchView, MyClass, seatState } from '../contract/class.ts';
import { messageOf, PostlabError } from '../errors.ts';
import { capacityOf, waitSeconds } from './capacity.ts';
import type { ClassStore, LaunchRow, SeatRow } from './class-store.ts';
import type { Classes } from './classes.ts';
import type { ClassAttempts, ClassLabFacts, ClassMachine } from './ports.ts';

export interface LaunchesOptions {
  store: ClassStore;
  classes: Classes;
  attempts: ClassAttempts;
  machine: ClassMachine;
  lab: (slug: string) => ClassLabFacts;
  now: () => Date;
  onChange: (id: string) => void;
  log: (message: string, detail?: Record<string, unknown>) => void;
}

type SeatState = (typeof seatState)['options'][number];

/** Milliseconds between two looks at the queue when nothing else gives cause for one. */
const lookEvery = 3_000;
/** Starts of which the times are remembered for the estimate. */
const remembered = 20;

/** What became of a seat, from the state of its attempt. */
export function seatOf(state: Attempt['state']): SeatState {
  switch (state) {
    case 'starting':
      return 'starting';
    case 'failed':
      return 'failed';
    case 'ended':
      return 'ended';
    default:
      return 'ready';
  }
}

/**
 * Starts one lab for everybody of a class. Seats are kept in the database: a killed runner goes on where it was. Only so
 * many start at a time, so that the terminals of those who have theirs stay quick; who does not fit the machine waits.
 */
export class Launches {
  readonly #o: LaunchesOptions;
  readonly #unwatch: () => void;
  readonly #timer: NodeJS.Timeout;
  readonly #begun = new Map<string, number>();
  readonly #startSeconds: number[] = [];
  #looking: Promise<void> | null = null;
  #again = false;
  #closed = false;

  constructor(options: LaunchesOptions) {
    this.#o = options;
    this.#unwatch = options.attempts.watch((attempt, event) => {
      if (event.type === 'attempt') void this.#seatMoved(attempt, event.attempt).catch((error: unknown) => this.#trouble(error));
    });
    this.#timer = setInterval(() => this.look(), lookEvery);
    this.#timer.unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#unwatch();
    clearInterval(this.#timer);
    await this.#looking;
  }

  /** What a launch would mean, before it is made. */
  async plan(id: string, lab: string): Promise<LaunchPlan> {
    const people = await this.#learners(id);
    const running = await Promise.all(people.map((p) => this.#o.attempts.runningOf(p, lab)));
    const { capacity, freeBytes } = await this.#capacity(lab);
    const { warm, warming } = this.#o.machine.warmth(lab);
    return {
      lab,
      learners: people.length,
      running: running.filter((r) => r !== null).length,
      fits: capacity.fits,
      bytesEach: capacity.bytesEach,
      measured: capacity.measured,
      freeBytes,
      warm,
      warming,
    };
  }

  /** Makes sandboxes for those who have none, before anybody waits. At most what fits. */
  async prewarm(id: string, lab: string): Promise<LaunchPlan> {
    await this.#allowed(id, lab);
    const plan = await this.plan(id, lab);
    this.#o.machine.warm(lab, Math.min(plan.learners - plan.running, plan.fits + plan.warm));
    return this.plan(id, lab);
  }

  async launch(id: string, lab: string): Promise<LaunchView> {
    await this.#allowed(id, lab);
    const open = (await this.#o.store.launches(id)).find((l) => l.lab === lab && l.state !== 'ended');
    if (open)
      throw new PostlabError({
        code: 'launched-already',
        status: 409,
        message: `"${lab}" is launched for this class already.`,
        hint: open.state === 'paused' ? 'Resume it.' : 'Who joins now gets a sandbox too. End it before you launch it again.',
      });
    const people = await this.#learners(id);
    if (people.length === 0)
      throw new PostlabError({ code: 'nobody-there', status: 409, message: 'Nobody has joined this class yet.', hint: 'Show the class code, then launch.' });
    const row: LaunchRow = { id: randomUUID(), class: id, lab, at: this.#o.now().toISOString(), state: 'running' };
    await this.#o.store.addLaunch(row, people);
    this.#o.onChange(id);
    this.look();
    return this.#view(row);
  }

  /** Stops the hosts of everybody and keeps them; nobody is started. */
  async pause(id: string, launch: string): Promise<LaunchView> {
    const row = await this.#row(id, launch, 'running');
    await this.#o.store.changeLaunch(row.id, 'paused');
    for (const seat of await this.#o.store.seats(row.id)) if (seat.attempt && seat.state === 'ready') await this.#o.attempts.pause(seat.attempt);
    this.#o.onChange(id);
    return this.#view({ ...row, state: 'paused' });
  }

  async resume(id: string, launch: string): Promise<LaunchView> {
    const row = await this.#row(id, launch, 'paused');
    await this.#o.store.changeLaunch(row.id, 'running');
    for (const seat of await this.#o.store.seats(row.id))
      if (seat.attempt && seat.state === 'ready') await this.#o.attempts.start(seat.person, row.lab, { fresh: false });
    this.#o.onChange(id);
    this.look();
    return this.#view({ ...row, state: 'running' });
  }

  /** Nobody's machines go to sleep for want of use in the next hour. */
  async extend(id: string, launch: string): Promise<LaunchView> {
    const row = await this.#row(id, launch, null);
    for (const seat of await this.#o.store.seats(row.id)) if (seat.attempt && seat.state === 'ready') this.#o.attempts.touch(seat.attempt);
    return this.#view(row);
  }

  /** A fresh sandbox for one learner, or for all. Results stay. */
  async reset(id: string, launch: string, person: string | null): Promise<LaunchView> {
    const row = await this.#row(id, launch, 'running');
    const seats = (await this.#o.store.seats(row.id)).filter((s) => s.state !== 'queued' && (person === null || s.person === person));
    for (const seat of seats) {
      if (seat.attempt) await this.#o.attempts.end({ role: 'instructor' }, seat.attempt);
      await this.#o.store.changeSeat(row.id, seat.person, { state: 'queued', attempt: null, problem: '' });
    }
    this.#o.onChange(id);
    this.look();
    return this.#view(row);
  }

  /** Removes everybody's sandbox of it; results stay. Ending it twice is no error. */
  async end(id: string, launch: string): Promise<LaunchView> {
    const row = await this.#row(id, launch, null);
    await this.#o.store.changeLaunch(row.id, 'ended');
    for (const seat of await this.#o.store.seats(row.id)) {
      if (seat.attempt && seat.state !== 'ended') await this.#o.attempts.end({ role: 'instructor' }, seat.attempt);
      await this.#o.store.changeSeat(row.id, seat.person, { state: 'ended' });
    }
    this.#o.onChange(id);
    return this.#view({ ...row, state: 'ended' });
  }

  /** Before a class is deleted or has ended. */
  async endAll(id: string): Promise<void> {
    for (const row of await this.#o.store.launches(id)) if (row.state !== 'ended') await this.end(id, row.id);
  }

  /** Who joins while a lab is launched gets a seat in it. */
  async joined(id: string, person: string): Promise<void> {
    for (const row of await this.#o.store.launches(id)) {
      if (row.state === 'ended') continue;
      const seats = await this.#o.store.seats(row.id);
      if (!seats.some((s) => s.person === person)) await this.#o.store.addSeat(row.id, person, seats.length);
    }
    this.look();
  }

  async list(id: string): Promise<LaunchView[]> {
    return Promise.all((await this.#o.store.launches(id)).map((row) => this.#view(row)));
  }

  /** By person: what they wait for, and their place from 1. */
  async queued(id: string): Promise<Map<string, { lab: string; position: number }>> {
    const places = new Map<string, { lab: string; position: number }>();
    for (const row of await this.#o.store.launches(id)) {
      if (row.state === 'ended') continue;
      const waiting = (await this.#o.store.seats(row.id)).filter((s) => s.state === 'queued');
      for (const [i, seat] of waiting.entries()) if (!places.has(seat.person)) places.set(seat.person, { lab: row.lab, position: i + 1 });
    }
    return places;
  }

  async seatsFor(id: string, person: string): Promise<MyClass['launches']> {
    const rows = (await this.#o.store.launches(id)).filter((l) => l.state !== 'ended');
    const found: MyClass['launches'] = [];
    for (const row of rows) {
      const seats = await this.#o.store.seats(row.id);
      const seat = seats.find((s) => s.person === person);
      if (!seat) continue;
      const ahead = seats.filter((s) => s.state === 'queued').findIndex((s) => s.person === person);
      const position = ahead < 0 ? null : ahead + 1;
      const { capacity } = position === null ? { capacity: null } : await this.#capacity(row.lab);
      found.push({
        lab: row.lab,
        state: seat.state as SeatState,
        paused: row.state === 'paused',
        position,
        waitSeconds:
          position === null || capacity === null
            ? null
            : waitSeconds(position, {
                fits: capacity.fits + this.#o.machine.warmth(row.lab).warm,
                startSeconds: this.#typical(),
                atOnce: this.#o.machine.concurrentStarts,
              }),
      });
    }
    return found;
  }

  /** Looks at the queue soon; of many calls at once one more look is made. */
  look(): void {
    if (this.#closed) return;
    if (this.#looking) {
      this.#again = true;
      return;
    }
    this.#looking = this.#serve()
      .catch((error: unknown) => this.#trouble(error))
      .finally(() => {
        this.#looking = null;
        if (!this.#again) return;
        this.#again = false;
        this.look();
      });
  }

  async #serve(): Promise<void> {
    const rows = (await this.#o.store.openLaunches()).filter((row) => row.state === 'running');
    const seats = new Map<string, SeatRow[]>();
    for (const row of rows) seats.set(row.id, await this.#o.store.seats(row.id));
    let starting = [...seats.values()].flat().filter((s) => s.state === 'starting').length;
    for (const row of rows) {
      for (const seat of seats.get(row.id) ?? []) {
        if (this.#closed) return;
        if (seat.state === 'starting' && seat.attempt) {
          // A start that a killed runner left half done begins again; nobody has to press anything.
          if (this.#begun.has(seat.attempt)) await this.#missed(seat);
          else await this.#begin(row, seat);
        }
        if (seat.state !== 'queued') continue;
        if (starting > this.#o.machine.concurrentStarts) return;
        const { warm } = this.#o.machine.warmth(row.lab);
        const owned = await this.#o.attempts.runningOf(seat.person, row.lab);
        if (owned === null && warm === 0 && (await this.#capacity(row.lab)).capacity.fits < 1) break;
        if (await this.#begin(row, seat)) starting++;
      }
    }
  }

  /** True when a start is under way. */
  async #begin(row: LaunchRow, seat: SeatRow): Promise<boolean> {
    try {
      const attempt = await this.#o.attempts.start(seat.person, row.lab, { fresh: false });
      this.#begun.set(attempt.id, performance.now());
      const state = seatOf(attempt.state);
      await this.#o.store.changeSeat(row.id, seat.person, { state, attempt: attempt.id, problem: attempt.problem });
      this.#o.onChange(row.class);
      return state === 'starting';
    } catch (error) {
      const passing = error instanceof PostlabError && error.status === 503;
      if (!passing) await this.#o.store.changeSeat(row.id, seat.person, { state: 'failed', problem: messageOf(error) });
      this.#trouble(error);
      return false;
    }
  }

  /** The attempt may have become ready while nobody listened: before a restart, or before its seat was written. */
  async #missed(seat: SeatRow): Promise<void> {
    const attempt = await this.#o.attempts.get({ role: 'instructor' }, seat.attempt as string);
    if (attempt.state !== 'starting') await this.#seatMoved(attempt.id, attempt);
  }

  async #seatMoved(attempt: string, view: Attempt): Promise<void> {
    const state = seatOf(view.state);
    for (const seat of await this.#o.store.seatsOf(attempt)) {
      if (seat.state === state || seat.state === 'ended') continue;
      await this.#o.store.changeSeat(seat.launch, seat.person, { state, problem: view.problem });
      const began = this.#begun.get(attempt);
      this.#begun.delete(attempt);
      if (state === 'ready' && began !== undefined) {
        this.#startSeconds.push((performance.now() - began) / 1000);
        if (this.#startSeconds.length > remembered) this.#startSeconds.shift();
      }
      const row = await this.#o.store.launch(seat.launch);
      if (row) this.#o.onChange(row.class);
      this.look();
    }
  }

  #typical(): number | null {
    const sorted = [...this.#startSeconds].sort((a, b) => a - b);
    return sorted[sorted.length >> 1] ?? null;
  }

  async #capacity(lab: string) {
    const [freeBytes, measured] = await Promise.all([this.#o.machine.freeBytes(), this.#o.machine.usedBy(lab)]);
    const facts = this.#o.lab(lab);
    const { warming } = this.#o.machine.warmth(lab);
    return {
      freeBytes,
      capacity: capacityOf({ freeBytes, measured, limitBytes: facts.limitBytes, hosts: facts.hosts.length, starting: this.#begun.size + warming }),
    };
  }

  async #allowed(id: string, lab: string): Promise<void> {
    const row = await this.#o.classes.row(id);
    if (row.endedAt !== null)
      throw new PostlabError({ code: 'class-ended', status: 409, message: `"${row.name}" has ended.`, hint: 'Make a new class for new lessons.' });
    this.#o.lab(lab);
    this.#o.machine.ready(lab);
  }

  async #learners(id: string): Promise<string[]> {
    return (await this.#o.classes.roster(id)).filter((r) => r.role === 'learner' && r.joinedAt !== null).map((r) => r.person);
  }

  async #row(id: string, launch: string, state: LaunchRow['state'] | null): Promise<LaunchRow> {
    const row = await this.#o.store.launch(launch);
    if (!row || row.class !== id)
      throw new PostlabError({
        code: 'unknown-launch',
        status: 404,
        message: 'There is no such launch in this class.',
        hint: 'Look at the board of the class.',
      });
    if (state !== null && row.state !== state)
      throw new PostlabError({
        code: 'wrong-state',
        status: 409,
        message: `This launch is ${row.state}; that goes only while it is ${state}.`,
        hint: 'Somebody else may have changed it: look at the board again.',
      });
    return row;
  }

  async #view(row: LaunchRow): Promise<LaunchView> {
    const counts = { queued: 0, starting: 0, ready: 0, failed: 0, ended: 0 };
    for (const seat of await this.#o.store.seats(row.id)) counts[seat.state as SeatState]++;
    return { id: row.id, lab: row.lab, at: row.at, state: row.state as LaunchView['state'], counts };
  }

  #trouble(error: unknown): void {
    this.#o.log('a launch for a class', { error: messageOf(error) });
  }
}
