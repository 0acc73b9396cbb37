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

/** By the whole name: "Bo" is a part of "rebooting", too, which stands in another learner's row at times. */
const row = (desk: Page, name: string) => desk.locator('.cl-board tbody tr', { has: desk.getByRole('button', { name, exact: true }) });
const lins = 'Lin <i>Wei</i>';

test('a class from its making to its grades: join, launch, help in a terminal, a raised hand, a killed server, an override', async () => {
  const teacher = await person(browser);
  const desk = await teacher.newPage();
  await desk.goto(product.teach);
  await desk.getByText('No class yet.').waitFor();
  await desk.getByLabel('Name of the class').fill('Mail 101');
  await desk.getByRole('button', { name: 'Make it' }).click();
  await desk.getByLabel('Say hello in SMTP').check();
  await desk.getByRole('button', { name: 'Save' }).click();
  await desk.getByText('Saved.').waitFor();
  const code = (await desk.locator('.cl-bigcode').first().textContent()) ?? '';
  await desk.getByRole('link', { name: 'Board' }).click();
  expect(await brokenInBoth(desk)).toEqual([]);

  // A wrong code says so; the right one, typed as people type, lets in. Names are names.
  const join = async (name: string, typed: string) => {
    const who = await person(browser);
    const page = await who.newPage();
    await page.goto(`${product.url}/join/`);
    await page.getByLabel('Class code').fill(typed);
    await page.getByLabel('Your name').fill(name);
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    return page;
  };
  const lin = await join(lins, 'aaaa-bbbb');
  await lin.getByRole('alert').getByText('No class has this code.').waitFor();
  await lin.getByLabel('Class code').fill(code.toUpperCase().replace('-', ' '));
  await lin.getByRole('button', { name: 'Join', exact: true }).click();
  const passcode = (await lin.locator('.cl-passcode output').textContent()) ?? '';
  expect(passcode).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/);
  expect(await brokenInBoth(lin)).toEqual([]);
  await lin.getByRole('button', { name: 'I have it' }).click();
  const bo = await join('Bo', code);
  await bo.getByText('Write this passcode down now').waitFor();
  await row(desk, lins).getByText('not begun').waitFor();

  // One press starts it for both.
  await desk.getByText('All 2 fit this machine.').waitFor();
  await desk.getByRole('button', { name: 'Launch for everybody' }).click();
  await lin.getByText('Your machines are ready').waitFor({ timeout: 180_000 });
  await row(desk, 'Bo').getByText('at work').waitFor({ timeout: 180_000 });
  await lin.getByRole('link', { name: 'Open' }).click();
  await screenHas(lin, 'root@client');

  // A raised hand, and help in the terminal: the learner sees who is there, what is typed, and ends it.
  await bo.getByLabel('What is it about? (optional)').fill('What is EHLO?');
  await bo.getByRole('button', { name: 'Raise my hand' }).click();
  await row(desk, 'Bo').getByText('hand up: What is EHLO?').waitFor();
  // The same from the workbench, where the learner is; whoever lowers it, both see it.
  await lin.getByRole('button', { name: 'Raise my hand' }).click();
  const question = lin.getByRole('dialog');
  await question.getByLabel('What is it about? (optional)').fill('=cmd <b>port</b>?');
  await question.getByRole('button', { name: 'Raise my hand' }).click();
  await lin.getByRole('button', { name: 'Hand is up: lower it' }).waitFor();
  await row(desk, lins).getByText('hand up: =cmd <b>port</b>?').waitFor();
  expect(await brokenInBoth(lin)).toEqual([]);
  await shot(desk, 'class-board');
  await row(desk, lins).getByRole('button').first().click();
  await desk.getByRole('button', { name: 'Lower the hand' }).click();
  await lin.getByText('Your hand was lowered: your instructor has seen it.').waitFor();
  await row(desk, lins).getByText('hand up').waitFor({ state: 'detached' });
  await lin.getByRole('button', { name: 'Raise my hand' }).click();
  await question.getByRole('button', { name: 'Raise my hand' }).click();
  await row(desk, lins).getByText('hand up').waitFor();
  await lin.getByRole('button', { name: 'Hand is up: lower it' }).click();
  await row(desk, lins).getByText('hand up').waitFor({ state: 'detached' });
  await desk.locator('.cl-host').getByRole('button', { name: 'Help' }).click();
  await lin.getByText('Instructor helps in client').waitFor();
  await desk.locator('.cl-xterm .xterm-rows').getByText('root@client').first().waitFor();
  await desk.locator('.cl-xterm .xterm-helper-textarea:focus').waitFor({ state: 'attached' });
  await desk.keyboard.type('echo from-the-$((40+2))-teacher\n');
  await screenHas(lin, 'from-the-42-teacher');
  await lin.getByRole('button', { name: 'End this' }).click();
  await desk.getByText('The learner ended this.').waitFor();
  await lin.getByText('Instructor helps in client').waitFor({ state: 'detached' });
  await desk.getByRole('region', { name: 'Help client' }).getByRole('button', { name: 'Close' }).click();
  await desk.locator('.cl-host').getByRole('button', { name: 'Watch' }).click();
  await lin.getByText('Instructor looks at client').waitFor();
  await desk.locator('.cl-xterm').click();
  await desk.keyboard.type('echo watchers-cannot-type\n');
  await lin.getByRole('button', { name: 'End this' }).click();
  expect(await lin.locator('.xterm-rows').textContent()).not.toContain('watchers-cannot-type');

  // Earned by real work, seen on the board and in the grades.
  await lin.locator('.xterm').click();
  await lin.keyboard.type(await solutionTyped(lin, readFileSync(resolve(import.meta.dirname, '../labs/hello-smtp/solutions/swaks.sh'), 'utf8')));
  await screenHas(lin, 'done-42');
  await pressCheck(lin);
  await lin.getByRole('button', { name: 'Prove it survives' }).click();
  await lin.getByText('Solved. It works, and it still works after a reboot.').waitFor({ timeout: 180_000 });
  await row(desk, lins).getByText('✓ solved').waitFor();

  // The server is killed and comes back: the board finds it again, nothing is lost, and who looked on looks on.
  await desk.getByRole('region', { name: 'Watch client' }).getByRole('button', { name: 'Close' }).click();
  await desk.locator('.cl-host').getByRole('button', { name: 'Watch' }).click();
  await lin.getByText('Instructor looks at client').waitFor();
  await product.kill('SIGKILL');
  await desk.getByText('The server does not answer; the board shows what was last known.').waitFor();
  await product.up();
  await desk.getByText('The server does not answer; the board shows what was last known.').waitFor({ state: 'detached' });
  await row(desk, lins).getByText('✓ solved').waitFor();
  await row(desk, 'Bo').getByText('hand up').waitFor();
  await lin.getByText('Instructor looks at client').waitFor();
  await lin.locator('.wb-terminal-state').waitFor({ state: 'detached' });
  await lin.locator('.xterm').click();
  await lin.keyboard.type('echo seen-$((6*8))-again\n');
  await desk.locator('.cl-xterm .xterm-rows').getByText('seen-48-again').waitFor();
  await desk.getByRole('region', { name: 'Watch client' }).getByRole('button', { name: 'Close' }).click();

  await desk.getByRole('link', { name: 'Grades' }).click();
  const grade = (name: string) => desk.locator('tbody tr', { has: desk.getByRole('rowheader', { name, exact: true }) });
  await grade(lins).getByText('100 / 100').first().waitFor();
  await grade('Bo')
    .getByRole('button', { name: /^Override/ })
    .click();
  await desk.getByLabel('Points and reason').fill('10 was ill');
  await desk.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await grade('Bo').getByText('overridden').waitFor();
  expect(await brokenInBoth(desk)).toEqual([]);
  await desk.getByRole('link', { name: 'Tasks' }).click();
  await desk.getByText('1 / 2').first().waitFor();
  await desk.getByRole('link', { name: 'People' }).click();
  await desk
    .getByLabel('Import a roster')
    .setInputFiles({ name: 'r.csv', mimeType: 'text/csv', buffer: Buffer.from('姓名,邮箱\n王小明,wang@school.example\nBo,\n,x@y\n') });
  await desk.getByText('1 added · 1 known already · 1 refused').waitFor();
  expect(await brokenInBoth(desk)).toEqual([]);

  // Another machine, in Chinese, with the passcode.
  const elsewhere = await (await person(browser)).newPage();
  await elsewhere.goto(`${product.url}/zh-cn/join/`);
  await elsewhere.getByLabel('通行码').fill(passcode);
  await elsewhere.getByRole('button', { name: '接着学' }).click();
  await elsewhere.getByText('你的机器已就绪').waitFor();
  expect(await brokenInBoth(elsewhere)).toEqual([]);

  await desk.getByRole('link', { name: 'Board' }).click();
  await desk.getByRole('button', { name: 'Projector view' }).click();
  await desk.getByText('1 / 3 solved').waitFor();
  expect(await desk.locator('.cl-board').textContent()).not.toContain('Bo');
  await shot(desk, 'class-projector');
  await desk.getByRole('button', { name: 'Leave projector view' }).click();
  await desk.getByRole('button', { name: 'End for everybody' }).click();
  await desk.getByRole('button', { name: 'Yes, do it' }).click();
  await elsewhere.getByText('你的机器已就绪').waitFor({ state: 'detached' });
});
