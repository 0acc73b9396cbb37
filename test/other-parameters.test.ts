import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Catalogue, type Lab, loadCatalogue } from '../lab-runner/catalogue/catalogue.ts';
import { root } from '../lab-runner/commands/running-server.ts';
import { deriveParameters } from '../lab-runner/contract/parameters.ts';

/** A second attempt, and a neighbour, has other values in every lab; the same seed has the same. */
const slugs = readdirSync(join(root, 'labs'), { withFileTypes: true })
  .filter((e) => e.isDirectory())
  .map((e) => e.name);
let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await loadCatalogue(join(root, 'labs'), new Set(readdirSync(join(root, 'images'))));
});

const seeds = Array.from({ length: 12 }, (_, i) => `seed-${i}`);
const drawn = (lab: Lab, seed: string, secret = 'secret') => deriveParameters(secret, lab.slug, seed, lab.definition.parameters, {});

describe.each(slugs)('%s', (slug) => {
  test('the same seed, secret and lab: the same values', () => {
    const lab = catalogue.labs.get(slug) as Lab;
    expect(drawn(lab, 'a')).toEqual(drawn(lab, 'a'));
  });

  test('another seed, or the same one elsewhere: no domain, password or token comes again', () => {
    const lab = catalogue.labs.get(slug) as Lab;
    const wide = Object.entries(lab.definition.parameters)
      .filter(([, spec]) => ['domain', 'password', 'token'].includes(spec.kind))
      .map(([name]) => name);
    // Without one of these a message of yesterday could count today.
    expect(wide.length).toBeGreaterThan(0);
    const all = [...seeds.map((seed) => drawn(lab, seed)), drawn(lab, 'seed-0', 'secret of another instance')];
    // A domain has 23 104 forms: two of thirteen may be the same by chance, three may not.
    for (const name of wide) expect(new Set(all.map((p) => p[name])).size, name).toBeGreaterThanOrEqual(all.length - 1);
  });

  test('every other drawn value varies', () => {
    const lab = catalogue.labs.get(slug) as Lab;
    const all = Array.from({ length: 60 }, (_, i) => drawn(lab, `many-${i}`));
    for (const [name, spec] of Object.entries(lab.definition.parameters)) {
      const most = spec.kind === 'choice' ? spec.of.length : spec.kind === 'int' ? spec.max - spec.min + 1 : 2;
      if (most > 1 && spec.kind !== 'text') expect([name, new Set(all.map((p) => p[name])).size]).not.toEqual([name, 1]);
    }
  });

  test('people and domains of one attempt are told apart by any search, and no value needs quoting', () => {
    const { definition } = catalogue.labs.get(slug) as Lab;
    const kindOf = (name: string) => definition.parameters[name]?.kind ?? '';
    const wrong = Array.from({ length: 100 }, (_, i) => Object.entries(drawn(catalogue.labs.get(slug) as Lab, `apart-${i}`))).flatMap((values) => {
      const named = values.filter(([name]) => ['user', 'domain'].includes(kindOf(name)));
      return [
        ...values.filter(([, value]) => /^-|[\s'"`$\\*?[\]|;&<>]/.test(value) || value === ''),
        // A login that is part of another (an, ann) would be found by whoever looks for the first.
        ...named.filter(([a, one]) => named.some(([b, other]) => a !== b && other.includes(one))),
        // A chosen address or folder that is somebody's login, too, would be one mailbox for two.
        ...values.filter(([name, value]) => kindOf(name) === 'choice' && named.some(([, other]) => other === value)),
      ];
    });
    expect(wrong).toEqual([]);
  }, 30_000);
});
