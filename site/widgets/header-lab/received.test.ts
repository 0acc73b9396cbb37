import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fieldsOf, parseReceived, pathOf } from './received.ts';

const recording = (name: string): string =>
  readFileSync(new URL(`../../../docs/runs/${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .slice(1)
    .join('\n');

test('reads the forms that servers write', () => {
  expect(
    parseReceived(
      'from mail.k3f9.test (mail.k3f9.test [198.51.100.10]) by mx1.haibo.example (Postfix) with ESMTPS id 6A4 for <w@h.example>; Wed, 25 Nov 2026 01:46:39 +0100 (CET)',
    ),
  ).toEqual({
    from: { said: 'mail.k3f9.test', name: 'mail.k3f9.test', ip: '198.51.100.10' },
    by: 'mx1.haibo.example',
    with: 'ESMTPS',
    id: '6A4',
    at: Date.UTC(2026, 10, 25, 0, 46, 39) / 1000,
  });
  expect(parseReceived('by mx.post.example (Postfix) id 9DB; Wed, 25 Nov 2026 00:23:16 +0000 (UTC)')).toMatchObject({
    from: null,
    by: 'mx.post.example',
    id: '9DB',
  });
  expect(parseReceived('from [192.0.2.7] (unknown [IPv6:2001:db8::7]) by a.test with HTTP; nonsense')).toMatchObject({
    from: { said: '[192.0.2.7]', name: null, ip: '2001:db8::7' },
    at: null,
  });
});

test('unfolds, keeps the order, and stops at the first empty line', () => {
  expect(fieldsOf('A: 1\r\n 2\nB:3\n\nC: 4')).toEqual([
    { name: 'A', value: '1 2' },
    { name: 'B', value: '3' },
  ]);
});

describe('the recorded messages', () => {
  test('an honest path: each handed over to the next, and the border where the sender came in', () => {
    const path = pathOf(recording('S02/raw/stored'), 'haibo.example');
    expect(path.map((hop) => hop.by)).toEqual(['mx1.haibo.example', 'mx1.haibo.example', 'mail.k3f9.test']);
    expect(path.map((hop) => hop.ours)).toEqual([true, true, false]);
    expect(path[1]?.findings).toEqual(['border']);
    expect(path[2]?.findings).toEqual(['claim']);
    expect(path.every((hop) => hop.delay === null || Math.abs(hop.delay) <= 2)).toBe(true);
  });

  test('the forgery: our name below the border is not ours', () => {
    const path = pathOf(recording('B2/raw/forged'), 'haibo.example');
    expect(path.map((hop) => hop.ours)).toEqual([true, true, false, false]);
    expect(path[1]?.findings).toContain('border');
    expect(path[1]?.findings).toContain('helo-differs');
    expect(path[1]?.from?.ip).toBe('192.0.2.66');
    expect(path[2]?.findings).toContain('own-name');
  });
});

test('time that runs back, long waits and gaps are named', () => {
  const text = [
    'Received: from b.test (b.test [192.0.2.2]) by c.test; Wed, 25 Nov 2026 00:00:00 +0000',
    'Received: from a.test (a.test [192.0.2.1]) by b.test; Wed, 25 Nov 2026 00:05:00 +0000',
    'Received: from x.test by z.test; Tue, 24 Nov 2026 22:00:00 +0000',
    'Received: from y.test',
  ].join('\n');
  const path = pathOf(text, 'c.test');
  expect(path.map((hop) => hop.delay)).toEqual([-300, 7500, null, null]);
  expect(path[0]?.findings).toEqual(['border', 'backwards']);
  expect(path[1]?.findings).toEqual(['claim', 'break', 'slow']);
  expect(path[3]?.findings).toEqual(['claim', 'no-by', 'no-date']);
  expect(pathOf('', 'c.test')).toEqual([]);
});
