import { describe, expect, test } from 'vitest';
import { countOrders, execute, readPlan, rightOrders, writePlan } from './model.ts';
import { needs } from './needs.ts';
import { said } from './said.ts';
import { type StepId, stepIds } from './steps.ts';

/** The right order with `step` taken out and put where `before` stands. */
function early(step: StepId, before: StepId): StepId[] {
  const rest = stepIds.filter((id) => id !== step);
  return rest.toSpliced(rest.indexOf(before), 0, step);
}

test('the order in which the steps are written runs clean', () => {
  expect(execute(stepIds)).toMatchObject({ clean: true, stoppedAt: null, missing: [] });
});

test('Dovecot before Postfix stops where the recording stopped', () => {
  const run = execute(early('dovecot', 'postfix'));
  // vmail and the certificate come after Postfix in the written order, so they are missing too; the missing socket directory is what stops it first.
  expect(run.stoppedAt).toBe('dovecot');
  const plan: StepId[] = ['machine', 'debian', 'hostname', 'address', 'vmail', 'certificate', 'dovecot', 'postfix'];
  const event = execute(plan).events[6];
  expect(event).toMatchObject({ step: 'dovecot', result: 'stops', unmet: [{ needs: 'postfix' }] });
  expect(said[event?.unmet[0]?.said ?? '']).toContain('bind(/var/spool/postfix/private/auth) failed: No such file or directory');
  expect(execute(plan).events[7]?.result).toBe('not reached');
});

test('publishing the MX too early succeeds and comes back as lost mail', () => {
  const run = execute(early('mx', 'accounts'));
  expect(run.stoppedAt).toBeNull();
  expect(run.clean).toBe(false);
  expect(run.events.find((event) => event.step === 'mx')?.unmet.map((need) => need.needs)).toEqual(['handover', 'accounts', 'firewall']);
});

test('a plan may be unfinished', () => {
  expect(execute(['machine', 'debian'])).toMatchObject({ clean: false, stoppedAt: null });
  expect(execute(['machine', 'debian']).missing).toHaveLength(12);
  expect(execute([]).events).toEqual([]);
});

describe('every rule', () => {
  test.each(needs.map((need) => [`${need.step} needs ${need.needs}`, need] as const))('%s: breaking it is noticed', (_, need) => {
    // The needed step goes last, the others keep their order: the rule must show at its step, unless something before it already stopped.
    const plan = [...stepIds.filter((id) => id !== need.needs), need.needs];
    const run = execute(plan);
    expect(run.clean).toBe(false);
    if (run.stoppedAt === null || plan.indexOf(run.stoppedAt) >= plan.indexOf(need.step))
      expect(run.events.find((event) => event.step === need.step)?.unmet).toContainEqual(need);
  });
  test('points backwards in the written order, so there is no circle', () => {
    for (const need of needs) expect(stepIds.indexOf(need.needs)).toBeLessThan(stepIds.indexOf(need.step));
  });
  test('with an error has a recording, and every recording is used', () => {
    expect(needs.flatMap((need) => need.said ?? []).toSorted()).toEqual(Object.keys(said).toSorted());
    for (const need of needs) expect(need.said !== undefined).toBe(need.how !== 'cannot');
    for (const text of Object.values(said)) expect(text).toMatch(/fail|not found|No such file|reject|denied|unknown|mismatch|timed out|error/i);
  });
});

describe('how many orders are right', () => {
  test('known counts', () => {
    expect(countOrders(4, [])).toBe(24);
    expect(countOrders(4, [[0, 1], [1, 2], [2, 3]])).toBe(1); // biome-ignore format: one chain, one line
    expect(countOrders(4, [[0, 1], [2, 3]])).toBe(6); // biome-ignore format: two chains of two, C(4,2)
    expect(countOrders(2, [[0, 1], [1, 0]])).toBe(0); // biome-ignore format: a circle
  });
  test('agrees with trying all orders of the first eight steps', () => {
    const ids = stepIds.slice(0, 8);
    const edges = needs.filter((n) => ids.includes(n.step)).map((n) => [ids.indexOf(n.needs), ids.indexOf(n.step)] as const);
    const all = (rest: readonly StepId[]): StepId[][] =>
      rest.length === 0 ? [[]] : rest.flatMap((id) => all(rest.filter((x) => x !== id)).map((tail) => [id, ...tail]));
    const clean = all(ids).filter((plan) => execute(plan).events.every((event) => event.result === 'done'));
    expect(countOrders(ids.length, edges)).toBe(clean.length);
  });
  test('of the whole installation', () => {
    expect(rightOrders()).toBeGreaterThan(100);
    expect(rightOrders()).toBeLessThan(1_000_000);
  });
});

test('a plan survives the address, and a damaged address is explained', () => {
  const plan = early('mx', 'accounts');
  expect(readPlan(writePlan(plan))).toEqual({ plan, problems: [] });
  expect(readPlan('aBzb')).toEqual({
    plan: ['machine', 'debian'],
    problems: [
      { kind: 'unknown', found: 'z' },
      { kind: 'twice', found: 'debian' },
    ],
  });
});
