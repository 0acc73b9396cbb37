import { expect, test, vi } from 'vitest';
import { patience } from '../../test/support/patience.ts';
import type { Lab } from '../catalogue/catalogue.ts';
import type { SandboxStore, StoredSandbox } from '../sandbox/sandbox-store.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import { Pool } from './pool.ts';

const lab = { slug: 'first-mta' } as Lab;

/** Sandboxes that become ready when the test says so. */
function pool(size: number) {
  const waiting: ((result: StoredSandbox | Error) => void)[] = [];
  const create = vi.fn(
    () =>
      new Promise<StoredSandbox>((done, fail) => {
        waiting.push((result) => (result instanceof Error ? fail(result) : done(result)));
      }),
  );
  const sandboxes = { create, remove: vi.fn(), engine: { inspect: async () => ({ running: true }) } } as unknown as Sandboxes;
  const store = { save: async () => undefined } as unknown as SandboxStore;
  const made = (id: string): StoredSandbox => ({ id, lab: lab.slug, hosts: [], createdAt: new Date().toISOString() }) as unknown as StoredSandbox;
  return {
    pool: new Pool({ sandboxes, store, size, keep: 60_000, log: () => undefined }),
    create,
    next: (result?: Error) => waiting.shift()?.(result ?? made(`s${create.mock.calls.length}`)),
  };
}

test('a class gets as many as it wants, one after the other, however small the pool is', async () => {
  const { pool: warm, create, next } = pool(1);
  warm.fill(lab, 3);
  expect(warm.warmth(lab.slug)).toEqual({ warm: 0, warming: 3 });
  for (const n of [1, 2, 3]) {
    await vi.waitFor(() => expect(create).toHaveBeenCalledTimes(n), patience);
    next();
    await vi.waitFor(() => expect(warm.warmth(lab.slug)).toEqual({ warm: n, warming: 3 - n }), patience);
  }
  expect(create).toHaveBeenCalledTimes(3);
  // What is claimed was for that learner: it is not made anew.
  expect((await warm.claim(lab.slug))?.id).toBe('s1');
  expect(warm.warmth(lab.slug)).toEqual({ warm: 2, warming: 0 });
  expect(create).toHaveBeenCalledTimes(3);
});

test('one that cannot be made ends the filling: nothing is promised any more', async () => {
  const { pool: warm, create, next } = pool(1);
  warm.fill(lab, 2);
  next(new Error('no room'));
  await vi.waitFor(() => expect(warm.warmth(lab.slug)).toEqual({ warm: 0, warming: 0 }), patience);
  expect(create).toHaveBeenCalledTimes(1);
});

test('opening a page makes one, and no second', async () => {
  const { pool: warm, create, next } = pool(3);
  warm.want(lab);
  warm.want(lab);
  expect(create).toHaveBeenCalledTimes(1);
  next();
  await vi.waitFor(() => expect(warm.warmth(lab.slug)).toEqual({ warm: 1, warming: 0 }), patience);
  warm.want(lab);
  expect(create).toHaveBeenCalledTimes(1);
});
