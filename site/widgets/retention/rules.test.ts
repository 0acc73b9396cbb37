import { expect, test } from 'vitest';
import { plan } from './model.ts';
import { dataClasses, places, rules, rulesFor } from './rules.ts';

test('every rule says where it stands, in both languages, and asks for something', () => {
  for (const rule of rules) {
    expect([rule.id, /\d/.test(rule.source.en) && /\d/.test(rule.source['zh-cn'])]).toEqual([rule.id, true]);
    expect([rule.id, rule.minDays > 0 || rule.maxDays !== null || rule.noLongerThanNeeded || rule.hold]).toEqual([rule.id, true]);
    expect(Object.keys(places)).toContain(rule.jurisdiction);
    expect(Object.keys(dataClasses)).toContain(rule.dataClass);
  }
  expect(new Set(rules.map((rule) => `${rule.id}/${rule.dataClass}`)).size).toBe(rules.length);
});

test('China, mail log: six months swallow the sixty days, and are kept to the day where the purpose needs less', () => {
  const asked = rulesFor('transaction', ['cn']);
  expect(asked.map((rule) => rule.id)).toEqual(['cn-mail', 'cn-csl', 'cn-pipl']);
  expect(plan(asked, 60, 30)).toMatchObject({ verdict: 'too-short', keepDays: 184, answer: { setBy: { min: ['cn-csl'] }, narrow: true } });
  expect(plan(asked, 184, 30)).toMatchObject({ verdict: 'ok', keepDays: 184 });
  expect(plan(asked, 365, 30)).toMatchObject({ verdict: 'beyond-need', keepDays: 184 });
  expect(plan(asked, 365, 365)).toMatchObject({ verdict: 'ok', keepDays: 365 });
});

test('a Chinese duty against Italian guidance: no number of days satisfies both', () => {
  const asked = rulesFor('transaction', ['cn', 'eu', 'it']);
  expect(plan(asked, 184, 30)).toMatchObject({ verdict: 'conflict', keepDays: null, against: [{ keep: 'cn-csl', limit: 'it-metadata' }] });
});

test('Europe alone names no number: the purpose is the limit', () => {
  const asked = rulesFor('transaction', ['eu']);
  expect(plan(asked, 365, 30)).toMatchObject({ verdict: 'beyond-need', keepDays: 30 });
  expect(plan(asked, 14, 30)).toMatchObject({ verdict: 'purpose-unmet', keepDays: 30 });
  expect(plan(asked, 30, 30)).toMatchObject({ verdict: 'ok' });
});

test('a purpose does not lift a maximum', () => {
  expect(plan(rulesFor('security', ['fr']), 900, 900)).toMatchObject({ verdict: 'too-long', keepDays: 366 });
});

test('a lawsuit comes before every period, and HIPAA says nothing of messages', () => {
  expect(plan(rulesFor('content', ['eu', 'suit']), 1, 1)).toMatchObject({ verdict: 'held', keepDays: null, answer: { held: ['hold'] } });
  expect(rulesFor('content', ['ushealth'])).toEqual([]);
  expect(plan([], 10, 30)).toMatchObject({ verdict: 'purpose-unmet', keepDays: 30 });
});
