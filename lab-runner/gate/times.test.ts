import { expect, test } from 'vitest';
import { Stopwatch, timesTable } from './times.ts';

test('phases are summed over the runs, the longest first; of the checks, the slowest are named with their run', () => {
  const table = timesTable(
    [
      {
        name: 'a: start state',
        phases: [
          { phase: 'check start', took: 1000 },
          { phase: 'switch off', took: 500 },
        ],
        checks: [{ phase: 'start · mail', took: 900 }],
      },
      { name: 'b: wrong x', phases: [{ phase: 'check start', took: 3000 }], checks: [{ phase: 'wrong x · relay', took: 2900 }] },
    ],
    1,
  );
  expect(table[1]).toMatch(/^check start +2 +4\.0 +2\.0 +3\.0$/);
  expect(table[2]).toMatch(/^switch off +1 +0\.5 +0\.5 +0\.5$/);
  expect(table.slice(4)).toEqual(['    2.9  b: wrong x · wrong x · relay']);
});

test('a step that fails is timed, too', async () => {
  const watch = new Stopwatch();
  await expect(watch.during('make the sandbox', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(watch.spans.map((s) => s.phase)).toEqual(['make the sandbox']);
});
