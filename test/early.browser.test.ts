import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, person } from './support/pages.ts';
import { type Served, servePlain } from './support/site.ts';

let plain: Served;
let browser: Browser;

beforeAll(async () => {
  [plain, browser] = await Promise.all([servePlain(), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await plain?.close();
});

/** A page whose islands' code does not come until it is released: a slow line, made exact. `close` lets go of what may still be asked for. */
async function slowPage(path: string): Promise<{ page: Page; release: () => void; close: () => Promise<void> }> {
  const page = await (await person(browser)).newPage();
  let release: () => void = () => undefined;
  const released = new Promise<void>((done) => {
    release = done;
  });
  // Preact's own pieces: every island waits for them, the page's own scripts do not.
  await page.route(/\/_astro\/(client|hooks|preact)\.[^/]*\.js$/, async (route) => {
    await released;
    await route.fallback();
  });
  await page.goto(plain.url + path, { waitUntil: 'domcontentloaded' });
  await page.waitForFunction(() => document.readyState !== 'loading');
  const close = async () => {
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.context().close();
  };
  return { page, release, close };
}

test('what is pressed and typed before an island is alive is done when it is', async () => {
  const { page, release, close } = await slowPage('/operations/common-problems/');
  const widget = page.locator('.dd');
  await widget.scrollIntoViewIfNeeded();
  await widget.locator('textarea').fill('550 5.1.1 no such user');
  expect(await page.locator('astro-island[ssr] .dd').count()).toBe(1);
  release();
  // Still in sight, whatever has grown above it: an island out of sight sleeps on.
  await widget.scrollIntoViewIfNeeded();
  await widget.locator('dl.dd-code').getByText('5', { exact: true }).first().waitFor();
  expect(await widget.locator('textarea').inputValue()).toBe('550 5.1.1 no such user');

  const quiz = await slowPage('/foundations/what-is-a-mail-server/');
  const question = quiz.page
    .locator('.quiz li')
    .filter({ has: quiz.page.locator('input[type=radio]') })
    .first();
  await question.scrollIntoViewIfNeeded();
  await question.locator('input[type=radio]').first().click();
  expect(await quiz.page.locator('astro-island[ssr] .quiz').count()).toBe(1);
  quiz.release();
  // Chosen already: the answer can be given.
  await question.getByRole('button', { name: 'Answer' }).click();
  await quiz.page.locator('.quiz-score').getByText('to go').waitFor();
  await quiz.page.locator('.quiz').getByRole('button', { name: 'Start over' }).waitFor();
  await close();
  await quiz.close();
});

test('Start, pressed in the first moment, starts: here it says that nobody is there to start it', async () => {
  const { page, release, close } = await slowPage('/labs/hello-smtp/');
  await page.locator('#workbench-start').click();
  expect(await page.locator('astro-island[ssr] #workbench-start').count()).toBe(1);
  release();
  await page.locator('.wb-notices .not').waitFor();
  await close();
});

test('a page that lost one of its scripts on the way is loaded again, once', async () => {
  const page = await (await person(browser)).newPage();
  let asked = 0;
  let lost = 1;
  // Every script of the page's own: the first `lost` requests are dropped, as a browser does when the machine's network changes.
  await page.route(/\/_astro\/[^/]*\.js$/, (route) => (asked++ < lost ? route.abort('failed') : route.fallback()));
  await page.goto(`${plain.url}/labs/hello-smtp/`);
  await page.waitForFunction(() => performance.getEntriesByType('navigation').some((entry) => (entry as PerformanceNavigationTiming).type === 'reload'));
  // Alive: it has found out that nobody is there to start a lab.
  await page.locator('#workbench-start:disabled').waitFor();
  let loads = 0;
  page.on('load', () => loads++);
  lost = Number.POSITIVE_INFINITY;
  await page.reload();
  await page.waitForTimeout(2_000);
  expect(loads).toBe(1);
  await page.context().close();
});
