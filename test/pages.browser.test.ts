import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { brokenInBoth, launch, person } from './support/pages.ts';
import { Product } from './support/product.ts';

let product: Product;
let browser: Browser;

beforeAll(async () => {
  product = await Product.start({ env: { POSTLAB_POOL: '0' } });
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await product?.down();
});

test('every page of the sidebar and the course map answers, in both languages', async () => {
  const context = await person(browser);
  const page = await context.newPage();
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
  await context.close();
});

test('no page breaks a rule of WCAG in either theme, nor scrolls sideways on a phone', async () => {
  const context = await person(browser, { width: 390, height: 844 });
  const page = await context.newPage();
  const problems: string[] = [];
  for (const path of ['/', '/course/', '/labs/', '/progress/', '/how-we-grade/', '/instructor/', '/nowhere/', '/labs/hello-smtp/'])
    for (const language of ['', '/zh-cn']) {
      await page.goto(product.url + language + path);
      await page.waitForLoadState('networkidle');
      problems.push(...(await brokenInBoth(page)).map((rule) => `${language}${path} ${rule}`));
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (sideways > 0) problems.push(`${language}${path} is ${sideways} px wider than a phone`);
    }
  expect(problems).toEqual([]);
  await context.close();
});
