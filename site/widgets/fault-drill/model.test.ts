import { describe, expect, test } from 'vitest';
import { actionIds, actions } from './actions.ts';
import { caseIds, cases } from './cases.ts';
import { board, isGone, judge, readAttempt, writeAttempt } from './model.ts';
import { blame, postmortem } from './postmortem.ts';
import { said } from './said.ts';
import { questions, walk } from './tree.ts';

describe('the recordings', () => {
  test.each(caseIds)('%s: every question was really asked', (id) => {
    for (const action of actionIds) expect(said(id, action).length).toBeGreaterThan(20);
  });
  // What the lesson claims of the recordings: the deciding words stand where the case says that they stand.
  test.each([
    ['disk-full', 'in', /452 4\.3\.1 Insufficient system storage/],
    ['disk-full', 'log', /not enough free space/],
    ['stale-resolver', 'dns', /10 mx\.haibo\.example/],
    ['stale-resolver', 'chroot', /192\.0\.2\.54/],
    ['stale-resolver', 'restart', /Mail queue is empty/],
    ['dovecot-config', 'restart', /Unknown setting: ssl_cert/],
    ['certificate-expired', 'cert', /Nov 23/],
    ['certificate-expired', 'out', /expired/],
    ['mailbox-full', 'log', /[45]\.2\.2/],
    ['mail-loop', 'log', /too many hops|mail loop|5\.4\.6/],
    ['blocklisted', 'log', /blocked using/],
  ] as const)('%s, %s', (id, action, pattern) => {
    expect(said(id, action)).toMatch(pattern);
  });
  test('a broken configuration leaves the ports open', () => {
    expect(said('dovecot-config', 'listen')).toMatch(/:993/);
    expect(said('dovecot-config', 'auth')).toMatch(/doveconf: Fatal/);
  });
});

describe('the tree', () => {
  test.each(caseIds)('reads the recorded log of %s and arrives at its cause', (id) => {
    // A client that dislikes a certificate leaves without a word: that log is silent, and the tree says so.
    expect(walk(said(id, 'log')).leaf).toBe(id === 'certificate-expired' ? 'nothing' : cases[id].cause);
  });
  test('says that it found nothing, and what to look at', () => {
    expect(walk('').leaf).toBe('nothing');
    expect(walk('postfix/qmgr[1]: 3XyZ: removed').leaf).toBe('nothing');
  });
  test('tells no answer from a refusal', () => {
    expect(walk('x: to=<a@b>, relay=none, dsn=4.4.1, status=deferred (connect to mx.b.example[192.0.2.1]:25: Connection timed out)').leaf).toBe('unreachable');
    expect(walk('x: to=<a@b>, relay=mx, dsn=5.7.1, status=bounced (host mx said: 554 5.7.1 no)').leaf).toBe('policy');
    expect(walk('x: warning: something new').leaf).toBe('unknown');
  });
  test('every question leads somewhere that exists, and none to itself', () => {
    for (const q of questions) {
      expect([q.onYes, q.onNo]).not.toContain(q.id);
      for (const answer of ['postfix: warning: x', '']) expect(walk(answer).steps.length).toBeGreaterThan(0);
    }
  });
});

describe('judging', () => {
  test('the expert of every case is right, with evidence, and within the own time', () => {
    for (const id of caseIds) {
      const outcome = judge(id, { path: cases[id].expert, named: [cases[id].cause] });
      expect(outcome).toMatchObject({ right: true, supported: true, evidenceLost: false });
      expect(outcome.diagnose).toBe(outcome.expert);
      expect(outcome.total).toBe(cases[id].detect + outcome.diagnose + cases[id].repair);
      expect(cases[id].expert.length).toBeLessThanOrEqual(6);
    }
  });
  test('a wrong name costs fifteen minutes, a guess is called one', () => {
    expect(judge('disk-full', { path: ['log'], named: ['loop', 'storage'] })).toMatchObject({
      right: true,
      diagnose: actions.log.minutes + 15,
      supported: true,
    });
    expect(judge('disk-full', { path: [], named: ['storage'] })).toMatchObject({ right: true, supported: false, evidenceLost: false });
    expect(judge('disk-full', { path: ['log'], named: [] })).toMatchObject({ right: false, diagnose: 1 });
  });
  test('restarting first takes the evidence away where it did', () => {
    const path = ['restart', 'log', 'chroot'] as const;
    expect(isGone(cases['stale-resolver'], path, 'chroot')).toBe(true);
    expect(judge('stale-resolver', { path: [...path], named: ['resolver'] })).toMatchObject({ right: true, supported: false, evidenceLost: true });
    expect(judge('stale-resolver', { path: ['chroot', 'restart'], named: ['resolver'] })).toMatchObject({ supported: true, evidenceLost: false });
    expect(isGone(cases['disk-full'], ['restart'], 'log')).toBe(false);
  });
  test('the board is a mean, and empty without cases', () => {
    expect(board([])).toBeNull();
    const a = judge('disk-full', { path: ['log'], named: ['storage'] });
    const b = judge('mail-loop', { path: ['log', 'queue'], named: ['loop'] });
    expect(board([a, b])).toMatchObject({ cases: 2, diagnose: 1.5, recovery: (a.total + b.total) / 2 });
    expect(board([a, b])?.detectShare).toBeCloseTo(160 / (a.total + b.total));
  });
});

test('an attempt survives the address', () => {
  const attempt = { path: ['log', 'restart', 'in'] as const, named: ['loop', 'storage'] as const };
  const text = writeAttempt('disk-full', { path: [...attempt.path], named: [...attempt.named] });
  expect(readAttempt(text)).toEqual({ id: 'disk-full', attempt: { path: [...attempt.path], named: [...attempt.named] }, left: 0 });
  expect(readAttempt('mail-loop')).toEqual({ id: 'mail-loop', attempt: { path: [], named: [] }, left: 0 });
  expect(readAttempt('no-such-case.a')).toBeNull();
  expect(readAttempt('mail-loop.aaz.loop-gremlins')?.left).toBe(3);
});

describe('the postmortem', () => {
  test('carries the numbers of the attempt in both languages', () => {
    const attempt = { path: ['log' as const], named: ['storage' as const] };
    expect(postmortem('disk-full', attempt, 'en')).toContain('| time to recovery | 51 |');
    expect(postmortem('disk-full', attempt, 'zh-cn')).toContain('| 恢复时间 | 51 |');
  });
  test('the skeleton itself blames nobody', () => {
    for (const id of caseIds) for (const language of ['en', 'zh-cn'] as const) expect(blame(postmortem(id, { path: [], named: [] }, language))).toEqual([]);
  });
  test.each([
    'Human error was the cause.',
    'He should have told us.',
    'We will be more careful, is more careful now',
    '网络组本应该通知我们',
    '原因是管理员疏忽',
    '今后更加细心',
  ])('finds the guilty in: %s', (text) => {
    expect(blame(text)).not.toEqual([]);
  });
});
