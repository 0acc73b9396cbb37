import { readFileSync } from 'node:fs';
import type { Board, ClassView, EnrolmentRow, Gradebook, LaunchPlan, LaunchView, RegradeReport, RosterReport } from '../contract/class.ts';
import { messageOf, PostlabError } from '../errors.ts';
import { gradebookText } from './gradebook-text.ts';
import { callServer } from './running-server.ts';
import { writeOut } from './write-out.ts';

const needed = 'Classes live in the running server: start it with "npm start".';
export const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => (await callServer<T>(method, path, body, needed)) as T;

/** A class by its id, its code, or a name that is nobody else's. */
export async function classOf(wanted: string): Promise<ClassView> {
  const all = await call<ClassView[]>('GET', '/api/classes');
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const found = all.filter((c) => c.id === wanted || (c.code !== null && plain(c.code) === plain(wanted)) || plain(c.name) === plain(wanted));
  const [one] = found;
  if (one && found.length === 1) return one;
  throw new PostlabError({
    code: 'unknown-class',
    status: 400,
    message: found.length === 0 ? `There is no class "${wanted}".` : `${found.length} classes are called "${wanted}".`,
    hint:
      found.length === 0
        ? 'postlab class list shows all; a token of another server needs the scope "read" to see any.'
        : 'Give the id: postlab class list shows it.',
  });
}

export async function classList(): Promise<number> {
  for (const c of await call<ClassView[]>('GET', '/api/classes'))
    console.log([c.id, c.code ?? 'closed   ', `${c.learners} learners`, c.name, c.endedAt ? `ended ${c.endedAt.slice(0, 10)}` : ''].join('  ').trimEnd());
  return 0;
}

export async function classCreate(name: string, options: { lab: string[]; due?: string }): Promise<number> {
  const dueAt = options.due === undefined ? null : isoOf(options.due);
  const made = await call<ClassView>('POST', '/api/classes', { name, labs: options.lab.map((lab) => ({ lab, dueAt })) });
  console.log(`${made.name}: code ${made.code}, id ${made.id}`);
  return 0;
}

/** Exit 1 when a line was refused. */
export async function classRoster(wanted: string, file: string): Promise<number> {
  const report = await call<RosterReport>('POST', `/api/classes/${(await classOf(wanted)).id}/roster`, { csv: read(file) });
  for (const line of report.lines) if (line.outcome !== 'added') console.log(`line ${line.line}: ${line.outcome}: ${line.name}: ${line.why}`);
  console.log(`${report.added} added, ${report.known} known, ${report.refused} refused`);
  return report.refused === 0 ? 0 : 1;
}

export async function classLaunch(wanted: string, lab: string): Promise<number> {
  const { id } = await classOf(wanted);
  const plan = await call<LaunchPlan>('GET', `/api/classes/${id}/launches/plan?lab=${encodeURIComponent(lab)}`);
  const more = plan.learners - plan.running;
  const fit = Math.min(more, plan.fits + plan.warm);
  console.log(
    `${fit} of ${more} fit this machine now${fit < more ? '; the rest queue' : ''} (${Math.round(plan.bytesEach / 1048576)} MiB each, ${plan.measured ? 'measured' : 'estimated'})`,
  );
  const launch = await call<LaunchView>('POST', `/api/classes/${id}/launches`, { lab });
  console.log(`launched: ${launch.id}`);
  return 0;
}

export async function classBoard(wanted: string): Promise<number> {
  const { id } = await classOf(wanted);
  const board = await call<Board>('GET', `/api/classes/${id}/board`);
  for (const launch of board.launches)
    console.log(
      `${launch.lab}: ${launch.state}, ${Object.entries(launch.counts)
        .map(([state, n]) => `${n} ${state}`)
        .join(', ')}`,
    );
  for (const row of board.rows) {
    const labs = Object.entries(row.labs).map(([lab, c]) => `${lab} ${c.solved ? 'solved' : c.state} ${c.points}/${c.max}${c.stuck ? ' STUCK' : ''}`);
    console.log([row.name, row.joined ? '' : '(not joined)', row.hand ? 'HAND UP' : '', ...labs].filter(Boolean).join('  '));
  }
  return 0;
}

/** @param format text, json, csv or junit. Exit 0; with `--solved`, 1 unless everybody has solved everything. */
export async function classGrades(wanted: string, options: { format: string; output?: string; solved?: boolean }): Promise<number> {
  const { id } = await classOf(wanted);
  const book = await call<Gradebook>('GET', `/api/classes/${id}/grades`);
  const text = options.format === 'csv' ? await call<string>('GET', `/api/classes/${id}/grades.csv`) : gradebookText(book, options.format);
  writeOut(text, options.output);
  const all = book.rows.every((row) => Object.values(row.labs).every((cell) => cell.solved));
  return options.solved && !all ? 1 : 0;
}

