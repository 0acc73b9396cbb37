import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { brokenInBoth, launch, person, shot } from './support/pages.ts';
import { serveWithRunner } from './support/site.ts';

/** What an admin and an instructor do beside a launch: accounts, tokens, the log, the webhook, an extension, a ruling. No lab runs. */
let runner: Awaited<ReturnType<typeof serveWithRunner>>;
let browser: Browser;
const calls: string[] = [];
const receiver = createServer((request, response) => {
  calls.push(String(request.headers['postlab-signature']));
  request.resume();
  response.writeHead(calls.length > 1 ? 503 : 204).end();
});

beforeAll(async () => {
  [runner, browser] = await Promise.all([serveWithRunner(), launch()]);
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
});
afterAll(async () => {
  await browser?.close();
  await runner?.close();
  receiver.close();
});

/** A call of the API by this browser, as its pages make them. */
async function call(page: Page, method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const [status, answer] = await page.evaluate(
    async ([m, p, b]) => {
      const options = b === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(b) };
      const reply = await fetch(`/api/${p}`, { method: m, ...options });
      return [reply.status, await reply.json()] as const;
    },
    [method, path, body] as const,
  );
  expect([method, path, status < 300]).toEqual([method, path, true]);
  return answer as Record<string, unknown>;
}

const part = (page: Page, name: string) => page.locator('.cl-admin > details', { has: page.getByRole('heading', { name, exact: true }) });
const openPart = (page: Page, name: string) => part(page, name).locator('summary').first().click();
const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

