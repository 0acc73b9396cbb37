import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { brokenInBoth, launch, person, pressCheck, screenHas, shot, tabTo, terminalHasFocus, watchFor } from './support/pages.ts';
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

test('on a tablet, in Chinese, in the dark, without a mouse: start, check, evidence, hint, solution, end', async () => {
  const context = await person(browser, { width: 820, height: 1180, theme: 'dark' });
  const page = await context.newPage();
  const focused = () => page.evaluate(() => document.activeElement?.id ?? '');
  await page.goto(`${product.url}/zh-cn/labs/hello-smtp/`);
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
  await page.locator('#workbench-start:enabled').waitFor();
  await tabTo(page, '#workbench-start');
  const prepared = await watchFor(page, '#wb-panel-title', '正在为你准备机器');
  await page.keyboard.press('Enter');
  await prepared();
  await screenHas(page, 'root@client');

  // The terminal of a lab that was just started has the focus; its way out leads to its tab.
  await terminalHasFocus(page);
  await page.keyboard.type('echo $((40+2))-这里\n');
  await screenHas(page, '42-这里');
  await page.keyboard.press('Control+Alt+Home');
  expect(await focused()).toBe('tab-client-1');
  await pressCheck(page);
  await page.locator('.task[data-task="over-tls"][data-state="fail"]').waitFor();
  await page.locator('.wb > [role=status]').getByText('检查完毕：4 项任务达成 0 项').waitFor();

  // Evidence: the heading gets the focus, our own words are Chinese, Escape leads back.
  await tabTo(page, '[data-task="two-recipients"] .wb-task-actions > button:first-child');
  await page.keyboard.press('Enter');
  await page.locator('#wb-drawer-title:focus').waitFor();
  await page.locator('.wb-transcript').getByText('收到 0 封含有').waitFor();
  await tabTo(page, '.wb-views button:last-child');
  await page.keyboard.press('Enter');
  await page.locator('.wb-diagram').getByText('收到 0 封含有').waitFor();
  const height = () => page.locator('.wb-drawer-split').getAttribute('aria-valuenow');
  const before = await height();
  await page.keyboard.press('Shift+Tab');
  await tabTo(page, '.wb-drawer-split, .wb-drawer-body');
  await page.locator('.wb-drawer-split').focus();
  await page.keyboard.press('ArrowUp');
  expect(Number(await height())).toBe(Number(before) + 3);
  expect(await brokenInBoth(page)).toEqual([]);
  await page.locator('.wb-drawer-body').focus();
  await page.keyboard.press('Escape');
  await page.locator('[data-task="two-recipients"] .wb-task-actions > button:first-child:focus').waitFor();

  // The workbench fits the window: only its parts scroll.
  expect(await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)).toBeLessThanOrEqual(0);

  // A hint says its cost first, and can be refused; nothing is taken then.
  await tabTo(page, '[data-hint="two-recipients"]');
  await page.keyboard.press('Enter');
  await page.locator('dialog').getByText('扣本任务 30 分中的 3 分').waitFor();
  expect(await brokenInBoth(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.locator('[data-hint="two-recipients"]:focus').waitFor();
  expect(await page.locator('.wb-hints').count()).toBe(0);
  await page.keyboard.press('Enter');
  await tabTo(page, 'dialog button[type=submit]');
  await page.keyboard.press('Enter');
  await page.locator('#hint-two-recipients-1:focus').waitFor();
  await shot(page, 'tablet-zh-dark');

  // Text above, terminals below; the line between them moves.
  const share = () => page.locator('#bench-split').getAttribute('aria-valuenow');
  const was = Number(await share());
  expect(await page.locator('#bench-split').getAttribute('aria-orientation')).toBe('horizontal');
  await tabTo(page, '#bench-split');
  await page.keyboard.press('ArrowDown');
  expect(Number(await share())).toBe(was + 3);

  // A solution ends scoring, after a question.
  await page.locator('#bench-bar button').first().focus();
  await page.keyboard.press('Enter');
  await tabTo(page, 'dialog button[type=submit]');
  await page.keyboard.press('Enter');
  await page.locator('#wb-drawer-title:focus').getByText('解法').waitFor();
  await page.getByText('这次尝试不再计分').waitFor();
  expect(await brokenInBoth(page)).toEqual([]);

  await page.locator('#bench-bar').getByRole('button', { name: '结束实验' }).focus();
  await page.keyboard.press('Enter');
  await tabTo(page, 'dialog button[type=submit]');
  await page.keyboard.press('Enter');
  await page.locator('#workbench-start:focus').waitFor();
  await context.close();
});
