import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import { launch, patient, person, screenHas, shot } from './support/pages.ts';
import { Product } from './support/product.ts';

let product: Product;
let browser: Browser;

beforeAll(async () => {
  product = await Product.start();
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await product?.down();
});

test('a learner starts hello-smtp, types a delivery in the terminal, fails one task with evidence, and finds all again after a reload and a killed server', async () => {
  const context = await person(browser);
  const page = await context.newPage();
  await page.goto(`${product.url}/labs/hello-smtp/`);
  await page.getByRole('button', { name: 'Start lab' }).click();
  await page.getByRole('tab', { name: 'client' }).waitFor();
  await screenHas(page, 'root@client');
  const value = (name: string) => page.locator(`[data-parameter="${name}"]`).first().textContent();
  const [peer, first, second, code] = [await value('peer'), await value('first'), await value('second'), await value('firstCode')];
  await page.locator('.xterm').click();
  await page.keyboard.type(
    `swaks --server mx.${peer} --from a@client.test --to ${first}@${peer},${second}@${peer} --data "Subject: x\\n\\n${code}\\n" | tail -3; echo done-$((6*7))\n`,
  );
  // Not a word of the command itself, which stands on the screen before it has run, nor one that a drawn name may hold.
  await screenHas(page, 'done-42');
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.locator('.task[data-task="two-recipients"][data-state="pass"]').waitFor();
  await page.locator('.task[data-task="chinese-subject"][data-state="fail"]').waitFor();
  await page
    .locator('[data-task="two-recipients"]')
    .getByRole('button', { name: /^Evidence/ })
    .click();
  await page.locator('.wb-transcript li.deciding').first().waitFor();
  await page
    .locator('.wb-score')
    .filter({ hasText: /30 ?\/ ?100/ })
    .waitFor();
  await shot(page, 'workbench');

  await page.reload();
  await screenHas(page, 'done-42');

  await product.kill('SIGKILL');
  await product.up();
  await page.reload();
  await screenHas(page, 'done-42');
  await page.locator('.task[data-task="two-recipients"][data-state="pass"]').waitFor();

  // A page that was loaded while nobody answered finds the sandbox as soon as somebody does.
  let silent = true;
  await page.route('**/api/attempts', (route) => (silent ? route.abort() : route.continue()));
  await page.reload();
  await page.getByRole('button', { name: 'Start lab' }).waitFor();
  silent = false;
  await screenHas(page, 'done-42');
  await page.unroute('**/api/attempts');

  // Somebody else's browser sees nothing of it.
  const stranger = await (await patient(await browser.newContext())).newPage();
  await stranger.goto(`${product.url}/labs/hello-smtp/`);
  await stranger.getByRole('button', { name: 'Start lab' }).waitFor();

  await page.getByRole('button', { name: 'End lab' }).click();
  await page.getByRole('button', { name: 'End it' }).click();
  await page.getByRole('button', { name: 'Start lab' }).waitFor();
  await context.close();
});
