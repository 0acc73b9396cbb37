import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { debianLists, evaluate, type Lists, readList, readTable } from './model.ts';
import type { Mail } from './restrictions.ts';
import { accessTable } from './world.ts';

interface Recording {
  postfix: string;
  lists: Record<string, Partial<Lists>>;
  answers: (Mail & { list: string; reply: string })[];
}
const recording = JSON.parse(readFileSync(join(import.meta.dirname, '../../../docs/runs/S08/restrictions.json'), 'utf8')) as Recording;
const { table, problems } = readTable(accessTable);

describe(`what Postfix ${recording.postfix} answered, word for word (docs/runs/S08)`, () => {
  test('there is something to compare', () => {
    expect(problems).toEqual([]);
    expect(recording.answers.length).toBeGreaterThan(1000);
    expect(new Set(recording.answers.map((a) => a.reply.replace(/<.*?>|\[.*?\]/g, ''))).size).toBeGreaterThan(20);
  });
  test.each(Object.keys(recording.lists))('%s', (list) => {
    const lists = { ...debianLists, ...recording.lists[list] };
    const answers = recording.answers.filter((a) => a.list === list);
    const said = answers.map(({ reply: _, list: __, ...mail }) => {
      const { outcome } = evaluate(lists, mail, table);
      return { ...mail, reply: outcome.kind === 'no-greeting' ? 'no greeting' : outcome.reply };
    });
    expect(said).toEqual(answers.map(({ list: _, ...rest }) => rest));
  });
});

test('reading a list as Postfix does: commas, spaces and line breaks are the same', () => {
  expect(readList('permit_mynetworks,\n  warn_if_reject reject_rbl_client bl.example check_sender_access texthash:/x')).toEqual([
    'permit_mynetworks',
    'warn_if_reject reject_rbl_client bl.example',
    'check_sender_access texthash:/x',
  ]);
});

test('a table that cannot be read is explained', () => {
  for (const [text, words] of [
    ['haibo.example', 'found only'],
    ['haibo.example MAYBE', 'found “MAYBE”'],
    ['a.example OK\nA.example REJECT', 'twice'],
  ] as const) {
    const [problem] = readTable(text).problems;
    expect(problem?.said.en).toContain(words);
    expect(problem?.said['zh-cn']).toMatch(/\p{Script=Han}/u);
  }
});
