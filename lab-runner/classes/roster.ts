import { rosterColumns } from '../contract/class.ts';
import { PostlabError } from '../errors.ts';
import { readCsv } from './csv.ts';

export interface RosterEntry {
  line: number;
  name: string;
  email: string | null;
  studentNumber: string | null;
}
export type RosterFinding = { entry: RosterEntry } | { line: number; name: string; why: string };

const headings: Record<'name' | 'email' | 'studentNumber', RegExp> = {
  name: /^(name|full name|student|learner|姓名|名字|学生|学员)$/i,
  email: /^(e-?mail( address)?|mail|邮箱|电子邮箱|电子邮件|邮件地址)$/i,
  studentNumber: /^(student (number|no\.?|id)|number|id|no\.?|学号|编号)$/i,
};
/** Lines in one file. */
const most = 2000;

/** Reads a roster line by line; what is wrong with a line is said of that line and stops no other. Throws `bad-roster` (400) when there is no header. */
export function readRoster(csv: string): RosterFinding[] {
  const [header, ...rows] = readCsv(csv);
  const column = (key: keyof typeof headings) => header?.cells.findIndex((cell) => headings[key].test(cell)) ?? -1;
  const at = { name: column('name'), email: column('email'), studentNumber: column('studentNumber') };
  if (at.name < 0)
    throw new PostlabError({
      code: 'bad-roster',
      status: 400,
      message: `The first line should name the columns, one of them "name" or "姓名"; found "${(header?.cells.join(', ') ?? 'an empty file').slice(0, 200)}".`,
      hint: 'Columns are: name, email, student number (or 姓名, 邮箱, 学号); only the name is needed. Save the sheet as CSV.',
    });
  if (rows.length > most)
    throw new PostlabError({
      code: 'roster-too-long',
      status: 400,
      message: `A roster may have ${most} lines; found ${rows.length}.`,
      hint: 'Split the file.',
    });
  return rows.map(({ line, cells }) => {
    const cell = (index: number) => (index < 0 ? '' : (cells[index] ?? ''));
    const name = cell(at.name);
    const entry: RosterEntry = { line, name, email: null, studentNumber: null };
    const parsed = rosterColumns.name.safeParse(name);
    if (!parsed.success) return { line, name: name.slice(0, 80), why: `name: ${parsed.error.issues[0]?.message ?? 'not understood'}` };
    entry.name = parsed.data;
    for (const key of ['email', 'studentNumber'] as const) {
      const text = cell(at[key]);
      if (text === '') continue;
      const value = rosterColumns[key].safeParse(text);
      if (!value.success)
        return {
          line,
          name: entry.name,
          why: `${key === 'email' ? 'email' : 'student number'}: ${value.error.issues[0]?.message ?? 'not understood'}, found "${text.slice(0, 60)}"`,
        };
      entry[key] = value.data;
    }
    return { entry };
  });
}

interface Known {
  person: string;
  name: string;
  email: string | null;
  studentNumber: string | null;
}

/** The one of `known` that is meant: by student number, else by address, else by a name that is nobody else's. Pure. */
export function samePerson<T extends Known>(
  known: readonly T[],
  who: { name: string; email?: string | null | undefined; studentNumber?: string | null | undefined },
): T | null {
  if (who.studentNumber) {
    const byNumber = known.find((k) => k.studentNumber?.toLowerCase() === who.studentNumber?.toLowerCase());
    if (byNumber) return byNumber;
  }
  if (who.email) {
    const byEmail = known.find((k) => k.email?.toLowerCase() === who.email?.toLowerCase());
    if (byEmail) return byEmail;
  }
  const byName = known.filter((k) => k.name.toLowerCase() === who.name.toLowerCase());
  const [only] = byName;
  if (byName.length !== 1 || !only) return null;
  // The same name with another number or address is another person.
  if (who.studentNumber && only.studentNumber) return null;
  if (who.email && only.email) return null;
  return only;
}