/** A learner by id, student number, e-mail address, or a name that is nobody else's in that class. */
async function learnerOf(id: string, wanted: string): Promise<EnrolmentRow> {
  const learners = (await call<EnrolmentRow[]>('GET', `/api/classes/${id}/roster`)).filter((r) => r.role === 'learner');
  const same = (text: string | null) => text !== null && text.toLowerCase() === wanted.toLowerCase();
  const sure = learners.filter((r) => r.person === wanted || same(r.studentNumber) || same(r.email));
  const found = sure.length > 0 ? sure : learners.filter((r) => same(r.name));
  const [one] = found;
  if (one && found.length === 1) return one;
  throw new PostlabError({
    code: 'unknown-learner',
    status: 400,
    message: found.length === 0 ? `There is no learner "${wanted}" in this class.` : `${found.length} learners of this class are called "${wanted}".`,
    hint: 'Give the student number, the e-mail address, or the id: postlab class grades --format json shows all three.',
  });
}

/** A later due date for one learner; `until` "class" goes back to that of the class. */
export async function classExtend(wanted: string, who: string, lab: string, options: { until: string; reason: string }): Promise<number> {
  const { id } = await classOf(wanted);
  const { person, name } = await learnerOf(id, who);
  const dueAt = options.until === 'class' ? null : isoOf(options.until);
  await call('PUT', `/api/classes/${id}/learners/${person}/extensions/${encodeURIComponent(lab)}`, { dueAt, reason: options.reason });
  console.log(dueAt === null ? `${name}: ${lab} is due with the class again` : `${name}: ${lab} is due ${dueAt}`);
  return 0;
}

/** Says whose grade a ruling changes, and rules only with `apply`. */
export async function classRegrade(wanted: string, lab: string, task: string, options: { treat: string; reason: string; apply?: boolean }): Promise<number> {
  const treats = { met: 'pass', drop: 'drop', 'as-checked': 'as-checked' } as const;
  const treat = Object.entries(treats).find(([word]) => word === options.treat)?.[1];
  if (!treat)
    throw new PostlabError({
      code: 'bad-treat',
      status: 400,
      message: `--treat is met, drop or as-checked; found "${options.treat}".`,
      hint: 'met: it counts as met; drop: it is left out of the grade; as-checked: an earlier ruling is taken back.',
    });
  const { id } = await classOf(wanted);
  const report = await call<RegradeReport>('POST', `/api/classes/${id}/regrades`, { lab, task, treat, reason: options.reason, dryRun: !options.apply });
  for (const c of report.changed) {
    const solved = c.solvedBefore === c.solvedAfter ? '' : c.solvedAfter ? ', solved now' : ', no longer solved';
    const under = c.overridden ? ` (overridden; earned ${c.earnedBefore} -> ${c.earnedAfter})` : '';
    console.log(`${c.name}: ${c.before}/${c.maxBefore} -> ${c.after}/${c.maxAfter}${solved}${under}`);
  }
  console.log(
    `${report.changed.length} ${report.applied ? 'changed' : 'would change'}, ${report.same} stay${report.applied ? '' : '; nothing is done yet: --apply does it'}`,
  );
  return 0;
}

export async function classEnd(wanted: string): Promise<number> {
  const ended = await call<ClassView>('POST', `/api/classes/${(await classOf(wanted)).id}/end`);
  console.log(`${ended.name} has ended; its grades stay.`);
  return 0;
}

function isoOf(text: string): string {
  const time = Date.parse(text);
  if (!Number.isNaN(time)) return new Date(time).toISOString();
  throw new PostlabError({
    code: 'bad-date',
    status: 400,
    message: `A due date such as 2026-12-24T18:00+08:00 was expected; found "${text}".`,
    hint: 'Write the date in ISO 8601.',
  });
}

function read(file: string): string {
  try {
    const bytes = readFileSync(file === '-' ? 0 : file);
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      // Excel in Chinese writes GB 18030 (or its subset GBK) unless told otherwise.
      return new TextDecoder('gb18030').decode(bytes);
    }
  } catch (error) {
    throw new PostlabError({
      code: 'unreadable',
      status: 400,
      message: `The roster could not be read: ${messageOf(error)}.`,
      hint: 'Name a CSV file, or - for standard input.',
    });
  }
}
