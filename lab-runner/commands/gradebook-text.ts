import type { Gradebook } from '../contract/class.ts';
import { PostlabError } from '../errors.ts';

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
              .map(([lab, c]) => `${lab} ${c.points}/${c.max}${c.solved ? ' solved' : ''}${c.override ? ' (override)' : ''}`)
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

const escaped = (text: string) =>
  [...text]
    // Only these may occur in XML 1.0 at all (§2.2).
    .filter((c) => /[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.test(c))
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;');

function junit(book: Gradebook): string {
  const cases = book.rows.flatMap((row) =>
    Object.entries(row.labs).map(([lab, c]) => {
      const open = `    <testcase classname="${escaped(lab)}" name="${escaped(row.name)}"`;
      return c.solved ? `${open}/>` : `${open}><failure message="${escaped(`${c.points} of ${c.max} points`)}"/></testcase>`;
    }),
  );
  const failures = cases.filter((c) => c.includes('<failure')).length;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n  <testsuite name="${escaped(book.name)}" tests="${cases.length}" failures="${failures}" timestamp="${book.at}">\n${cases.join('\n')}\n  </testsuite>\n</testsuites>\n`;
}
