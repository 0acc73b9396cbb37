import { expect, test } from 'vitest';
import type { Status } from '../../lab-runner/contract/api.ts';
import { readinessOf } from './useStatus.ts';

const image = (name: string, state: Status['images'][number]['state']) => ({ name, state, step: '', problem: '' });
const status: Status = { version: '1', labsUnavailable: null, images: [image('world', 'ready'), image('mail', 'building'), image('dns', 'failed')] };

test('only the images of this lab, and the world, are in its way', () => {
  expect(readinessOf(status, ['mail'])).toMatchObject({ kind: 'images', images: [{ name: 'world' }, { name: 'mail' }] });
  expect(readinessOf({ ...status, images: [image('world', 'ready'), image('mail', 'ready'), image('dns', 'failed')] }, ['mail'])).toEqual({ kind: 'ready' });
});

test('before the builder knows its images, and without an engine, nothing can be started', () => {
  expect(readinessOf({ ...status, images: [] }, ['mail']).kind).toBe('images');
  expect(readinessOf({ ...status, labsUnavailable: { message: 'no engine', hint: 'install one' } }, ['mail'])).toEqual({
    kind: 'off',
    message: 'no engine',
    hint: 'install one',
  });
});
