import { describe, expect, it, test } from 'vitest';
import type { ItemResult, Score } from '../contract/attempt.ts';
import { type CheckFacts, isStuck, lastProgress, statisticsOf, stuckAfter, taskStates } from './board.ts';
import { capacityOf, reserveBytes, waitSeconds } from './capacity.ts';
import { readCsv, writeCsv } from './csv.ts';
import { gradeOf, lateDays, regraded } from './grades.ts';
import { seatOf } from './launches.ts';
import { readRoster, samePerson } from './roster.ts';
import { signatureOf } from './webhooks.ts';

describe('CSV (RFC 4180)', () => {
  it.each([
    [
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      '\uFEFFname;email\nLin;lin@x.example\n',
      [
        ['name', 'email'],
        ['Lin', 'lin@x.example'],
      ],
    ],
    [
      'a\tb\nc\td',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\n"x, ""y""\nz",2\n',
      [
        ['a', 'b'],
        ['x, "y"\nz', '2'],
      ],
    ],
    ['a\n\n\nb\n', [['a'], ['b']]],
    ['', []],
  ])('%j', (text, cells) => expect(readCsv(text).map((r) => r.cells)).toEqual(cells));

  it('counts lines of the file, not rows', () => expect(readCsv('a\n"x\ny"\nb').map((r) => r.line)).toEqual([1, 2, 4]));

  it('a name that a spreadsheet would run is defused; what was written can be read again', () => {
    const rows = [['=HYPERLINK("http://x")', '+1', '-2', '@cmd', 'plain, "quoted"', 5, null]];
    const text = writeCsv(['a', 'b', 'c', 'd', 'e', 'f', 'g'], rows);
    expect(readCsv(text)[1]?.cells).toEqual([`'=HYPERLINK("http://x")`, "'+1", "'-2", "'@cmd", 'plain, "quoted"', '5', '']);
  });
});

describe('roster', () => {
  it('takes what a registrar exports, and says of each bad line what is wrong', () => {
    const found = readRoster('学号,姓名,邮箱\n2026001,王小明,wang@school.example\n2026002,,x\n2026003,李雷,not an address\n,Bob\u202Eevil,\n');
    expect(found[0]).toEqual({ entry: { line: 2, name: '王小明', email: 'wang@school.example', studentNumber: '2026001' } });
    expect(found.slice(1).map((f) => ('why' in f ? [f.line, f.why] : null))).toEqual([
      [3, 'name: expected a name'],
      [4, 'email: expected an address such as lin@school.example, found "not an address"'],
      [5, expect.stringContaining('without invisible characters')],
    ]);
  });
  it('wants a header', () => expect(() => readRoster('Wang,Li\n')).toThrow(/one of them "name"/));

  const known = [
    { person: 'a', name: 'Wang Wei', email: null, studentNumber: '1' },
    { person: 'b', name: 'Wang Wei', email: null, studentNumber: '2' },
    { person: 'c', name: 'Lin', email: 'lin@x.example', studentNumber: null },
    { person: 'd', name: 'Zhou', email: null, studentNumber: null },
  ];
  it.each([
    [{ name: 'anything', studentNumber: '2' }, 'b'],
    [{ name: 'Other', email: 'LIN@X.example' }, 'c'],
    [{ name: 'wang wei' }, null],
    [{ name: 'Zhou' }, 'd'],
    [{ name: 'Zhou', studentNumber: '9' }, 'd'],
    [{ name: 'Lin', email: 'other@x.example' }, null],
    [{ name: 'Nobody' }, null],
  ])('%j is %s', (who, person) => expect(samePerson(known, who)?.person ?? null).toBe(person));
});

const score = (verdicts: Record<string, 'pass' | 'fail' | 'error'>, hintCost = 0): Score => {
  const tasks = Object.entries(verdicts).map(([id, verdict]) => ({
    id,
    verdict,
    points: verdict === 'pass' ? 10 - hintCost : 0,
    max: 10,
    hintCost,
    brokenInvariants: [],
  }));
  return {
    tasks,
    points: tasks.reduce((n, t) => n + t.points, 0),
    max: tasks.length * 10,
    solved: tasks.every((t) => t.verdict === 'pass'),
    couldNotLook: tasks.some((t) => t.verdict === 'error'),
  };
};
const check = (at: string, s: Score) => ({ submission: at, at: `2026-03-0${at}:00:00.000Z`, score: s });

