import type { Gradebook } from '../contract/class.ts';
import { PostlabError } from '../errors.ts';
import { xml } from '../grading/junit.ts';

/** A gradebook for people (`text`), programs (`json`) or CI (`junit`: one test case for each learner and lab). */
export function gradebookText(book: Gradebook, format: string): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(book, null, 2)}\n`;
    case 'junit':
      return junit(book);
    case 'text':
      return `${book.rows
        .map(
          (row) =>
            `${row.total}/${row.max}\t${row.name}\t${Object.entries(row.labs)
              .map(
                ([lab, c]) => `${lab} ${c.points}/${c.max}${c.solved ? ' solved' : c.couldNotLook ? ' could not look' : ''}${c.override ? ' (override)' : ''}`,
              )
              .join('\t')}`,
        )
        .join('\n')}\n`;
    default:
      throw new PostlabError({
        code: 'bad-format',
        status: 400,
        message: `The format should be text, json, csv or junit; found "${format}".`,
        hint: 'Leave --format out for text.',
      });
  }
}

function junit(book: Gradebook): string {
  const counted = { failures: 0, errors: 0 };
  const cases = book.rows.flatMap((row) =>
    Object.entries(row.labs).map(([lab, c]) => {
      const open = `    <testcase classname="${xml(lab)}" name="${xml(row.studentNumber === null ? row.name : `${row.name} (${row.studentNumber})`)}"`;
      if (c.solved) return `${open}/>`;
      counted[c.couldNotLook ? 'errors' : 'failures']++;
      const said = `${c.points} of ${c.max} points`;
      return c.couldNotLook
        ? `${open}><error message="${said}; something could not be looked at"/></testcase>`
        : `${open}><failure message="${said}${c.at === null ? ', never checked' : ''}"/></testcase>`;
    }),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite name="${xml(book.name)}" tests="${cases.length}" failures="${counted.failures}" errors="${counted.errors}" timestamp="${book.at}">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>\n',
  ].join('\n');
}
