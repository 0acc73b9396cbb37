import { describe, expect, it } from 'vitest';
import { gradebookCsv } from '../classes/gradebook.ts';
import type { Gradebook, GradeCell } from '../contract/class.ts';
import { exitOf, onlyLab } from './grade-class.ts';
import { gradebookText } from './gradebook-text.ts';

const cell = (part: Partial<GradeCell>): GradeCell => ({
  ...{ earned: 0, points: 0, max: 100, solved: false, at: null, submission: null, lateDays: 0, dueAt: null, extendedTo: null, couldNotLook: false },
  ...{ asChecked: { points: 0, max: 100 }, override: null },
  ...part,
});
const solved = cell({ earned: 100, points: 100, solved: true });
const failed = cell({ earned: 40, points: 40 });
const blind = cell({ earned: 40, points: 40, couldNotLook: true });
const book = (...cells: GradeCell[][]): Gradebook => ({
  ...{ version: 1, class: 'c', name: 'Mail <101>', at: '2026-03-02T08:00:00.000Z', rule: 'best' },
  labs: ['a-lab', 'b-lab'].map((lab) => ({ lab, opensAt: null, dueAt: null })),
  rows: cells.map((row, i) => ({
    ...{ person: `p${i}`, name: i === 0 ? '=cmd|<b>"&' : `Learner ${i}`, email: null, studentNumber: i === 0 ? '2026/1' : null },
    labs: Object.fromEntries(row.map((c, at) => [at === 0 ? 'a-lab' : 'b-lab', c])),
    ...{ total: row.reduce((n, c) => n + c.points, 0), max: row.reduce((n, c) => n + c.max, 0) },
  })),
});

describe('exit code', () => {
  it.each([
    ['everybody has solved everything', book([solved, solved], [solved, solved]), 0],
    ['one has not, in one lab', book([solved, solved], [solved, failed]), 1],
    ['nobody failed, but of one it could not be found out', book([solved, blind]), 2],
    ['one failed and of another it could not be found out', book([solved, blind], [failed, solved]), 1],
  ] as const)('%s', (_name, of, code) => expect(exitOf(of)).toBe(code));
  it('of one lab alone', () => {
    const of = book([solved, failed]);
    expect([exitOf(onlyLab(of, 'a-lab')), exitOf(onlyLab(of, 'b-lab')), onlyLab(of, 'a-lab').rows[0]?.total]).toEqual([0, 1, 100]);
    expect(() => onlyLab(of, 'other')).toThrow(/"other" is not one of the labs of "Mail <101>"/);
  });
});

it('JUnit: a failure is the learner’s, an error is ours; names are only text', () => {
  const xml = gradebookText(book([failed, blind], [solved, solved]), 'junit');
  expect(xml).toContain('<testsuite name="Mail &lt;101&gt;" tests="4" failures="1" errors="1" ');
  expect(xml).toContain(
    '<testcase classname="a-lab" name="=cmd|&lt;b&gt;&quot;&amp; (2026/1)"><failure message="40 of 100 points, never checked"/></testcase>',
  );
  expect(xml).toContain('<error message="40 of 100 points; something could not be looked at"/>');
  expect(xml.match(/<testcase [^>]*\/>/g)).toHaveLength(2);
});

it('CSV and JSON', () => {
  const of = book([solved, { ...failed, extendedTo: '2026-03-09T08:00:00.000Z' }]);
  expect(gradebookCsv(of).split('\r\n')[1]).toBe(`"'=cmd|<b>""&",,2026/1,100,yes,0,,,40,no,0,2026-03-09T08:00:00.000Z,,140,200`);
  expect(JSON.parse(gradebookText(of, 'json'))).toEqual(of);
  expect(() => gradebookText(of, 'pdf')).toThrow(/text, json, csv or junit; found "pdf"/);
});
