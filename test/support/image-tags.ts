import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const file = join(resolve(import.meta.dirname, '../..'), '.postlab/test/images.json');

/** Tag of one of our images, as `npm test -- images` built it. */
export function tagOf(name: string): string {
  if (!existsSync(file)) throw new Error(`${file} should name the built images; run "npm test -- images" first.`);
  const tag = (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>)[name];
  if (!tag) throw new Error(`${file} should name the image "${name}"; run "npm test -- images" again.`);
  return tag;
}
