import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../scripts/browser-setup.ts';

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const shots = resolve(import.meta.dirname, '../../.postlab/test/shots');

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: findBrowser() as string,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export type Theme = 'light' | 'dark';

/** A person's browser with its own cookies. The pages' policy is put aside so that axe can be brought in. */
export async function person(browser: Browser, options: { width?: number; height?: number; theme?: Theme } = {}): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: options.width ?? 1440, height: options.height ?? 900 }, bypassCSP: true });
  await context.addInitScript((theme) => {
    // Only once: what the page itself chooses later stays.
    if (localStorage.getItem('starlight-theme') === null) localStorage.setItem('starlight-theme', theme);
  }, options.theme ?? 'light');
  return context;
}

/** Rules that the page breaks as it stands, in words. */
export async function axe(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.addScriptTag({ path: axeFile });
  return page.evaluate(async () => {
    const axe = (globalThis as unknown as { axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe;
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).join(' | ')}`);
  });
}

/** The same in both themes, without a reload. */
export async function brokenInBoth(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((t) => {
      document.documentElement.dataset['theme'] = t;
    }, theme);
    found.push(...(await axe(page)).map((rule) => `${theme}: ${rule}`));
  }
  return found;
}

/** Scrolls there and waits until the island in it takes input. */
export async function alive(page: Page, selector: string): Promise<void> {
  await page.locator(selector).first().scrollIntoViewIfNeeded();
  await page.locator(`${selector} astro-island:not([ssr])`).first().waitFor();
}

/** Presses Tab until the focus is on what the selector names: whoever has no mouse gets there, too. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 150; presses++) {
    if (await page.evaluate((s) => document.activeElement?.matches(s) === true, selector)) return;
    // In a terminal Tab belongs to the shell; this is the way on.
    const inTerminal = await page.evaluate(() => document.activeElement?.closest('.xterm') !== null);
    await page.keyboard.press(inTerminal ? 'Control+Alt+End' : 'Tab');
  }
  throw new Error(`150 presses of Tab should reach ${selector}; they did not`);
}

/** Waits until the shown terminal holds the text; says what the page shows instead. */
export async function screenHas(page: Page, text: string): Promise<void> {
  const rows = page.locator('.wb-terminal:not([hidden]) .xterm-rows').filter({ hasText: text });
  try {
    await rows.first().waitFor({ timeout: 90_000 });
  } catch {
    const shown = (await page.locator('.bench-live').textContent()) ?? '';
    throw new Error(`the terminal should show "${text}" within 90 s; beside the text the page shows:\n${shown.slice(0, 2000)}`);
  }
}

export async function shot(page: Page, name: string): Promise<void> {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
}
