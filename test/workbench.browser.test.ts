import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBrowser } from '../scripts/browser-setup.ts';
import { Product } from './support/product.ts';

const root = resolve(import.meta.dirname, '..');
const shots = join(root, '.postlab/test/shots');
const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
let product: Product;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  product = await Product.start();
  browser = await chromium.launch({
    executablePath: findBrowser() as string,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
});
afterAll(async () => {
  await browser?.close();
  await product?.down();
});

/** Rules of WCAG that a page breaks, in words. */
async function broken(page: Page): Promise<string[]> {
  // The pages' own policy forbids foreign inline scripts: axe goes in through the debugger.
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setBypassCSP', { enabled: true });
  await page.reload();
  await page.addScriptTag({ path: axeFile });
  return page.evaluate(async () => {
    const axe = (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe;
    return (await axe.run()).violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(' | ')}`);
  });
}

test('every page of the sidebar and the course map answers, in both languages', async () => {
  const page = await browser.newPage();
  const seen = new Set<string>();
  for (const start of [
    '/',
    '/zh-cn/',
    '/course/',
    '/zh-cn/course/',
    '/labs/',
    '/zh-cn/labs/',
    '/progress/',
    '/how-we-grade/',
    '/labs/hello-smtp/',
    '/zh-cn/labs/hello-smtp/',
  ]) {
    await page.goto(product.url + start);
    for (const href of await page.$$eval('a[href^="/"]', (links) => links.map((a) => a.getAttribute('href') ?? ''))) seen.add(href.split('#')[0] as string);
  }
  const bad: string[] = [];
  for (const path of seen) {
    const response = await fetch(product.url + path);
    if (!response.ok) bad.push(`${path}: ${response.status}`);
  }
  expect(seen.size).toBeGreaterThan(10);
  expect(bad).toEqual([]);
  await page.close();
});

test.each(['/', '/zh-cn/', '/course/', '/labs/', '/progress/', '/how-we-grade/', '/labs/hello-smtp/', '/zh-cn/labs/fault-sasl-socket/'])(
  'axe finds nothing on %s',
  async (path) => {
    const page = await browser.newPage();
    await page.goto(product.url + path);
    expect(await broken(page)).toEqual([]);
    await page.close();
  },
);

test('a learner starts hello-smtp, types a delivery in the terminal, fails one task with evidence, and finds all again after a reload and a killed server', async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${product.url}/labs/hello-smtp/`);
  await page.getByRole('button', { name: 'Start lab' }).click();
  await page.getByRole('tab', { name: 'client' }).waitFor({ timeout: 120_000 });
  await page.waitForFunction(() => document.querySelector('.xterm-rows')?.textContent?.includes('root@client'), null, { timeout: 60_000 });
  const value = (name: string) => page.locator(`[data-parameter="${name}"]`).first().textContent();
  const [peer, first, second, code] = [await value('peer'), await value('first'), await value('second'), await value('firstCode')];
  await page.locator('.xterm').click();
  await page.keyboard.type(
    `swaks --server mx.${peer} --from a@client.test --to ${first}@${peer},${second}@${peer} --data "Subject: x\\n\\n${code}\\n" | tail -3; echo done-${'typing'}\n`,
  );
  await page.waitForFunction(() => document.querySelector('.xterm-rows')?.textContent?.includes('221'), null, { timeout: 60_000 });
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.locator('.task[data-task="two-recipients"][data-state="pass"]').waitFor({ timeout: 60_000 });
  await page.locator('.task[data-task="chinese-subject"][data-state="fail"]').waitFor();
  await page
    .locator('[data-task="two-recipients"]')
    .getByRole('button', { name: /^Evidence/ })
    .click();
  expect(await page.locator('.wb-transcript li.deciding').count()).toBeGreaterThan(0);
  expect(await page.locator('.wb-score').textContent()).toMatch(/30 ?\/ ?100/);
  await page.screenshot({ path: join(shots, 'workbench.png') });

  await page.reload();
  await page.waitForFunction(() => document.querySelector('.xterm-rows')?.textContent?.includes('done-typing'), null, { timeout: 60_000 });

  await product.kill('SIGKILL');
  await product.up();
  await page.reload();
  await page.waitForFunction(() => document.querySelector('.xterm-rows')?.textContent?.includes('done-typing'), null, { timeout: 60_000 });
  await page.locator('.task[data-task="two-recipients"][data-state="pass"]').waitFor();

  // Somebody else's browser sees nothing of it.
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(`${product.url}/labs/hello-smtp/`);
  await stranger.getByRole('button', { name: 'Start lab' }).waitFor();

  await page.getByRole('button', { name: 'End lab' }).click();
  await page.getByRole('button', { name: 'End it' }).click();
  await page.getByRole('button', { name: 'Start lab' }).waitFor({ timeout: 60_000 });
  await context.close();
});
