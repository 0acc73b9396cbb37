import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { auditOf } from './audits.ts';

function folderWith(audit: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'audits-'));
  mkdirSync(join(folder, 'a-lab'));
  writeFileSync(join(folder, 'a-lab', 'audit.json'), JSON.stringify(audit));
  return folder;
}
const column = (fixture: string, verdict: string, points: number, variant = '') => ({ fixture, variant, verdicts: { send: verdict }, points, max: 100 });
const audit = (columns: unknown[]) => ({ on: '2026-11-24', tasks: ['send'], invariants: [], columns });

test('answers are numbered and not named, and seen twice they show the worse of both', () => {
  const folder = folderWith(
    audit([
      column('start', 'fail', 0),
      column('solution the-socket', 'pass', 100),
      column('solution the-socket, rebooted', 'fail', 0),
      column('solution other', 'pass', 100),
      column('wrong open-relay', 'fail', 0),
    ]),
  );
  expect(auditOf('a-lab', folder)?.columns).toEqual([
    { kind: 'start', number: 0, verdicts: { send: 'fail' }, points: 0, max: 100 },
    { kind: 'answer', number: 1, verdicts: { send: 'fail' }, points: 0, max: 100 },
    { kind: 'answer', number: 2, verdicts: { send: 'pass' }, points: 100, max: 100 },
    { kind: 'shortcut', number: 1, verdicts: { send: 'fail' }, points: 0, max: 100 },
  ]);
});

test('a start state that scores in one variant is not hidden by another', () => {
  const folder = folderWith(audit([column('start', 'fail', 0, 'a'), column('start', 'pass', 100, 'b')]));
  expect(auditOf('a-lab', folder)?.columns).toEqual([{ kind: 'start', number: 0, verdicts: { send: 'pass' }, points: 100, max: 100 }]);
});

test('no file is null, and a file that does not fit names its path', () => {
  expect(auditOf('none', folderWith({}))).toBeNull();
  expect(() => auditOf('a-lab', folderWith({ on: 'yesterday' }))).toThrow('labs/a-lab/audit.json: ');
});
