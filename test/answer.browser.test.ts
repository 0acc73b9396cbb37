import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyWithLab } from './support/own-lab.ts';
import { brokenInBoth, launch, person, pressCheck, screenHas } from './support/pages.ts';
import { Product } from './support/product.ts';

const lab = `import { defineLab } from '../../lab-runner/contract/lab.ts';

const three = (en: string, zh: string) => ({ en, 'zh-cn': zh });
export default defineLab({
  title: { en: 'Read one log', 'zh-cn': '读一份日志' },
  summary: { en: 'Find a value in a log.', 'zh-cn': '在日志里找一个值。' },
  module: 'M5',
  kind: 'operate',
  difficulty: 1,
  minutes: 5,
  parameters: { domain: { kind: 'domain' }, code: { kind: 'token' } },
  secret: ['code'],
  topology: { hosts: { client: { image: 'client', memory: '128m', fqdn: 'client.[[domain]]', ready: ['system'] } }, internet: {} },
  tasks: [{ id: 'queue-id', title: { en: 'The queue ID of the lost mail', 'zh-cn': '丢失邮件的队列号' }, points: 100, proof: 'answer' }],
  hints: { 'queue-id': [three('Look.', '看。'), three('Look in /var/log.', '看 /var/log。'), three('grep queued', 'grep queued')] },
  why: { 'queue-id': { en: 'We compared your answer with the log.', 'zh-cn': '我们把你的答案和日志比较过。' } },
});
`;
const checks = `import { defineChecks, fail, pass } from '../../lab-runner/contract/check.ts';
import lab from './lab.ts';

export default defineChecks(lab, {
  'queue-id': async (ctx) =>
    ctx.answer === ctx.params['code']
      ? pass()
      : fail({
          expected: { en: 'the queue ID from the log', 'zh-cn': '日志里的队列号' },
          observed: ctx.answer ? { en: 'the answer "' + ctx.answer + '"', 'zh-cn': '答案是“' + ctx.answer + '”' } : { en: 'no answer', 'zh-cn': '没有答案' },
        }),
});
`;
const instructions = (title: string, text: string) => `---\ntitle: ${title}\n---\n\n<Task id="queue-id">\n\n${text}\n\n</Task>\n`;

let copy: ReturnType<typeof copyWithLab>;
let product: Product;
let browser: Browser;

beforeAll(async () => {
  copy = copyWithLab('read-one-log', {
    'lab.ts': lab,
    'checks.ts': checks,
    'instructions.en.mdx': instructions('Read one log', 'What is its queue ID?'),
    'instructions.zh-cn.mdx': instructions('读一份日志', '它的队列号是什么？'),
    'files/client/var/log/demo.log': 'queued as [[code]]\n',
    'solutions/grep.sh': 'echo "queue-id=$(sed "s/queued as //" /var/log/demo.log)" > /root/answers\n',
    'solutions/awk.sh': 'echo "queue-id=$(awk "{print \\$3}" /var/log/demo.log)" > /root/answers\n',
    'wrong/guess.sh': '#!/bin/bash\n# fails: queue-id\n# because: no answer\ntrue\n',
  });
  product = await Product.start({ root: copy.root, env: { POSTLAB_POOL: '0' } });
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await product?.down();
  copy?.remove();
});

test('a lab that was just added asks for an answer: typed, saved with Check, wrong, then right', async () => {
  const page = await (await person(browser)).newPage();
  await page.goto(`${product.url}/labs/read-one-log/`);
  await page.locator('#workbench-start:enabled').click();
  await screenHas(page, 'root@client');
  const field = page.getByLabel('Your answer');
  await field.fill('4bXk3J');
  await page.getByText('not saved yet; Check saves it').waitFor();
  await page.locator('#workbench-check').click();
  await page.getByText('the answer "4bXk3J"').waitFor();
  await page.getByText('✓ saved').waitFor();
  expect(await brokenInBoth(page)).toEqual([]);

  // What was typed is still there after a reload.
  await page.reload();
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('.wb-answer input')?.value === '4bXk3J');

  await screenHas(page, 'root@client');
  await page.locator('.xterm').click();
  await page.keyboard.type('clear; cut -c 11- /var/log/demo.log | sed "s/.*/[&]/"\n');
  // Read at the moment in which it is there: a screen is drawn again and again.
  const shown = await page.waitForFunction(() => /\[([0-9a-f]{12,})\]/.exec(document.querySelector('.xterm-rows')?.textContent ?? '')?.[1]);
  await field.fill((await shown.jsonValue()) ?? '');
  await field.press('Enter');
  await page.getByText('✓ saved').waitFor();
  await pressCheck(page);
  await page.locator('.task[data-task="queue-id"][data-state="pass"]').waitFor();
  await page.getByText('Press “Prove it survives”').waitFor();
  await page.context().close();
});
