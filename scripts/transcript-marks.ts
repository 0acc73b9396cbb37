/** Which lines of a recording a lesson shows, and which of them carry a note. Nothing here changes what a line says. */
export interface Marks {
  /** The recording, when several transcripts are cut from one. */
  of?: string;
  /** Only what lies between these lines, both included. */
  from?: RegExp;
  to?: RegExp;
  /** Lines to leave out; where some were, a line of only `…` says so. */
  cut?: RegExp[];
  /** `[line, '①']`: the first line from the top that matches and has no note yet; `'①!'` for the line that decided against somebody. */
  notes?: [RegExp, string][];
}

/** Marks a recording. A pattern that matches nothing is an error: the output has changed, and the notes no longer fit. */
export function applyMarks(name: string, text: string, marks: Marks): string {
  const fail = (what: string, pattern: RegExp): never => {
    throw new Error(
      `transcript "${name}": ${what} expected a line like ${pattern}, found none. The output has changed: read it, and mend marks.ts and the lesson.`,
    );
  };
  let lines = text
    .replace(/\s+$/, '')
    .split('\n')
    .map((line) => line.trimEnd());
  if (marks.from) {
    const start = lines.findIndex((line) => marks.from?.test(line));
    if (start < 0) fail('from', marks.from);
    lines = lines.slice(start);
  }
  if (marks.to) {
    const end = lines.findIndex((line) => marks.to?.test(line));
    if (end < 0) fail('to', marks.to);
    lines = lines.slice(0, end + 1);
  }
  for (const pattern of marks.cut ?? []) if (!lines.some((line) => pattern.test(line))) fail('cut', pattern);
  const kept: string[] = [];
  for (const line of lines) {
    if (!marks.cut?.some((pattern) => pattern.test(line))) kept.push(line);
    else {
      // What lies between two cuts and says nothing is part of the cut.
      while (kept.at(-1) === '' && kept.includes('…')) kept.pop();
      if (kept.at(-1) !== '…') kept.push('…');
    }
  }
  for (const [pattern, mark] of marks.notes ?? []) {
    const at = kept.findIndex((line) => pattern.test(line) && !/[①-⑳]!?$/.test(line));
    if (at < 0) fail(`note ${mark}`, pattern);
    kept[at] = `${kept[at]}   ${mark}`;
  }
  return `${kept.join('\n')}\n`;
}
