import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { agree, groups, readList, unknown } from './model.ts';

test('sizes and code points of RFC 10024 and RFC 8446', () => {
  const of = (id: string) => groups.find((group) => group.id === id);
  expect(of('X25519MLKEM768')).toMatchObject({ code: 4588, client: 1216, server: 1120, quantumSafe: true });
  expect(of('SecP256r1MLKEM768')).toMatchObject({ code: 4587, client: 1249, server: 1153 });
  expect(of('SecP384r1MLKEM1024')).toMatchObject({ code: 4589, client: 1665, server: 1665 });
  expect(of('x25519')).toMatchObject({ code: 29, client: 32, server: 32, quantumSafe: false });
  expect(of('secp256r1')).toMatchObject({ code: 23, client: 65 });
});

const openssl = { supports: ['X25519MLKEM768', 'x25519', 'secp256r1', 'x448', 'secp384r1'], shares: ['X25519MLKEM768', 'x25519'] };
test('the server’s order decides among what the client supports', () => {
  expect(agree(openssl, ['X25519MLKEM768', 'x25519'])).toMatchObject({
    group: { id: 'X25519MLKEM768' },
    retry: false,
    clientOctets: 1256,
    serverOctets: 1124,
    oneSegment: false,
  });
  expect(agree(openssl, ['x25519', 'X25519MLKEM768'])).toMatchObject({ group: { id: 'x25519' }, retry: false });
  expect(agree(openssl, ['secp384r1'])).toMatchObject({ group: { id: 'secp384r1' }, retry: true, clientOctets: 1256 + 101 });
  expect(agree({ supports: ['x25519'], shares: ['x25519'] }, ['X25519MLKEM768', 'x25519'])).toMatchObject({ group: { id: 'x25519' }, oneSegment: true });
  expect(agree({ supports: ['x25519'], shares: ['x25519'] }, ['X25519MLKEM768'])).toBeNull();
  // A share for a group that is not in the list of supported ones does not count.
  expect(agree({ supports: ['secp256r1'], shares: ['x25519'] }, ['secp256r1'])).toMatchObject({ retry: true });
});

test('lists as people write them', () => {
  expect(readList('?*X25519MLKEM768 / *X25519:secp256r1, x448')).toEqual(['X25519MLKEM768', 'X25519', 'secp256r1', 'x448']);
  expect(unknown(['X25519', 'kyber'])).toEqual(['kyber']);
});

test('what the recorded servers agreed on', () => {
  const recorded = (name: string): string => readFileSync(join(import.meta.dirname, `../../../docs/runs/S17/raw/${name}.txt`), 'utf8');
  expect(recorded('dovecot')).toContain(agree(openssl, ['X25519MLKEM768', 'x25519'])?.group.id);
  expect(recorded('postfix').toLowerCase()).toContain(agree(openssl, ['x25519', 'x448'])?.group.id);
  // The hybrid answer is longer by the difference of the server's shares; a signature in DER varies by some octets.
  const read = (text: string): number => Number(/has read (\d+) bytes/.exec(text)?.[1]);
  expect(Math.abs(read(recorded('after')) - read(recorded('postfix')) - (1120 - 32))).toBeLessThan(8);
  // And the client's, against one that offers X25519 only, by its share and some names of groups.
  const written = [...recorded('after').matchAll(/written (\d+) bytes/g)].map((m) => Number(m[1])) as [number, number];
  expect(Math.abs(written[0] - written[1] - (1216 + 4))).toBeLessThan(24);
});
