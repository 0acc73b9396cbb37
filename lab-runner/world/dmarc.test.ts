import { expect, it } from 'vitest';
import { judgeDmarc, parseDmarc } from './dmarc.ts';

const zone: Record<string, string[]> = {
  '_dmarc.shop.example': ['v=DMARC1; p=reject; sp=quarantine; np=reject'],
  '_dmarc.strict.example': ['v=DMARC1; p=reject; adkim=s; aspf=s'],
  '_dmarc.try.example': ['v=DMARC1; p=reject; t=y'],
  '_dmarc.pct.example': ['v=DMARC1; p=reject; pct=0'],
  '_dmarc.two.example': ['v=DMARC1; p=reject', 'v=DMARC1; p=none'],
  '_dmarc.odd.example': ['v=spf1 -all', 'v=DMARC1; p=perhaps'],
  '_dmarc.city.example': ['v=DMARC1; p=reject; psd=y; np=quarantine'],
  '_dmarc.dept.firm.example': ['v=DMARC1; p=quarantine; psd=n'],
  '_dmarc.firm.example': ['v=DMARC1; p=reject'],
};
const names = new Set(['news.shop.example', 'strict.example', 'a.city.example', 'bakery.city.example']);
const asked: string[] = [];
const ask = {
  txt: async (name: string) => {
    asked.push(name);
    return zone[name] ?? [];
  },
  exists: async (name: string) => names.has(name),
};

it.each<[string, string, { spf?: string; dkim?: string[] }, string, string]>([
  ['nothing passes', 'shop.example', {}, 'fail', 'reject'],
  ['SPF of the domain itself', 'shop.example', { spf: 'shop.example' }, 'pass', 'reject'],
  ['SPF of a subdomain, relaxed', 'shop.example', { spf: 'bounce.shop.example' }, 'pass', 'reject'],
  ['DKIM of the domain above, relaxed', 'news.shop.example', { dkim: ['shop.example'] }, 'pass', 'reject'],
  ['DKIM of somebody else', 'shop.example', { dkim: ['mailer.example'] }, 'fail', 'reject'],
  ['a subdomain has the policy for subdomains', 'news.shop.example', {}, 'fail', 'quarantine'],
  ['one that does not exist has its own', 'invented.shop.example', {}, 'fail', 'reject'],
  ['strict alignment', 'strict.example', { spf: 'mail.strict.example', dkim: ['mail.strict.example'] }, 'fail', 'reject'],
  ['strict alignment, the very name', 'strict.example', { dkim: ['x.example', 'STRICT.example'] }, 'pass', 'reject'],
  ['a policy that is being tried', 'try.example', {}, 'fail', 'quarantine'],
  ['pct is not looked at', 'pct.example', {}, 'fail', 'reject'],
  ['two records are none', 'two.example', {}, 'none', 'none'],
  ['a policy that nobody knows', 'odd.example', {}, 'fail', 'none'],
  ['no record', 'free.example', { spf: 'free.example' }, 'none', 'none'],
  ['below a public suffix, neighbours are strangers', 'a.city.example', { spf: 'bakery.city.example' }, 'fail', 'reject'],
  ['a part that is an organization of its own', 'dept.firm.example', { dkim: ['firm.example'] }, 'fail', 'quarantine'],
])('%s', async (_what, from, passed, result, policy) => {
  expect(await judgeDmarc(from, { spf: passed.spf ?? null, dkim: passed.dkim ?? [] }, ask)).toMatchObject({ result, policy });
});

it('a long name is asked for once, then from seven labels on', async () => {
  asked.length = 0;
  await judgeDmarc('a.b.c.d.e.f.g.h.i.example', { spf: null, dkim: [] }, ask);
  expect(asked.slice(0, 3)).toEqual(['_dmarc.a.b.c.d.e.f.g.h.i.example', '_dmarc.e.f.g.h.i.example'.replace('e.', 'd.e.'), '_dmarc.e.f.g.h.i.example']);
  expect(asked).toHaveLength(8);
});

it('reads what is a DMARC record, and nothing else', () => {
  expect(parseDmarc('x.example', ['v=DMARC1;p=None ; rua=mailto:a@x.example'])?.tags.get('p')).toBe('none');
  expect(parseDmarc('x.example', ['p=reject; v=DMARC1'])).toBeNull();
  expect(parseDmarc('x.example', ['v=DMARC10; p=reject'])).toBeNull();
});
