import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { alive, brokenInBoth, launch, person } from './support/pages.ts';
import { type Served, servePlain, serveWithRunner } from './support/site.ts';

const lesson = '/foundations/what-is-a-mail-server/';
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

/** As the quiz itself remembers a round. */
const quiz = (right: number, day: number) => JSON.stringify({ answers: {}, right, total: 8, at: `2026-11-${day}T08:00:00.000Z` });
const put = (page: Page, key: string, value: string) => page.evaluate(([k, v]) => localStorage.setItem(k as string, v as string), [key, value]);

async function markRead(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await alive(page, '.lesson-end');
  await page.getByRole('button', { name: /^(I have read this lesson|这一课我读完了)$/ }).click();
  await page.locator('.end-read .state-met').waitFor();
}

test('two browsers of one learner: nothing is lost whoever writes last, and forgetting forgets in both places', async () => {
  const first = await person(browser);
  const page = await first.newPage();
  await markRead(page, runner.url + lesson);
  await put(page, 'postlab.quiz.S02', quiz(8, 20));
  await page.goto(`${runner.url}/progress/`);
  await page.getByText('✓ 8 of 8').waitFor();

  // The other browser did worse, later, and has read another lesson.
  const second = await person(browser);
  await second.addCookies(await first.cookies());
  const other = await second.newPage();
  await markRead(other, `${runner.url}/zh-cn/foundations/deployment-models/`);
  await put(other, 'postlab.quiz.S02', quiz(1, 24));
  await other.goto(`${runner.url}/zh-cn/progress/`);
  await other.getByText('✓ 8 题对 8 题').waitFor();
  await other.getByText(/课中读完 2 课，通过测验 1 个/).waitFor();
  expect(await brokenInBoth(other)).toEqual([]);

  await page.reload();
  await page.getByText(/^2 of \d+ lessons read, 1 quiz passed/).waitFor();
  await page.goto(`${runner.url}/paths/`);
  await page.locator('[data-lesson="S02"]').first().getByText('✓ read · ✓ 8/8').waitFor();
  await page
    .getByText(/^So far: 2 of \d+ lessons read; quizzes passed: 1/)
    .first()
    .waitFor();
  expect(await brokenInBoth(page)).toEqual([]);

  await page.goto(`${runner.url}/progress/`);
  await page.getByRole('button', { name: 'Forget it all' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Nothing read or answered yet').waitFor();
  expect(await page.evaluate(async () => (await fetch('/api/lessons/progress')).json())).toEqual({ lessons: {} });
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => /^postlab\.(quiz|lesson)\./.test(key)))).toEqual([]);
  await first.close();
  await second.close();
});

test('as plain files the browser remembers: read, and each answer as it is given', async () => {
  const context = await person(browser);
  const page = await context.newPage();
  await markRead(page, plain.url + lesson);
  await alive(page, '.quiz-frame');
  const question = page.locator('.quiz-questions > li').filter({ has: page.locator('input[type=radio]') });
  await question.first().locator('input').first().check();
  await question.first().getByRole('button').first().click();
  const record = await page.evaluate(() => JSON.parse(localStorage.getItem('postlab.lesson.S02') ?? 'null'));
  expect(record).toMatchObject({ readAt: expect.any(String), best: { right: expect.any(Number), total: expect.any(Number) }, passedAt: null });
  await page.goto(`${plain.url}/progress/`);
  await page.getByText('Kept in this browser only: no lab runner answers.').waitFor();
  await page
    .locator('tr', { hasText: 'What a mail server is' })
    .getByText(/^[01] of \d+$/)
    .waitFor();
  await page.goto(`${plain.url}/zh-cn/paths/`);
  await page.locator('[data-lesson="S02"]').first().getByText('✓ 已读').waitFor();
  await context.close();
});
