import { expect, test } from 'vitest';
import { check } from './model.ts';

const now = new Date('2026-11-25T12:00:00Z');
const good =
  '# Our policy\nContact: mailto:security@k3f9.test\nContact: https://k3f9.test/report\nExpires: 2027-09-30T22:00:00Z\nPreferred-Languages: zh, en\n';
const kinds = (text: string) => ({ errors: check(text, now).errors.map(({ kind }) => kind), advice: check(text, now).advice.map(({ kind }) => kind) });

test('a good one', () => {
  expect(kinds(good)).toEqual({ errors: [], advice: [] });
  expect(kinds(good.replaceAll('\n', '\r\n'))).toEqual({ errors: [], advice: [] });
  expect(kinds('CONTACT: tel:+1-201-555-0123\nexpires: 2027-09-30T22:00:00+08:00')).toEqual({ errors: [], advice: [] });
});

test('what must be there, and how often', () => {
  expect(kinds('')).toEqual({ errors: ['empty'], advice: [] });
  expect(kinds('Policy: https://k3f9.test/p').errors).toEqual(['no-contact', 'no-expires']);
  expect(kinds(`${good}Expires: 2027-01-01T00:00:00Z`).errors).toEqual(['expires-twice']);
  expect(kinds(`${good}Preferred-Languages: de`).errors).toEqual(['languages-twice']);
});

test('the date', () => {
  const dated = (date: string) => kinds(`Contact: mailto:a@k3f9.test\nExpires: ${date}`);
  expect(dated('2026-11-24T00:00:00Z').errors).toEqual(['expired']);
  expect(dated('2026-12-01').errors).toEqual(['not-date']);
  expect(dated('Thu, 31 Dec 2026 18:37:07 -0800').errors).toEqual(['not-date']);
  expect(dated('2026-12-10T00:00:00Z').advice).toEqual(['soon']);
  expect(dated('2029-12-10T00:00:00Z').advice).toEqual(['far']);
});

test('contacts are URIs, and web addresses HTTPS', () => {
  const contact = (value: string) => kinds(`Contact: ${value}\nExpires: 2027-09-30T22:00:00Z`).errors;
  expect(contact('security@k3f9.test')).toEqual(['bare-address']);
  expect(contact('http://k3f9.test/report')).toEqual(['no-https']);
  expect(contact('our front desk')).toEqual(['not-uri']);
});

test('lines without a colon, unknown fields, a signature around it', () => {
  expect(kinds(`${good}hello there`).errors).toEqual(['no-colon']);
  expect(kinds(`${good}CSAF: https://k3f9.test/csaf.json`).advice).toEqual(['unknown']);
  expect(kinds(`-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n${good}-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----`)).toEqual({
    errors: [],
    advice: [],
  });
});

test.each([
  ['2026-12-31T23:59:60Z', true],
  ['2026-12-31t23:59:00+08:00', true],
  ['2026-02-31T00:00:00Z', false],
  ['2026-11-31T00:00:00Z', false],
  ['31 Dec 2026', false],
])('the date %s is one: %s', (date, good) => {
  const { errors } = check(`Contact: mailto:security@k3f9.test\nExpires: ${date}\n`, new Date('2026-11-25T00:00:00Z'));
  expect(errors.map((e) => e.kind)).toEqual(good ? [] : ['not-date']);
});
