import { gradebookCsv } from '../classes/gradebook.ts';
import type { Gradebook } from '../contract/class.ts';
import { PostlabError } from '../errors.ts';
import { call, classOf } from './class.ts';
import { gradebookText } from './gradebook-text.ts';
import { writeOut } from './write-out.ts';

/**
 * `postlab grade --class`: the grades of a class, of one lab or all, for scripts.
 * Exit 0: everybody has solved everything; 1: somebody has not; 2: nobody failed, but of somebody it could not be found out.
 */
export async function gradeClass(wanted: string, lab: string | undefined, options: { format: string; output?: string }): Promise<number> {
  const { id, name } = await classOf(wanted);
  const book = onlyLab(await call<Gradebook>('GET', `/api/classes/${id}/grades`), lab);
  const text = options.format === 'csv' ? gradebookCsv(book) : gradebookText(book, options.format);
  // Nobody to grade is not success: a pipeline that grades the wrong class must not be green.
  if (book.rows.length === 0 || book.labs.length === 0)
    throw new PostlabError({
      code: 'nothing-to-grade',
      message: `"${name}" has ${book.labs.length === 0 ? 'no labs' : 'no learners'} yet, so there is nothing to grade.`,
      hint: book.labs.length === 0 ? 'Choose its labs on the page of the class.' : 'Learners join with the class code, or are imported as a roster.',
    });
  writeOut(text, options.output);
  return exitOf(book);
}

/** 0 solved, 1 not solved, 2 could not check. Pure. */
export function exitOf(book: Gradebook): 0 | 1 | 2 {
  const cells = book.rows.flatMap((row) => Object.values(row.labs));
  const open = cells.filter((cell) => !cell.solved);
  if (open.length === 0) return 0;
  return open.some((cell) => !cell.couldNotLook) ? 1 : 2;
}

/** The gradebook with that lab alone, totals too. Throws `not-in-class`. Pure. */
export function onlyLab(book: Gradebook, lab: string | undefined): Gradebook {
  if (lab === undefined) return book;
  if (!book.labs.some((l) => l.lab === lab))
    throw new PostlabError({
      code: 'not-in-class',
      status: 400,
      message: `"${lab}" is not one of the labs of "${book.name}".`,
      hint: book.labs.length > 0 ? `They are ${book.labs.map((l) => l.lab).join(', ')}.` : 'The class has none yet.',
    });
  return {
    ...book,
    labs: book.labs.filter((l) => l.lab === lab),
    rows: book.rows.map((row) => {
      const cell = row.labs[lab];
      return cell ? { ...row, labs: { [lab]: cell }, total: cell.points, max: cell.max } : { ...row, labs: {}, total: 0, max: 0 };
    }),
  };
}
