import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { brokenInBoth, launch, person, screenHas } from './support/pages.ts';
import { Product } from './support/product.ts';

const dist = resolve(import.meta.dirname, '../dist');
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };
let product: Product;
let browser: Browser;
let files: Server;
let plain = '';

beforeAll(async () => {
  // It builds the site, which is then served as plain files, too.
  product = await Product.start({ env: { POSTLAB_POOL: '0' } });
  browser = await launch();
  files = createServer((request, response) => {
    const path = join(dist, decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname));
    const file = existsSync(path) && statSync(path).isDirectory() ? join(path, 'index.html') : path;
    if (!file.startsWith(dist) || !existsSync(file)) {
      response.writeHead(404, { 'content-type': 'text/html' }).end('no such page');
      return;
    }
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(readFileSync(file));
  });
  await new Promise<void>((done) => files.listen(0, '127.0.0.1', done));
  plain = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await browser?.close();
  files?.close();
  await product?.down();
});

test('as plain files, every page that needs a runner says so, and what to do', async () => {
  const page = await (await person(browser)).newPage();
  await page.goto(`${plain}/labs/hello-smtp/`);
  await page.getByText('No lab runner answers at this address.').waitFor();
  expect(await page.locator('.wb-obstacle pre').textContent()).toBe('npm start');
  expect(await page.locator('#workbench-start').isDisabled()).toBe(true);
  // The text can be read, its places named rather than shown as brackets.
  expect(await page.locator('#lab-text').textContent()).not.toContain('[[');
  expect(await brokenInBoth(page)).toEqual([]);
  await page.goto(`${plain}/zh-cn/labs/hello-smtp/`);
  await page.getByText('这个地址没有实验服务。').waitFor();
  await page.goto(`${plain}/zh-cn/labs/`);
  await page.getByText('这里没有实验服务').waitFor();
  await page.goto(`${plain}/progress/`);
  await page.getByText('No lab runner answers here').waitFor();
  await page.goto(`${plain}/instructor/`);
  await page.getByText('No lab runner answers here.').waitFor();
  await page.context().close();
});

test('without a Docker engine the page of a lab says what is missing and how to find out more', async () => {
  const alone = await Product.start({ env: { DOCKER_HOST: 'tcp://127.0.0.1:1' } });
  try {
    const page = await (await person(browser)).newPage();
    await page.goto(`${alone.url}/labs/hello-smtp/`);
    await page.locator('.wb-obstacle').getByText('Labs cannot run at the moment.').waitFor();
    expect(await page.locator('.wb-obstacle').textContent()).toMatch(/DOCKER_HOST|Docker engine/);
    expect(await page.locator('.wb-obstacle pre').textContent()).toBe('npx postlab doctor');
    await page.goto(`${alone.url}/zh-cn/labs/`);
    await page.getByText('实验暂时不能运行').waitFor();
    await page.goto(`${alone.url}/zh-cn/progress/`);
    await page.getByText('实验暂时不能运行').waitFor();
    await page.context().close();
  } finally {
    await alone.discard();
  }
});

test('a page whose runner goes away says so, and finds it again by itself', async () => {
  const page = await (await person(browser)).newPage();
  await page.goto(`${product.url}/labs/hello-smtp/`);
  await page.locator('#workbench-start:enabled').click();
  await screenHas(page, 'root@client');
  await product.kill('SIGKILL');
  await page.getByText('The lab server does not answer.').waitFor();
  await product.up();
  await page.getByText('The lab server does not answer.').waitFor({ state: 'detached' });
  await page.locator('.wb-terminal-state').waitFor({ state: 'detached' });
  await page.locator('.xterm').click();
  await page.keyboard.type('echo back-$((6*7))\n');
  await screenHas(page, 'back-42');
  await page.context().close();
});