describe('grades', () => {
  const half = check('1T10', score({ a: 'pass', b: 'fail' }));
  const full = check('3T10', score({ a: 'pass', b: 'pass' }));
  const worse = check('5T10', score({ a: 'fail', b: 'fail' }));
  const blind = check('6T10', score({ a: 'pass', b: 'error' }));
  const base = { rule: 'best' as const, latePercentPerDay: 0, dueAt: null, regrades: [], overrides: [], max: 20 };
  const due = '2026-03-02T10:00:00.000Z';
  it.each([
    ['nothing done', {}, [], [0, 20, 0]],
    ['best of all', {}, [half, full, worse], [20, 20, 0]],
    ['last', { rule: 'last' as const }, [half, full, worse], [0, 20, 0]],
    ['before due only', { rule: 'best-before-due' as const, dueAt: due }, [half, full], [10, 20, 0]],
    ['late costs by the day begun', { dueAt: due, latePercentPerDay: 10 }, [full], [18, 20, 1]],
    ['late, yet better than early', { dueAt: due, latePercentPerDay: 10 }, [half, full], [18, 20, 1]],
    ['so late that early is better', { dueAt: due, latePercentPerDay: 60 }, [half, full], [10, 20, 0]],
    ['never below nothing', { dueAt: '2026-01-01T00:00:00.000Z', latePercentPerDay: 50 }, [full], [0, 20, 62]],
    ['what could not be looked at is no last word', { rule: 'last' as const }, [half, blind], [10, 20, 0]],
    ['unless there is no other', { rule: 'last' as const }, [blind], [10, 20, 0]],
  ])('%s', (_name, options, checks, [points, max, late]) => {
    const cell = gradeOf({ ...base, ...options, checks });
    expect([cell.points, cell.max, cell.lateDays]).toEqual([points, max, late]);
  });

  it('the newest override counts and can be taken back; what was earned stays to be seen', () => {
    const by = { by: 'Ms Chen (instructor)', reason: 'power cut', at: '2026-03-09T00:00:00.000Z' };
    expect(gradeOf({ ...base, checks: [half], overrides: [{ ...by, points: 15 }] })).toMatchObject({ points: 15, earned: 10, override: { points: 15 } });
    expect(
      gradeOf({
        ...base,
        checks: [half],
        overrides: [
          { ...by, points: 15 },
          { ...by, points: null },
        ],
      }),
    ).toMatchObject({ points: 10, override: null });
  });

  it('a ruling on a task: met for who failed it, dropped, or as it was checked; the newest counts; hints still cost', () => {
    expect(regraded(score({ a: 'pass', b: 'fail' }, 2), [{ task: 'b', treat: 'pass' }])).toMatchObject({ points: 16, solved: true });
    expect(regraded(score({ a: 'pass', b: 'fail' }), [{ task: 'b', treat: 'drop' }])).toMatchObject({ points: 10, max: 10, solved: true });
    expect(
      regraded(score({ a: 'pass', b: 'fail' }), [
        { task: 'b', treat: 'drop' },
        { task: 'b', treat: 'as-checked' },
      ]),
    ).toMatchObject({ points: 10, max: 20, solved: false });
    expect(regraded(score({ a: 'pass', b: 'error' }), [{ task: 'b', treat: 'pass' }])).toMatchObject({ points: 10, couldNotLook: true });
  });

  it.each([
    ['2026-03-02T10:00:00.000Z', 0],
    ['2026-03-02T10:00:00.001Z', 1],
    ['2026-03-03T10:00:00.000Z', 1],
    ['2026-03-03T10:00:00.001Z', 2],
  ])('%s is %i days late', (at, days) => expect(lateDays(at, due)).toBe(days));
});

