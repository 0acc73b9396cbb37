import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, patient, person } from './support/pages.ts';
import { type Served, servePlain } from './support/site.ts';

const lesson = '/foundations/what-is-a-mail-server/';
let site: Served;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([servePlain(), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const background = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => getComputedStyle(element).backgroundColor);

test.each(['', '/zh-cn'])('on paper, also from the dark theme: ink on white, answers open, no line cut off, nothing to press (%s/)', async (language) => {
  const context = await person(browser, { width: 760, height: 1000, theme: 'dark' });
  const page = await context.newPage();
  await page.goto(site.url + language + lesson);
  expect(await background(page, 'body')).not.toBe('rgb(255, 255, 255)');
  await page.emulateMedia({ media: 'print' });
  expect([await background(page, 'body'), await background(page, '.worked pre')]).toEqual(['rgb(255, 255, 255)', 'rgb(255, 255, 255)']);
  expect(await page.locator('.worked pre').evaluateAll((all) => all.filter((pre) => pre.scrollWidth > pre.clientWidth).length)).toBe(0);
  expect(
    await page
      .locator('.check-yourself details > div')
      .evaluateAll((all) => all.filter((answer) => !answer.checkVisibility({ contentVisibilityAuto: true })).length),
  ).toBe(0);
  for (const selector of ['nav.sidebar', '.right-sidebar-container', '.lesson-end', '.pagination-links', '.quiz button', '[data-open-modal]'])
    expect([selector, await page.locator(selector).evaluateAll((all) => all.filter((element) => element.checkVisibility()).length)]).toEqual([selector, 0]);
  const pdf = await page.pdf({ format: 'A4' });
  expect(pdf.length).toBeGreaterThan(50_000);
  await context.close();
});

test('who asks for less motion gets none', async () => {
  const context = await patient(await browser.newContext({ reducedMotion: 'reduce' }));
  const page = await context.newPage();
  for (const path of ['/', lesson, '/labs/']) {
    await page.goto(site.url + path);
    const moving = await page.evaluate(() => {
      const styles = [...document.querySelectorAll('*')].map((element) => getComputedStyle(element));
      return {
        animations: document.getAnimations().length,
        durations: styles.filter(
          (style) => style.animationName !== 'none' || (style.transitionProperty !== 'none' && !/^(0s(, )?)+$/.test(style.transitionDuration)),
        ).length,
        smooth: styles.filter((style) => style.scrollBehavior === 'smooth').length,
      };
    });
    expect([path, moving]).toEqual([path, { animations: 0, durations: 0, smooth: 0 }]);
  }
  await context.close();
});
