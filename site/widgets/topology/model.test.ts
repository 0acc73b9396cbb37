import { describe, expect, test } from 'vitest';
import { evaluate, firewall, flowId, flows, outages, type Plan, readPlan, services, warnings, writePlan } from './model.ts';
import { examples } from './words.ts';

const plan = (text: string): Plan => {
  const read = readPlan(text);
  if ('problem' in read) throw new Error(read.problem.en);
  return read.plan;
};
const one = 'mail:dmz:mx,submission,store';
const split = 'mx1:dmz:mx;sub1:dmz:submission;store1:inside:store;ldap1:inside:directory';
const double =
  'mx1:dmz:mx,filter,resolver;mx2:dmz:mx,filter,resolver;sub1:dmz:submission,proxy;sub2:dmz:submission,proxy;store1:inside:store;store2:inside:store;ldap1:inside:directory;ldap2:inside:directory;log1:inside:log';

describe('reading a plan', () => {
  test.each([one, split, double])('comes back as it was written: %s', (text) => expect(writePlan(plan(text))).toBe(text));
  test.each([
    ['', 'no host'],
    ['1:dmz:mx', 'begins with a letter'],
    ['internet:dmz:mx', 'begins with a letter'],
    ['a:dmz:mx;a:dmz:mx', 'two hosts'],
    ['a:wan:mx', 'dmz or inside'],
    ['a:dmz:web', 'no role'],
    [Array.from({ length: 13 }, (_, i) => `h${i}:dmz:mx`).join(';'), 'At most 12'],
  ])('“%s” is answered with what teaches', (text, words) => {
    const read = readPlan(text);
    expect('problem' in read && read.problem.en).toContain(words);
    expect('problem' in read && read.problem['zh-cn']).toMatch(/\p{Script=Han}/u);
  });
});

describe('flows', () => {
  test('one host: only the Internet', () => {
    expect(flows(plan(one)).map(flowId)).toEqual(['internet>mail:25', 'internet>mail:465', 'internet>mail:993', 'mail>internet:25', 'mail>internet:53']);
  });
  test('the store of a split system is reached by LMTP, and by nobody from outside when there is a proxy', () => {
    const ids = flows(plan(double)).map(flowId);
    expect(ids).toContain('mx1>store1:24');
    expect(ids).toContain('sub1>store2:993');
    expect(ids.filter((id) => id.startsWith('internet>store'))).toEqual([]);
  });
  test('the firewall’s table has what crosses a zone, and nothing else', () => {
    const ids = firewall(plan(double)).map(flowId);
    expect(ids).toContain('mx1>ldap1:636');
    expect(ids).not.toContain('sub1>mx1:11332');
    expect(ids).toContain('sub1>internet:25');
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('what a failure does', () => {
  const states = (text: string, down: string[], closed: string[] = [], replicated = false) => {
    const report = evaluate(plan(text), { down: new Set(down), closed: new Set(closed), replicated });
    return services.map((f) => `${f}:${report[f].state}`).join(' ');
  };
  test.each([
    [one, [], [], 'receive:works deliver:works send:works read:works'],
    // Mail from outside waits in the senders' queues (RFC 5321 §4.5.4.1); people see an error.
    [one, ['mail'], [], 'receive:waits deliver:waits send:stops read:stops'],
    [split, ['store1'], [], 'receive:works deliver:waits send:works read:stops'],
    [split, ['mx1'], [], 'receive:waits deliver:waits send:works read:works'],
    [split, ['ldap1'], [], 'receive:waits deliver:waits send:stops read:stops'],
    [double, ['mx1'], [], 'receive:works deliver:works send:works read:works'],
    [double, ['mx1', 'mx2'], [], 'receive:waits deliver:waits send:stops read:works'],
    [double, ['store1'], [], 'receive:works deliver:partly send:works read:partly'],
    [split, [], ['mx1>store1:24'], 'receive:works deliver:waits send:works read:works'],
    [split, [], ['sub1>internet:25'], 'receive:works deliver:works send:waits read:works'],
    [split, [], ['internet>mx1:25'], 'receive:waits deliver:waits send:works read:works'],
    [split, [], ['mx1>ldap1:636'], 'receive:waits deliver:waits send:works read:works'],
  ])('%s without %j, closed %j', (text, down, closed, expected) => expect(states(text, down, closed)).toBe(expected));
  test('replicated stores: one may go', () => expect(states(double, ['store1'], [], true)).toBe('receive:works deliver:works send:works read:works'));
  test('single points of failure', () => {
    const hit = (text: string, replicated: boolean) =>
      outages(plan(text), replicated)
        .filter((o) => o.hit.length > 0)
        .map((o) => o.host);
    expect(hit(double, true)).toEqual([]);
    expect(hit(double, false)).toEqual(['store1', 'store2']);
    expect(hit(split, true)).toEqual(['mx1', 'sub1', 'store1', 'ldap1']);
  });
});

test('warnings', () => {
  expect(warnings(plan(one)).map((w) => w.kind)).toEqual(['data-in-dmz', 'exposed-with-data', 'no-log', 'no-filter']);
  expect(warnings(plan(split)).map((w) => w.kind)).toContain('internet-inside');
  expect(warnings(plan(double))).toEqual([]);
});

test('every example reads, and only the last has no single point of failure', () => {
  const spofs = examples.map(({ plan: text, replicated }) => outages(plan(text), replicated).filter((o) => o.hit.length > 0).length);
  expect(spofs.at(-1)).toBe(0);
  for (const count of spofs.slice(0, -1)) expect(count).toBeGreaterThan(0);
});
