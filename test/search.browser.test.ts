import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { brokenInBoth, launch, patient, person } from './support/pages.ts';
import { type Served, servePlain, serveWithRunner } from './support/site.ts';

let runner: Served;
let plain: Served;
let browser: Browser;

beforeAll(async () => {
  [runner, plain, browser] = await Promise.all([serveWithRunner(), servePlain(), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await runner?.close();
  await plain?.close();
});

test.each([
  ['en', '/', 'enhanced status code', 'Common problems', '/operations/common-problems/', /^\d+ pages? for “enhanced status code”$/],
  ['en', '/course/', 'backscatter', 'Bounces, DSNs, queues, backscatter', '/operations/bounces-and-queues/', /^\d+ pages? for “backscatter”$/],
  ['zh-cn', '/zh-cn/', '信封发件人', '邮件服务器的概念', '/zh-cn/foundations/what-is-a-mail-server/', /^“信封发件人”共 \d+ 页$/],
  ['zh-cn', '/zh-cn/labs/', '退信', '退信', '/zh-cn/operations/bounces-and-queues/', /^“退信”共 \d+ 页$/],
])('%s from %s: “%s” finds its lesson, and only pages of its language', async (language, start, query, title, address, says) => {
  const context = await person(browser);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  // In turns with the strict policy of the real server and as plain files.
  await page.goto((start.endsWith('labs/') || start === '/' ? runner : plain).url + start);
  await page.keyboard.press('Control+k');
  const dialog = page.locator('.search-dialog');
  await dialog.getByRole('searchbox').fill(query);
  await dialog.getByText(says).waitFor();
  const links = dialog.locator('a.title');
  await links.filter({ hasText: title }).first().waitFor();
  const found = await links.evaluateAll((all) => all.map((a) => new URL((a as HTMLAnchorElement).href).pathname));
  expect(found).toContain(address);
  expect(found.filter((path) => path.startsWith('/zh-cn/') !== (language === 'zh-cn'))).toEqual([]);
  expect(await dialog.locator('mark').count()).toBeGreaterThan(0);
  expect(problems).toEqual([]);
  await links.filter({ hasText: title }).first().click();
  await page.waitForURL((url) => url.pathname.startsWith(address.slice(0, 8)));
  await context.close();
});

test('with the real policy, on a phone, in both themes; what is not there is said; Escape gives the focus back', async () => {
  const context = await patient(await browser.newContext({ viewport: { width: 390, height: 844 } }));
  const strict = await context.newPage();
  await strict.goto(`${runner.url}/foundations/what-is-a-mail-server/`);
  await strict.getByRole('button', { name: 'Search' }).click();
  await strict.getByRole('searchbox').fill('maildir');
  await strict.locator('.search-dialog a.title').first().waitFor();
  expect(await strict.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  await strict.getByRole('searchbox').fill('葡萄牙');
  await strict.getByText('Nothing found for “葡萄牙”.').waitFor();
  await strict.keyboard.press('Escape');
  await strict.locator('[data-open-modal]:focus').waitFor();
  await context.close();

  const axe = await person(browser, { width: 390, height: 844 });
  const page = await axe.newPage();
  await page.goto(`${runner.url}/zh-cn/course/`);
  await page.getByRole('button', { name: '搜索' }).click();
  await page.getByRole('searchbox').fill('队列');
  await page.locator('.search-dialog a.title').first().waitFor();
  expect(await brokenInBoth(page)).toEqual([]);
  await axe.close();
});