test('an admin: an account with its link, a token shown once, the webhook tried, the log in pages; on a phone, in Chinese and in the dark too', async () => {
  const admin = await person(browser);
  const page = await admin.newPage();
  await page.goto(await runner.teach());
  await page.getByRole('heading', { name: 'Administration' }).waitFor();
  const made = await call(page, 'POST', 'classes', { name: 'Mail <b>101</b>' });
  await page.reload();

  await openPart(page, 'Accounts of staff');
  const staff = part(page, 'Accounts of staff');
  await staff.getByLabel('Name of the colleague').fill('=Bo <i>');
  await staff.getByLabel('Role').selectOption('assistant');
  await staff.getByRole('button', { name: 'Make the account' }).click();
  const link = (await staff.locator('.cl-secret').textContent()) ?? '';
  expect(link).toMatch(/^http:\/\/localhost:\d+\/instructor\/\?link=/);
  await staff.getByRole('row', { name: /=Bo <i> assistant link only never/ }).waitFor();
  // One name is one account, and the last admin stays.
  await staff.getByLabel('Name of the colleague').fill('=bo <I>');
  await staff.getByRole('button', { name: 'Make the account' }).click();
  await staff.getByRole('alert').getByText('There is an account "=bo <I>" already.').waitFor();
  expect(await staff.getByRole('button', { name: /^Remove: Instructor/ }).count()).toBe(0);

  const colleague = await (await person(browser)).newPage();
  await colleague.goto(link);
  await colleague.getByRole('link', { name: 'Mail <b>101</b>' }).waitFor();
  expect(await colleague.getByRole('heading', { name: 'Administration' }).count()).toBe(0);
  await staff.getByRole('button', { name: 'Remove: =Bo <i>' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await staff.getByRole('row', { name: /=Bo/ }).waitFor({ state: 'detached' });
  await colleague.reload();
  await colleague.getByRole('heading', { name: 'Sign in' }).waitFor();

  await openPart(page, 'Tokens for scripts');
  const tokens = part(page, 'Tokens for scripts');
  await tokens.getByText('No token yet.').waitFor();
  await tokens.getByLabel('What it is for').fill('pipeline <x>');
  await tokens.getByLabel(/^read/).uncheck();
  await tokens.getByRole('button', { name: 'Make a token' }).click();
  await tokens.getByRole('alert').getByText('Choose at least one scope.').waitFor();
  await tokens.getByLabel(/^read/).check();
  await tokens.getByRole('button', { name: 'Make a token' }).click();
  const token = (await tokens.locator('.cl-secret').textContent()) ?? '';
  const asked = () => fetch(`${runner.url}/api/classes`, { headers: { authorization: `Bearer ${token}` } });
  expect([token.slice(0, 8), (await asked()).status]).toEqual(['postlab_', 200]);
  await tokens.getByRole('row', { name: /pipeline <x> read/ }).waitFor();
  expect(await brokenInBoth(page)).toEqual([]);
  await tokens.getByRole('button', { name: 'Remove: pipeline <x>' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await tokens.getByText('No token yet.').waitFor();
  expect((await asked()).status).toBe(401);

  await openPart(page, 'Webhook');
  const hook = part(page, 'Webhook');
  await hook.getByLabel('Address (empty: none)').fill(`http://127.0.0.1:${(receiver.address() as AddressInfo).port}/grades`);
  await hook.getByRole('button', { name: 'Save' }).click();
  await hook.getByText('Saved.').waitFor();
  await hook.getByRole('button', { name: 'Send a test call' }).click();
  await hook.getByText('✓ The receiver took it.').waitFor();
  await hook.getByRole('button', { name: 'Send a test call' }).click();
  await hook.getByText('✗ It did not go through: it answered 503').waitFor();
  await hook.getByRole('row', { name: /test 1 ✗ not taken it answered 503/ }).waitFor();
  expect([calls.length, calls.every((signature) => /^t=\d+,v1=[0-9a-f]{64}$/.test(signature))]).toEqual([2, true]);
  await shot(page, 'desk-admin');

  for (let i = 0; i < 60; i++) await call(page, 'POST', 'classes', { name: `Made ${i}` });
  await openPart(page, 'Audit log');
  const log = part(page, 'Audit log');
  await log.getByText('50 shown').waitFor();
  await log.getByRole('button', { name: 'Show older ones' }).click();
  await log.getByText('That is the beginning of the log.').waitFor();
  await log.getByRole('row', { name: /signed in by link Instructor/ }).waitFor();
  expect(await log.locator('tbody tr').count()).toBeGreaterThanOrEqual(68);
  await log.getByLabel('Words to look for').fill('pipeline');
  await log.getByRole('button', { name: 'Find' }).click();
  await log.getByText('1 shown', { exact: true }).waitFor();
  await log.getByRole('row', { name: /Instructor \(admin\) made a token pipeline <x> read/ }).waitFor();
  expect(await brokenInBoth(page)).toEqual([]);

  const phone = await person(browser, { width: 390, height: 844, theme: 'dark' });
  await phone.addCookies(await admin.cookies());
  const small = await phone.newPage();
  await small.goto(`${runner.url}/zh-cn/instructor/`);
  for (const name of ['教师账号', '脚本令牌', 'Webhook', '操作日志']) await openPart(small, name);
  await small.getByText('50 条').waitFor();
  const smallHook = part(small, 'Webhook');
  await smallHook.getByLabel('班级').selectOption({ label: 'Mail <b>101</b>' });
  await smallHook.getByRole('button', { name: '发送测试' }).waitFor();
  expect([await fits(small), await brokenInBoth(small)]).toEqual([true, []]);
  await shot(small, 'desk-admin-phone');
  // The class is deleted while its webhook is open: refused, and said so.
  await call(page, 'DELETE', `classes/${made['id']}`);
  await smallHook.getByRole('button', { name: '发送测试' }).click();
  await smallHook.getByRole('alert').getByText('没有这个班级，可能已被删除。').waitFor();
});

async function joined(context: BrowserContext, code: string, name: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${runner.url}/join/`);
  await page.getByLabel('Class code').fill(code);
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('button', { name: 'I have it' }).click();
  return page;
}

test('more time for one learner, seen by both; a ruling that tells before it is made, and two instructors at once', async () => {
  const teacher = await person(browser);
  const desk = await teacher.newPage();
  await desk.goto(await runner.teach());
  await desk.getByRole('heading', { name: 'Classes' }).waitFor();
  const one = await call(desk, 'POST', 'classes', { name: 'Due', labs: [{ lab: 'hello-smtp', dueAt: '2031-03-03T08:00:00.000Z' }] });
  const lin = await joined(await person(browser), String(one['code']), '=Lin <b>');
  await lin.getByText(/^due /).waitFor();

  await desk.goto(`${runner.url}/class/?id=${one['id']}`);
  await desk.getByRole('button', { name: '=Lin <b>' }).click();
  await desk.getByLabel('Due for this learner').fill('2031-03-09T18:00');
  await desk.getByLabel('Reason').fill('=was ill');
  await desk.getByRole('button', { name: 'Give more time' }).click();
  await desk.getByText(/extended to 9 Mar 2031, 18:00/).waitFor();
  await lin.getByText(/due 9 Mar 2031, 18:00 · extended for you/).waitFor();
  expect([await brokenInBoth(desk), await brokenInBoth(lin)]).toEqual([[], []]);
  await shot(desk, 'desk-extension');
  await desk.getByLabel('Reason').fill('came back early');
  await desk.getByRole('button', { name: 'Due with the class again' }).click();
  await desk.getByText(/with the class again · came back early/).waitFor();
  await lin.getByText('extended for you').waitFor({ state: 'detached' });

  await desk.getByRole('link', { name: 'Grades' }).click();
  await desk.locator('.cl-regrade > summary').click();
  const form = desk.locator('.cl-regrade');
  await form.getByLabel('What becomes of the task').selectOption('drop');
  await form.getByLabel('Reason').fill('looked at the wrong port');
  await form.getByRole('button', { name: 'Show what would change' }).click();
  await form.getByText('Grades that would change: 1').waitFor();
  await form.getByText('Nothing is done yet.').waitFor();
  await form.getByRole('row', { name: /=Lin <b> 0 \/ 100 0 \/ \d\d/ }).waitFor();
  expect(await desk.locator('td.number', { hasText: '0 / 100' }).count()).toBeGreaterThan(0);
  expect(await brokenInBoth(desk)).toEqual([]);
  // Another instructor rules meanwhile: what was shown is no longer so, and nothing is done with it.
  const [lab] = (await call(desk, 'GET', `classes/${one['id']}/statistics`)) as unknown as { lab: string; task: string }[];
  await call(desk, 'POST', `classes/${one['id']}/regrades`, { lab: lab?.lab, task: lab?.task, treat: 'as-checked', reason: 'somebody else' });
  await form.getByRole('button', { name: 'Apply it' }).click();
  await form
    .getByRole('alert')
    .getByText(/Somebody else ruled on a task of this class meanwhile/)
    .waitFor();
  await form.getByRole('button', { name: 'Show what would change' }).click();
  await form.getByRole('button', { name: 'Apply it' }).click();
  await form.getByText('Grades changed: 1').waitFor();
  await form.getByText(/leave it out of the grade · looked at the wrong port/).waitFor();
  await desk.getByText('as checked 0 / 100').waitFor();
  await shot(desk, 'desk-ruling');
});
