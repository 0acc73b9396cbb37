import type { Lab } from '../catalogue/catalogue.ts';
import type { InstructorRow } from '../contract/api.ts';
import type { Score } from '../contract/attempt.ts';
import type { Engine } from '../engine/engine.ts';
import { memoryOf } from '../sandbox/memory.ts';
import type { SandboxStore } from '../sandbox/sandbox-store.ts';
import type { AttemptStore } from './attempt-store.ts';

/** Every sandbox that there is, with its attempt where it has one. `lab`: null when it is not in the catalogue any more. */
export async function instructorRows(o: {
  store: AttemptStore;
  sandboxStore: SandboxStore;
  engine: Engine;
  lab: (slug: string) => Lab | null;
}): Promise<InstructorRow[]> {
  const sandboxes = await o.sandboxStore.all();
  return Promise.all(
    sandboxes.map(async (sandbox): Promise<InstructorRow> => {
      const row = await o.store.bySandbox(sandbox.id);
      const score = row?.bestJson ? (JSON.parse(row.bestJson) as Score) : null;
      return {
        sandbox: sandbox.id,
        attempt: row?.id ?? null,
        owner: row ? await o.store.ownerName(row.learner) : sandbox.purpose,
        lab: sandbox.lab,
        state: sandbox.state,
        memoryBytes: await memoryOf(o.engine, sandbox),
        createdAt: sandbox.createdAt,
        problem: sandbox.problem,
        points: score?.points ?? null,
        max: o.lab(sandbox.lab)?.definition.tasks.reduce((n, t) => n + t.points, 0) ?? 0,
      };
    }),
  );
}
