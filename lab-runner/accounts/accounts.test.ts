import { beforeEach, describe, expect, it, test } from 'vitest';
import type { PostlabError } from '../errors.ts';
import { openDatabase } from '../store/database.ts';
import { AccountStore } from './account-store.ts';
import { Accounts } from './accounts.ts';
import { Guessing, waitAfter } from './guessing.ts';
import { hashPassword, newCode, passwordFits, plainCode } from './secrets.ts';

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'no refusal',
    (error: PostlabError) => error.code,
  );

describe('guessing', () => {
  const rule = { free: 3, wait: 1000, longest: 8000, forget: 60_000 };
  it.each([
    [0, 0],
    [3, 0],
    [4, 1000],
    [5, 2000],
    [7, 8000],
    [40, 8000],
  ])('after %i wrong ones: %i ms', (wrong, wait) => expect(waitAfter(rule, wrong)).toBe(wait));

  it('counts each key apart, and forgets', () => {
    let now = 0;
    const guessing = new Guessing(rule, () => now);
    for (let i = 0; i < 4; i++) {
      guessing.allow('a');
      guessing.wrong('a');
    }
    expect(() => guessing.allow('a')).toThrow('wait 1 second,');
    guessing.allow('b');
    now += 1000;
    guessing.allow('a');
    guessing.wrong('a');
    expect(() => guessing.allow('a')).toThrow('wait 2 seconds');
    now += 60_000;
    guessing.allow('a');
  });
});

test('codes are read as people type them', () => {
  const code = newCode(3);
  expect(code).toMatch(/^([a-hjkmnp-z2-9]{4}-){2}[a-hjkmnp-z2-9]{4}$/);
  expect(plainCode(` ${code.toUpperCase().replaceAll('-', ' ')} `)).toBe(plainCode(code));
  expect(plainCode('ｋ７ｍｆ－２ｘｑｄ')).toBe('k7mf2xqd');
});

test('passwords', async () => {
  const hash = await hashPassword('correct horse é');
  expect(hash).toMatch(/^scrypt\$32768\$8\$1\$/);
  expect(await passwordFits('correct horse e\u0301', hash)).toBe(true);
  expect(await passwordFits('correct horse', hash)).toBe(false);
  expect(await passwordFits('', null)).toBe(false);
});

describe('accounts', () => {
  let accounts: Accounts;
  let now: number;
  beforeEach(async () => {
    now = Date.parse('2026-03-01T08:00:00Z');
    accounts = new Accounts({ store: new AccountStore(await openDatabase(':memory:')), key: 'key', now: () => new Date(now) });
  });

  it('a sign-in link works once, and only the newest one', async () => {
    const admin = await accounts.firstAdmin();
    expect((await accounts.firstAdmin()).id).toBe(admin.id);
    const old = await accounts.signInLink(admin.id);
    const link = await accounts.signInLink(admin.id);
    expect(await refusal(accounts.useLink(old.secret, 'x'))).toBe('link-used');
    const both = await Promise.all([0, 1].map(() => refusal(accounts.useLink(link.secret, 'x'))));
    expect(both.sort()).toEqual(['link-used', 'no refusal']);
    const late = await accounts.signInLink(admin.id);
    now += 8 * 24 * 3_600_000;
    expect(await refusal(accounts.useLink(late.secret, 'x'))).toBe('link-used');
  });

  it('a session ends when another begins in that browser, by logging out, and in the end', async () => {
    const admin = await accounts.firstAdmin();
    const first = await accounts.openSession(admin.id, null);
    expect(await accounts.ofSession(first.secret)).toMatchObject({ kind: 'person', role: 'admin' });
    const second = await accounts.openSession(admin.id, first.secret);
    expect(await accounts.ofSession(first.secret)).toEqual({ kind: 'nobody' });
    await accounts.closeSession(second.secret);
    expect(await accounts.ofSession(second.secret)).toEqual({ kind: 'nobody' });
    const third = await accounts.openSession(admin.id, null);
    now += 13 * 24 * 3_600_000;
    expect(await accounts.ofSession(third.secret)).toMatchObject({ kind: 'person' });
    now += 15 * 24 * 3_600_000;
    expect(await accounts.ofSession(third.secret)).toEqual({ kind: 'nobody' });
  });

  it('passwords: the name does not say more than the password; many wrong ones wait; changing one ends other sessions', async () => {
    const chen = await accounts.addStaff('Ms Chen', 'instructor');
    const here = await accounts.openSession(chen.id, null);
    const there = await accounts.openSession(chen.id, null);
    const session = (await accounts.ofSession(here.secret)) as { session: string };
    await accounts.setPassword(chen.id, session.session, undefined, 'ten letters at least');
    expect(await accounts.ofSession(there.secret)).toEqual({ kind: 'nobody' });
    expect(await refusal(accounts.setPassword(chen.id, session.session, 'wrong', 'another one of those'))).toBe('wrong-password');
    expect((await accounts.login('ms chen', 'ten letters at least', 'a')).id).toBe(chen.id);
    expect(await refusal(accounts.login('Nobody', 'x', 'a'))).toBe('wrong-login');
    for (let i = 0; i < 6; i++) expect(await refusal(accounts.login('Ms Chen', `wrong ${i}`, `address ${i}`))).toBe('wrong-login');
    expect(await refusal(accounts.login('Ms Chen', 'ten letters at least', 'b'))).toBe('too-many-guesses');
    expect(await refusal(accounts.addStaff('MS CHEN', 'admin'))).toBe('name-taken');
  }, 60_000);

  it('a class behind one address may mistype often; a guesser is slowed down', async () => {
    for (let i = 0; i < 41; i++) expect(await refusal(accounts.resume(newCode(3), 'one address'))).toBe('wrong-passcode');
    expect(await refusal(accounts.resume(newCode(3), 'one address'))).toBe('too-many-guesses');
    const { person, passcode } = await accounts.addLearner({ name: 'Lin' });
    expect((await accounts.resume(passcode.toUpperCase(), 'another')).id).toBe(person);
    const next = await accounts.newPasscode(person);
    expect(await refusal(accounts.resume(passcode, 'another'))).toBe('wrong-passcode');
    expect((await accounts.resume(next, 'another')).id).toBe(person);
  });

  it('tokens: scopes, an end, and gone when removed', async () => {
    const { row, token } = await accounts.addToken('ci', ['grade'], 30);
    expect(await accounts.ofToken(token)).toEqual({ kind: 'token', name: 'ci', scopes: ['grade'] });
    expect(await accounts.ofToken(`${token}x`)).toBeNull();
    await accounts.removeToken(row.id);
    expect(await accounts.ofToken(token)).toBeNull();
    const other = await accounts.addToken('old', ['read'], 1);
    now += 24 * 3_600_000 + 1000;
    expect(await accounts.ofToken(other.token)).toBeNull();
    expect(await refusal(accounts.removeToken('no'))).toBe('unknown-token');
  });

  it('the last admin stays', async () => {
    const admin = await accounts.firstAdmin();
    expect(await refusal(accounts.removeStaff(admin.id))).toBe('last-admin');
    await accounts.addStaff('Second', 'admin');
    await accounts.removeStaff(admin.id);
    expect((await accounts.staff()).map((p) => p.name)).toEqual(['Second']);
  });
});
