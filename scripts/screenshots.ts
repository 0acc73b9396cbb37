/**
 * `npm run screenshots [-- word…]`: pictures of every page whose address holds one of the words, at three widths, in both themes
 * and both languages, in `.postlab/screenshots`. For looking at, not for comparing.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { messageOf } from '../lab-runner/errors.ts';
import { builtPages } from '../test/support/built.ts';
import { launch, person, type Theme } from '../test/support/pages.ts';
import { root, serveWithRunner } from '../test/support/site.ts';
import { ensureBrowser } from './browser-setup.ts';
import { buildSite } from './build-site.ts';

const widths = [390, 820, 1440];
const themes: Theme[] = ['light', 'dark'];
/** Chromium draws no picture higher than this. */
const highest = 16_000;
const folder = join(root, '.postlab', 'screenshots');

/** Down to the end and back, so that everything that waits to be seen has come. */
async function settle(page: Page): Promise<number> {
  const height = await page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {
      scrollTo(0, y);
      await new Promise((done) => requestAnimationFrame(done));
    }
    scrollTo(0, 0);
    return document.documentElement.scrollHeight;
  });
  await page.waitForFunction(() => [...document.querySelectorAll('astro-island[ssr]')].every((island) => island.getAttribute('client') === 'only'));
  return height;
}

async function take(browser: Browser, url: string, paths: string[], width: number, theme: Theme): Promise<number> {
  const context = await person(browser, { width, height: 900, theme });
  const page = await context.newPage();
  let taken = 0;
  for (const path of paths) {
    await page.goto(url + path);
    const height = await settle(page);
    const name =
      path
        .replace(/^\/(zh-cn\/)?/, '')
        .replace(/\/$|\.html$/, '')
        .replaceAll('/', '.') || 'home';
    const file = join(folder, `${name}.${path.startsWith('/zh-cn/') ? 'zh-cn' : 'en'}.${width}.${theme}.png`);
    await page.screenshot({
      path: file,
      fullPage: height <= highest,
      ...(height > highest && { clip: { x: 0, y: 0, width, height: highest }, fullPage: true }),
    });
    taken++;
  }
  await context.close();
  return taken;
}

const words = process.argv.slice(2);
try {
  await buildSite(root, () => undefined);
  const missing = await ensureBrowser((line) => console.log(line));
  if (missing) throw new Error(missing);
  const paths = builtPages()
    .map(({ path }) => path)
    .filter((path) => words.length === 0 || words.some((word) => path.includes(word)));
  if (paths.length === 0)
    throw new Error(`expected a part of an address, such as "foundations" or "zh-cn/labs"; no page's address holds ${words.join(' or ')}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const [browser, site] = await Promise.all([launch(), serveWithRunner()]);
  const begun = performance.now();
  const counts = await Promise.all(
    themes.map(async (theme) => {
      let taken = 0;
      for (const width of widths) taken += await take(browser, site.url, paths, width, theme);
      return taken;
    }),
  );
  await browser.close();
  await site.close();
  console.log(`${counts.reduce((sum, n) => sum + n, 0)} pictures of ${paths.length} pages in ${Math.round((performance.now() - begun) / 1000)} s: ${folder}`);
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
