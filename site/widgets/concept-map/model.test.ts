import { expect, test } from 'vitest';
import { conceptIds, edges } from './edges.ts';
import { enough, fromText, grade, parts, toText } from './model.ts';

const right = Object.fromEntries(edges.map(({ id, ends }) => [id, ends[0] as string]));

test('every edge is once there and ends at a concept; every part has at least four', () => {
  expect(new Set(edges.map(({ id }) => id)).size).toBe(edges.length);
  for (const { id, ends } of edges) expect([id, ends.every((end) => (conceptIds as string[]).includes(end))]).toEqual([id, true]);
  for (const part of parts) expect(edges.filter((edge) => edge.part === part).length).toBeGreaterThanOrEqual(4);
});

test('no one concept, chosen everywhere, gets near the mark', () => {
  for (const concept of conceptIds) expect(grade(edges, Object.fromEntries(edges.map(({ id }) => [id, concept]))).share).toBeLessThan(0.15);
  expect(conceptIds.length).toBeLessThanOrEqual(36);
});

test('the right map, an empty one, and the other right end', () => {
  expect(grade(edges, right)).toMatchObject({ share: 1, passed: true, wrong: [], open: [], read: [] });
  expect(grade(edges, {})).toMatchObject({ share: 0, passed: false, wrong: [] });
  expect(grade(edges, { ...right, helo: 'hostname' }).share).toBe(1);
  expect(grade([], {})).toMatchObject({ share: 0, passed: false });
});

test('four fifths are enough, one less is not', () => {
  const n = Math.ceil(edges.length * enough);
  const some = (count: number) => Object.fromEntries(Object.entries(right).slice(0, count));
  expect(grade(edges, some(n)).passed).toBe(true);
  expect(grade(edges, some(n - 1)).passed).toBe(false);
});

test('a wrong end is told apart from an open one, and its lesson is named once', () => {
  const result = grade(edges, { ...right, spf: 'from', dkim: '' });
  expect(result.wrong).toEqual(['spf']);
  expect(result.open).toEqual(['dkim']);
  expect(result.read).toEqual(['B4']);
  expect(result.parts.secure.right).toBe(result.parts.secure.of - 2);
});

test('answers survive the address; nonsense in it is left out', () => {
  expect(fromText(edges, conceptIds, toText(edges, conceptIds, right))).toEqual(right);
  expect(toText(edges, conceptIds, {})).toBe('');
  expect(fromText(edges, conceptIds, 'z!~')).toEqual({});
});
