import { expect, test } from 'vitest';
import { controls } from './controls.ts';
import { ask, counts, type Place, type PolicyWords, policy, type Sector, type Situation, sectors } from './model.ts';

const situation = (sector: Sector, where: Place[], change: Partial<Situation> = {}): Situation => ({
  sector,
  where: new Set(where),
  marketing: false,
  sensitive: false,
  hosted: false,
  perDay: 100,
  ...change,
});
const ids = (s: Situation) => ask(controls, s).map(({ control }) => control.id);

test('every control has an id of its own, and each law names an article, a paragraph or a number', () => {
  expect(new Set(controls.map(({ id }) => id)).size).toBe(controls.length);
  for (const { id, reasons } of controls)
    for (const { force, text } of reasons)
      if (force === 'law') expect([id, /\d|ch\. III/.test(text.en) && /[\d一二三四五六七八九十]/.test(text['zh-cn'])]).toEqual([id, true]);
});

test('each sector gets at least eight controls, in China alone', () => {
  for (const sector of sectors) expect([sector, ids(situation(sector, ['cn'])).length >= 8]).toEqual([sector, true]);
});

test('the label is asked for in China only, consent not by law in the USA', () => {
  expect(ids(situation('commerce', ['us'], { marketing: true }))).not.toContain('label');
  expect(ids(situation('commerce', ['us', 'cn'], { marketing: true }))).toContain('label');
  const consent = ask(controls, situation('commerce', ['us'], { marketing: true })).find(({ control }) => control.id === 'consent');
  expect(consent).toMatchObject({ force: 'practice' });
});

test('a clinic that sends to partners must force TLS; a shop need not', () => {
  expect(ids(situation('health', ['us'], { sensitive: true }))).toContain('force-tls');
  expect(ids(situation('health', ['us']))).not.toContain('force-tls');
});

test('HIPAA is no reason for an office', () => {
  const of = (sector: Sector) =>
    ask(controls, situation(sector, ['us'], { sensitive: true, hosted: true })).flatMap(({ reasons }) => reasons.map(({ text }) => text.en));
  expect(of('office').filter((text) => text.startsWith('45 CFR'))).toEqual([]);
  expect(of('health').filter((text) => text.startsWith('45 CFR')).length).toBeGreaterThanOrEqual(5);
});

test('rules of large receivers begin at 5,000 a day', () => {
  expect(ids(situation('commerce', ['eu'], { perDay: 4999 }))).not.toContain('bulk-auth');
  expect(ids(situation('commerce', ['eu'], { perDay: 5000 }))).toContain('bulk-auth');
});

test('reasons of places that were not chosen are left out, the strongest comes first', () => {
  const [submission] = ask(controls, situation('office', ['eu']));
  expect(submission?.reasons.map(({ text }) => text.en)).toEqual(['GDPR Art. 32', 'RFC 8314 §3']);
  expect(submission?.force).toBe('law');
  expect(ask(controls, situation('office', [])).every(({ reasons }) => reasons.every(({ place }) => place === undefined))).toBe(true);
});

test('counts add up', () => {
  const asked = ask(controls, situation('commerce', ['cn', 'eu', 'us', 'ca'], { marketing: true, sensitive: true, hosted: true, perDay: 6000 }));
  const n = counts(asked);
  expect(n.law + n.standard + n.receiver + n.practice).toBe(asked.length);
});

test('the policy numbers every control once and names its reason', () => {
  const words: PolicyWords = {
    title: 'T',
    scope: 'S',
    shown: 'Shown by:',
    because: 'Because:',
    families: { transport: 'A', access: 'B', records: 'C', sending: 'D', people: 'E' },
    force: { law: 'law', standard: 'standard', receiver: 'receiver', practice: 'practice' },
    sign: 'Signed:',
  };
  const asked = ask(controls, situation('government', ['cn']));
  const text = policy(asked, words, 'zh-cn');
  expect(text.match(/^\d+\. /gm)).toHaveLength(asked.length);
  expect(text).toContain('DA/T 32-2021');
  expect(text.endsWith('Signed:\n')).toBe(true);
});
