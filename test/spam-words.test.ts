import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../lab-runner/commands/running-server.ts';
import { type Kind, type Tongue, text } from '../labs/spam-filter/checks.ts';

/** The program of the host's script that writes what people have sorted. */
const script = readFileSync(join(root, 'labs/spam-filter/before-boot/mx.sh'), 'utf8');
const program = /<<'PY'\n([\s\S]*?)\nPY\n/.exec(script)?.[1] ?? '';

/** The words of 80 messages of each kind, as the host has them. */
function corpus(seed: string): Record<Kind, string[][]> {
  const folder = mkdtempSync(join(tmpdir(), 'postlab-corpus-'));
  try {
    for (const kind of ['spam', 'ham']) mkdirSync(join(folder, kind));
    const env = { ...process.env, PYTHONUTF8: '1', LAB_WORDS: seed, LAB_USER: 'ann', LAB_DOMAIN: 'k3f9.test' };
    execFileSync('python3', ['-c', program.replaceAll('/srv/corpus', folder)], { env });
    const read = (kind: Kind) =>
      readdirSync(join(folder, kind)).map((name) => (readFileSync(join(folder, kind, name), 'utf8').split('\r\n\r\n')[1] ?? '').trim().split(/\s+/));
    return { spam: read('spam'), ham: read('ham') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The plainest Bayes: logarithms of how often a word was in either heap. */
function bayes(heaps: Record<Kind, string[][]>): (message: string) => number {
  const often = (kind: Kind, word: string) => (heaps[kind].filter((words) => words.includes(word)).length + 1) / (heaps[kind].length + 2);
  const weights = new Map([...new Set(Object.values(heaps).flat(2))].map((word) => [word, Math.log(often('spam', word) / often('ham', word))]));
  return (message) => [...new Set(message.split(/\s+/))].reduce((sum, word) => sum + (weights.get(word) ?? 0), 0);
}

/** Nonces that are the same at every run of this test. */
function nonces(seed: string): () => string {
  let n = 0;
  return () => createHash('sha256').update(`${seed} ${n++}`).digest('hex');
}

const cases = (['spam', 'ham'] as const).flatMap((kind) => (['en', 'zh'] as const).map((tongue) => ({ kind, tongue })));
const seeds = Array.from({ length: 10 }, (_, i) => `seed-${i}`);

test('a plain Bayes that has read the corpus is never near a mistake', () => {
  for (const seed of seeds) {
    const score = bayes(corpus(seed));
    const nonce = nonces(seed);
    for (const { kind, tongue } of cases)
      for (let i = 0; i < 30; i++) {
        const message = text(nonce, seed, kind, tongue);
        expect(kind === 'spam' ? score(message) : -score(message), `${seed}: ${kind} ${message}`).toBeGreaterThan(20);
      }
  }
});

test('what has learnt at another sandbox is of no use', () => {
  const score = bayes(corpus('another'));
  for (const seed of seeds) {
    const nonce = nonces(seed);
    const wrong = (kind: Kind, tongue: Tongue) =>
      Array.from({ length: 30 }, () => score(text(nonce, seed, kind, tongue))).filter((s) => (kind === 'spam') !== s > 0).length;
    // Six of sixty spam messages may be missed, and one of forty good ones may be in Junk.
    const missed = wrong('spam', 'en') + wrong('spam', 'zh');
    const junked = wrong('ham', 'en') + wrong('ham', 'zh');
    expect([seed, missed > 6 || junked > 1]).toEqual([seed, true]);
  }
});
