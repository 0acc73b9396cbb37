import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeProblem, labOf, loadCatalogue } from './catalogue.ts';

const images = new Set(['mail', 'client']);
let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'postlab-catalogue-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const good = {
  title: { en: 'T', 'zh-cn': 'T' },
  summary: { en: 'S', 'zh-cn': 'S' },
  module: 'M1',
  kind: 'install',
  difficulty: 1,
  minutes: 15,
  topology: { hosts: { mx: { image: 'mail', fqdn: 'mx.a.test' } } },
  tasks: [{ id: 'one', title: { en: 'a', 'zh-cn': 'a' }, points: 100 }],
  hints: {
    one: [
      { en: 'a', 'zh-cn': 'a' },
      { en: 'b', 'zh-cn': 'b' },
      { en: 'c', 'zh-cn': 'c' },
    ],
  },
  why: { one: { en: 'w', 'zh-cn': 'w' } },
};

function write(labs: string, slug: string, lab: unknown, files: Record<string, string> = {}): void {
  const folder = join(labs, slug);
  const all: Record<string, string> = {
    'lab.ts': `export default ${JSON.stringify(lab)};`,
    'checks.ts': 'export default {};',
    'instructions.en.mdx': '<Task id="one">x</Task>',
    'instructions.zh-cn.mdx': '<Task id="one">x</Task>',
    'solutions/a.sh': 'true',
    'solutions/b.sh': 'true',
    'wrong/c.sh': '#!/bin/bash\n# fails: one\n# because: words\ntrue',
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

describe('loadCatalogue', () => {
  it('reads a good folder and leaves out a bad one, saying file, field, expected and found', async () => {
    const labs = join(root, 'one');
    write(labs, 'good', good);
    write(labs, 'bad-points', { ...good, tasks: [{ ...good.tasks[0], points: 40 }] });
    write(labs, 'bad-kind', { ...good, kind: 'magic' });
    write(labs, 'bad-image', { ...good, topology: { hosts: { mx: { image: 'nothere', fqdn: 'a' } } } });
    write(labs, 'bad-text', good, { 'instructions.zh-cn.mdx': '<Task id="two">[[secret]]</Task>' });
    write(labs, 'bad-file', good, { 'notes.txt': 'x' });
    write(labs, 'bad-wrong', good, { 'wrong/c.sh': 'true' });
    write(labs, 'bad-syntax', good, { 'lab.ts': 'export default {' });
    const catalogue = await loadCatalogue(labs, images);
    expect([...catalogue.labs.keys()]).toEqual(['good']);
    const said = (slug: string) =>
      catalogue.problems
        .filter((p) => p.slug === slug)
        .map(describeProblem)
        .join('\n');
    expect(said('bad-points')).toContain("labs/bad-points/lab.ts → tasks: expected the tasks' points to add up to 100, found 40");
    expect(said('bad-kind')).toMatch(/bad-kind\/lab\.ts → kind: .*found "magic"/);
    expect(said('bad-image')).toContain('topology.hosts.mx.image: expected a folder of images/ (mail, client); found "nothere"');
    expect(said('bad-text')).toContain('expected the tasks one, in this order; found two');
    expect(said('bad-text')).toContain('[[secret]]');
    expect(said('bad-file')).toContain('found "notes.txt"');
    expect(said('bad-wrong')).toContain('# fails: <task>');
    expect(said('bad-syntax')).toContain('expected a module that loads');
    expect(() => labOf(catalogue, 'bad-kind')).toThrow(/cannot be used/);
    expect(() => labOf(catalogue, 'nowhere')).toThrow(/no lab "nowhere".*good/);
  });

  it('is empty for a folder that does not exist', async () => {
    expect((await loadCatalogue(join(root, 'none'), images)).labs.size).toBe(0);
  });
});
