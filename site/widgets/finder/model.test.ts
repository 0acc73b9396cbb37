import { describe, expect, test } from 'vitest';
import { lessonIds } from '../../course.ts';
import { glossary } from '../../lib/glossary.ts';
import { errors } from './errors.ts';
import { manuals } from './manuals.ts';
import { type Entry, find, hunt, ownEntries, pick, tokens } from './model.ts';
import { rfcs } from './rfcs.ts';

const terms: Entry[] = glossary.map((e) => ({ id: `term:${e.id}`, kind: 'term', title: e.term, text: e.means }));
const entries = [...ownEntries, ...terms];
const first = (query: string) => find(entries, query)[0]?.entry.id;

describe('finding', () => {
  test.each([
    ['RFC 5321', 'rfc5321'],
    ['rfc7505', 'rfc7505'],
    ['5321 §5.1', 'rfc5321'],
    ['ＲＦＣ　７５０５', 'rfc7505'],
    ['postconf(5)', 'postconf.5'],
    ['postconf.1', 'postconf.1'],
    ['qshape', 'qshape.1'],
    ['null mx', 'term:null-mx'],
    ['enhanced status codes', 'rfc3463'],
    ['554 5.7.1 <x@isp.example>: Relay access denied', 'error:Relay access denied'],
    ['Nov 25 postfix/smtpd[1]: NOQUEUE: reject: RCPT from x: 452 4.3.1 Insufficient system storage; from=<a>', 'error:Insufficient system storage'],
    ['灰名单', 'term:greylisting'],
    ['greylisting', 'term:greylisting'],
    ['配额', 'term:quota'],
  ])('“%s” → %s', (query, id) => expect(first(query)).toBe(id));
  test('all words must occur; nothing for nothing, and for what is not there', () => {
    expect(find(entries, '  ')).toEqual([]);
    expect(find(entries, 'zebra postconf')).toEqual([]);
    expect(find(entries, 'the of')).toEqual([]);
  });
  test('one kind only', () => expect(new Set(find(entries, 'postfix', 'manual').map((hit) => hit.entry.kind))).toEqual(new Set(['manual'])));
  test('a longer fixed text wins over a shorter one in the same line', () =>
    expect(first('454 4.7.0 Temporary authentication failure: authentication failed')).toBe('error:Temporary authentication failure'));
  test('Chinese is cut into characters', () => expect(tokens('邮件 queue')).toEqual(['邮', '件', 'queue']));
});

describe('the index', () => {
  test('every id once', () => expect(new Set(entries.map((e) => e.id)).size).toBe(entries.length));
  test('what is replaced names a document that is here', () => {
    for (const rfc of rfcs) if (rfc.replacedBy !== undefined) expect(rfcs.some((other) => other.n === rfc.replacedBy)).toBe(true);
  });
  test('every error is in both languages and leads to a lesson', () => {
    for (const error of errors) {
      expect(error.means['zh-cn']).toMatch(/\p{Script=Han}/u);
      expect(lessonIds).toContain(error.lesson);
    }
  });
  test('manual pages have a section and a line', () => {
    expect(manuals.length).toBeGreaterThan(60);
    for (const page of manuals) expect([page.section, page.what.length > 3]).toEqual([expect.stringMatching(/^[1-8]/), true]);
  });
});

describe('the hunt', () => {
  test('every answer is in the index', () => {
    for (const { answers } of hunt)
      for (const id of answers)
        expect(
          entries.some((e) => e.id === id),
          id,
        ).toBe(true);
  });
  test('five different questions, the same for a seed, others for another', () => {
    expect(new Set(pick('lin').map((q) => q.id)).size).toBe(5);
    expect(pick('lin')).toEqual(pick('lin'));
    expect(
      new Set(
        ['a', 'b', 'c', 'd', 'e'].map((seed) =>
          pick(seed)
            .map((q) => q.id)
            .join(),
        ),
      ).size,
    ).toBeGreaterThan(2);
  });
});