describe('board', () => {
  const facts = (minute: number, s: Score | null): CheckFacts => ({
    id: String(minute),
    createdAt: `2026-03-01T10:${String(minute).padStart(2, '0')}:00.000Z`,
    finishedAt: `2026-03-01T10:${String(minute).padStart(2, '0')}:30.000Z`,
    state: 'done',
    score: s,
    results: [],
  });
  it('shows the newest verdict that is one', () => {
    const checks = [facts(1, score({ a: 'pass', b: 'fail' })), facts(2, score({ a: 'error', b: 'pass' }))];
    expect(taskStates(['a', 'b', 'c'], checks)).toEqual({ a: 'pass', b: 'pass', c: 'open' });
    expect(taskStates(['a'], [facts(1, score({ a: 'error' }))])).toEqual({ a: 'error' });
    expect(taskStates(['a'], [facts(1, null)])).toEqual({ a: 'open' });
  });
  it('progress is a task met for the first time', () => {
    const start = '2026-03-01T10:00:00.000Z';
    expect(lastProgress(start, [])).toBe(start);
    const checks = [facts(5, score({ a: 'pass', b: 'fail' })), facts(9, score({ a: 'pass', b: 'fail' }))];
    expect(lastProgress(start, checks)).toBe('2026-03-01T10:05:30.000Z');
  });
  const cell = { state: 'ready' as const, solved: false, revealed: false, noProgressSince: '2026-03-01T10:00:00.000Z', seenAt: '2026-03-01T10:09:00.000Z' };
  const at = (ms: number) => new Date(Date.parse('2026-03-01T10:00:00.000Z') + ms);
  it.each([
    ['just begun', cell, at(stuckAfter), false],
    ['eight minutes without a task', cell, at(stuckAfter + 1), true],
    ['solved', { ...cell, solved: true }, at(stuckAfter + 1), false],
    ['asleep', { ...cell, state: 'stopped' as const }, at(stuckAfter + 1), false],
    ['gone for lunch', cell, at(3_600_000), false],
    ['has looked at the solution', { ...cell, revealed: true }, at(stuckAfter + 1), false],
  ])('%s', (_name, c, now, stuck) => expect(isStuck(c, now)).toBe(stuck));

  it('statistics count each learner once and name the commonest failure', () => {
    const fail = (text: string): ItemResult => ({
      id: 'a',
      kind: 'task',
      took: 1,
      result: { verdict: 'fail', expected: { en: '', 'zh-cn': '' }, observed: { en: text, 'zh-cn': '' }, hint: { en: '', 'zh-cn': '' }, evidence: [] },
    });
    const learner = (person: string, checks: CheckFacts[]) => ({ person, startedAt: '2026-03-01T10:00:00.000Z', hints: [{ task: 'a' }], checks });
    const stats = statisticsOf(
      'lab',
      'a',
      [
        learner('x', [
          { ...facts(2, score({ a: 'fail' })), results: [fail('454 relay')] },
          { ...facts(4, score({ a: 'pass' })), results: [] },
        ]),
        learner('x', [{ ...facts(8, score({ a: 'pass' })), results: [] }]),
        learner('y', [{ ...facts(6, score({ a: 'fail' })), results: [fail('454 relay')] }]),
        learner('z', [
          { ...facts(1, score({ a: 'fail' })), results: [fail('no answer')] },
          { ...facts(10, score({ a: 'pass' })), results: [] },
        ]),
      ],
      (r) => (r.result.verdict === 'fail' ? r.result.observed.en : null),
    );
    expect(stats).toEqual({ lab: 'lab', task: 'a', learners: 3, passed: 2, medianSeconds: (240 + 600) / 2, hints: 4, commonestFailure: '454 relay' });
  });
});

describe('capacity', () => {
  const gib = 1024 ** 3;
  const mib = 1024 ** 2;
  const facts = { freeBytes: 8 * gib, measured: [], limitBytes: 256 * mib, hosts: 1, starting: 0 };
  it('estimates, then measures; the largest counts; what is being started has its room already', () => {
    const estimate = capacityOf(facts);
    expect(estimate).toMatchObject({ measured: false, bytesEach: 120 * mib });
    expect(estimate.fits).toBe(Math.floor((8 * gib - reserveBytes) / (120 * mib)));
    expect(capacityOf({ ...facts, measured: [30 * mib, 100 * mib] })).toMatchObject({ measured: true, bytesEach: 150 * mib });
    expect(capacityOf({ ...facts, starting: 5 }).fits).toBe(estimate.fits - 5);
    expect(capacityOf({ ...facts, freeBytes: reserveBytes - 1 }).fits).toBe(0);
  });
  it.each([
    [1, 5, 4, 4],
    [5, 5, 4, 12],
    [6, 5, 4, null],
    [1, 5, null, null],
  ])('place %i of %i', (place, fits, startSeconds, wait) => expect(waitSeconds(place, { fits, startSeconds, atOnce: 2 })).toBe(wait));
  it.each([
    ['starting', 'starting'],
    ['ready', 'ready'],
    ['rebooting', 'ready'],
    ['stopped', 'ready'],
    ['failed', 'failed'],
    ['ended', 'ended'],
  ] as const)('an attempt that is %s: seat %s', (state, seat) => expect(seatOf(state)).toBe(seat));
});

test('a webhook is signed with its time', () => {
  // HMAC-SHA256("key", "1767225600.{}"), computed with openssl.
  expect(signatureOf('key', '{}', new Date('2026-01-01T00:00:00Z'))).toBe(`t=1767225600,v1=df344de429b8ee672e1863e0008fdbd0080000536fbccdf0e4f89846acbbe872`);
});
