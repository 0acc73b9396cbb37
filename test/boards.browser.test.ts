import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { brokenInBoth, launch, person, pressCheck, screenHas, shot } from './support/pages.ts';
import { Product } from './support/product.ts';
import { solutionTyped } from './support/typed.ts';

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

/** Types a solution of the lab into the terminal, as somebody who knows it would. */
async function solve(page: Page): Promise<void> {
  const typed = await solutionTyped(page, readFileSync(resolve(import.meta.dirname, '../labs/hello-smtp/solutions/swaks.sh'), 'utf8'));
  await page.locator('.xterm').click();
  await page.keyboard.type(typed);
  await screenHas(page, 'done-42');
}

test('solved means proved; progress, the instructor’s page and the learner’s page tell the same story', async () => {
  const learner = await person(browser);
  const page = await learner.newPage();
  await page.goto(`${product.url}/labs/hello-smtp/`);
  await page.locator('#workbench-start:enabled').click();
  await screenHas(page, 'root@client');

  // Nothing done yet: the note that a check is wrong goes to the instructor with what the check had found.
  await page.locator('#workbench-check').click();
  await page.locator('.task[data-task="over-tls"][data-state="fail"]').waitFor();
  await page.getByRole('button', { name: /^This check is wrong: A second message/ }).click();
  await page.getByLabel('Your note').fill('It was <i>encrypted</i>, I saw it.');
  await page.getByRole('button', { name: 'Send the note' }).click();
  await page.getByText('The note is kept with its evidence.').waitFor();

  await solve(page);
  await pressCheck(page);
  await page.getByRole('button', { name: 'Prove it survives' }).click();
  await page.getByText('Solved. It works, and it still works after a reboot.').waitFor({ timeout: 180_000 });
  await page.locator('[data-task="over-tls"] .wb-why summary').click();
  await page.getByText('the TLS version').waitFor();
  expect(await brokenInBoth(page)).toEqual([]);

  const board = await learner.newPage();
  await board.goto(`${product.url}/progress/`);
  const row = board.locator('tr', { hasText: 'Say hello in SMTP' }).last();
  await row.getByText('✓ solved').waitFor();
  expect(await row.textContent()).toContain('100 / 100');
  await board.goto(`${product.url}/zh-cn/progress/`);
  await board.getByText('✓ 已完成').waitFor();
  expect(await brokenInBoth(board)).toEqual([]);
  await board.goto(`${product.url}/labs/`);
  await board.locator('[data-lab="hello-smtp"]').getByText('✓ solved').waitFor();

  // Without the key the instructor's page shows nothing; with the link it shows all.
  const teacher = await person(browser);
  const desk = await teacher.newPage();
  await desk.goto(`${product.url}/instructor/`);
  await desk.getByText('The sign-in link that Postlab prints when it starts').waitFor();
  await desk.goto(product.teach);
  const sandbox = desk.locator('tbody tr');
  // The state and the memory are asked of different places: each look of the page may know only one of them.
  await sandbox.filter({ hasText: /^\s*[0-9a-f]{8}\s*Say hello in SMTP\s*● ready\s*100 \/ 100\s*\d+ MiB\s*\d+ min\s*Stop\s*Reset\s*$/ }).waitFor();
  expect(desk.url()).not.toContain('link=');
  await desk.getByText('It was <i>encrypted</i>, I saw it.').waitFor();
  await desk.locator('.objection summary').click();
  await desk.locator('.objection .wb-transcript li').first().waitFor();
  expect(await brokenInBoth(desk)).toEqual([]);
  await shot(desk, 'instructor');

  await desk.getByRole('button', { name: /^Stop/ }).click();
  await desk.getByRole('button', { name: 'Not now' }).click();
  await desk.locator('button[aria-label^="Stop"]:focus').press('Enter');
  await desk.getByRole('button', { name: 'Stop them' }).click();
  await sandbox.getByText('○ stopped').waitFor();
  await page.getByText('Your instructor put your machines to sleep.').waitFor();
  await page.getByRole('button', { name: 'Wake the machines' }).click();
  await screenHas(page, 'root@client');

  await sandbox.getByText('● ready').waitFor();
  await desk.getByRole('button', { name: /^Reset/ }).click();
  await desk.getByRole('button', { name: 'Throw away and start anew' }).click();
  await page.getByText('Your former sandbox was replaced by a fresh one').waitFor();
  await screenHas(page, 'root@client');
  expect(await page.locator('.task[data-state="open"]').count()).toBe(4);
  await board.goto(`${product.url}/progress/`);
  await board.getByText('✓ solved').waitFor();
  await learner.close();
  await teacher.close();
});
