import { expect, test } from 'vitest';
import { domainProblem } from './domain.ts';

test('takes the domains that mail uses', () => {
  for (const good of ['haibo.example', 'a.b.c.test', 'xn--fiqs8s.example', 'K3F9.test', 'haibo.example.', ' haibo.example ', `${'a'.repeat(63)}.test`])
    expect(domainProblem(good)).toBeNull();
});

test('says what was expected and what was found', () => {
  for (const [bad, en] of [
    ['', 'found nothing'],
    ['lin@k3f9.test', 'found an address. The part after the @ is “k3f9.test”'],
    ['192.0.2.1', 'address of a machine'],
    ['[192.0.2.1]', 'address of a machine'],
    ['海博.example', 'xn--'],
    ['localhost', 'two labels'],
    ['a..b', 'found “”'],
    ['-a.test', 'found “-a”'],
    ['a_b.test', 'found “a_b”'],
    ['a b.test', 'found “a b”'],
    [`${'a'.repeat(64)}.test`, '63'],
  ] as const) {
    const problem = domainProblem(bad);
    expect(problem?.en).toContain(en);
    expect(problem?.['zh-cn']).toMatch(/\p{Script=Han}/u);
  }
});
