import type { Browser, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { alive, brokenInBoth, launch, person } from './support/pages.ts';
import { type Served, servePlain, serveWithRunner } from './support/site.ts';

const lesson = '/foundations/what-is-a-mail-server/';
let runner: Awaited<ReturnType<typeof serveWithRunner>>;
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

async function toEnd(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await alive(page, '.lesson-end');
}

test('feedback: written without a cookie, counted from five on, read by the instructor, deleted by its writer', async () => {
  const context = await person(browser);
  const page = await context.newPage();
  // A learner with a cookie: it must not go along.
  await page.goto(runner.url);
  await page.evaluate(async () =>
    fetch('/api/lessons/progress', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ lessons: { S01: { readAt: '2026-11-25T08:00:00.000Z', best: null, passedAt: null } } }),
    }),
  );
  expect(await context.cookies()).toHaveLength(1);
  // Each is asked for at once and waited for later: the browser tells the headers of a request after its answer, sometimes.
  const cookies: Promise<string | undefined>[] = [];
  const note = (request: Request) => {
    if (/\/api\/.*feedback/.test(request.url())) cookies.push(request.allHeaders().then((headers) => headers['cookie']));
  };
  page.on('request', note);

  await toEnd(page, runner.url + lesson);
  await page.getByText('Numbers are shown from 5 answers on.').waitFor();
  await page.getByRole('radio', { name: '4 well', exact: true }).check();
  await page.locator('.feedback-unclear input').first().check();
  await page.getByLabel('What was missing, wrong or good?').fill('Say <b>more</b> about bounces.');
  expect(await brokenInBoth(page)).toEqual([]);
  await page.getByRole('button', { name: 'Send anonymously' }).click();
  await page.getByText('Thank you. Your answer is kept.').waitFor();
  page.off('request', note);
  expect(cookies.length).toBeGreaterThan(1);
  expect(new Set(await Promise.all(cookies))).toEqual(new Set([undefined]));

  // Four more; from the fifth answer on everybody sees the numbers, in Chinese, too.
  const give = { language: 'zh-cn', rating: 5, unclear: [], text: '' };
  for (let i = 0; i < 4; i++)
    await page.evaluate(async (body) => {
      const headers = { 'content-type': 'application/json' };
      await fetch('/api/lessons/S02/feedback', { method: 'POST', headers, body: JSON.stringify(body) });
    }, give);
  await toEnd(page, `${runner.url}/zh-cn${lesson}`);
  await page.getByText('已有 5 位读者反馈，平均 4.8 分（满分 5 分）。').waitFor();

  const desk = await (await person(browser)).newPage();
  await desk.goto(await runner.teach());
  await desk.getByText('Say <b>more</b> about bounces.').waitFor();
  await desk.getByText('5 answers, mean 4.8 of 5').waitFor();
  expect(await brokenInBoth(desk)).toEqual([]);

  await page.getByRole('button', { name: '删除我的反馈' }).click();
  await page.getByText('你的反馈已经删除').waitFor();
  await page.getByText('满 5 份反馈才显示统计。').waitFor();
  expect(await page.evaluate(() => localStorage.getItem('postlab.feedback.S02'))).toBeNull();
  await desk.reload();
  await desk.getByText('4 answers, mean 5.0 of 5').waitFor();
  expect(await desk.getByText('about bounces').count()).toBe(0);
  await desk.context().close();
  await context.close();
});

test('as plain files the form says what it needs, and nothing can be sent', async () => {
  const context = await person(browser);
  const page = await context.newPage();
  for (const [language, says] of [
    ['', 'Feedback needs a lab runner'],
    ['/zh-cn', '提交反馈需要实验服务'],
  ]) {
    await toEnd(page, plain.url + language + lesson);
    await page.getByText(says as string).waitFor();
    expect(await page.locator('.feedback-rating input').first().isDisabled()).toBe(true);
    expect(await page.locator('.feedback button[type=submit]').count()).toBe(0);
    expect(await brokenInBoth(page)).toEqual([]);
  }
  await context.close();
});
