import { expect, test } from 'vitest';
import { ordered } from './image-builder.ts';
import type { ImageSource } from './image-source.ts';

const source = (name: string, parent: string | null): ImageSource => ({ name, parent, files: [], digest: name });

test('parents come before children', () => {
  const names = ordered([source('a', 'mail'), source('mail', 'base'), source('base', null)]).map((s) => s.name);
  expect(names).toEqual(['base', 'mail', 'a']);
});

test('an unknown parent and a circle are named', () => {
  expect(() => ordered([source('a', 'nowhere')])).toThrow(/images\/a\/Dockerfile.*"nowhere"/);
  expect(() => ordered([source('a', 'b'), source('b', 'a')])).toThrow(/depends on it/);
});
