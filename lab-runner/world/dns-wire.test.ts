import { decode, encode } from 'dns-packet';
import { expect, test } from 'vitest';
import { answerQuery } from './dns-wire.ts';

test('a message with thousands of questions gets a short reply', async () => {
  const questions = Array.from({ length: 2_000 }, (_, n) => ({ type: 'A' as const, name: `n${n}.k3f9.test` }));
  const reply = await answerQuery(encode({ type: 'query', id: 7, flags: 0, questions }), null, 'tcp', { recursionAvailable: true });
  expect(reply?.length).toBeLessThan(100);
  expect(decode(reply as Buffer).questions).toMatchObject([{ name: 'n0.k3f9.test' }]);
});
