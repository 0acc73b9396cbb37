import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../scripts/browser-setup.ts';
import { steady } from './steady-network.ts';

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

/** Milliseconds that a page has for whatever is expected of it. Nothing waits that long unless the machine stood still: the wait ends when the thing is there. */
const patience = 120_000;

/** Gives a context, and each of its pages, our patience instead of Playwright's 30 seconds, and a network that stays. */
export async function patient(context: BrowserContext): Promise<BrowserContext> {
  context.setDefaultTimeout(patience);
  await steady(context);
  return context;
}

export type Theme = 'light' | 'dark';

/** A person's browser with its own cookies. The pages' policy is put aside so that axe can be brought in. */
export async function person(browser: Browser, options: { width?: number; height?: number; theme?: Theme } = {}): Promise<BrowserContext> {
  const context = await patient(await browser.newContext({ viewport: { width: options.width ?? 1440, height: options.height ?? 900 }, bypassCSP: true }));
  await context.addInitScript((theme) => {
    // Only once: what the page itself chooses later stays.
    if (localStorage.getItem('starlight-theme') === null) localStorage.setItem('starlight-theme', theme);
  }, options.theme ?? 'light');
  return context;
}

/** Ends what moves for a moment (colours that fade when the theme changes): rules are about where it arrives, not about the way there. */
async function still(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) if (Number.isFinite(animation.effect?.getComputedTiming().endTime)) animation.finish();
  });
}

/** Rules that the page breaks as it stands, in words. */
export async function axe(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.addScriptTag({ path: axeFile });
  await still(page);
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

/** Scrolls to the island in there until it takes input: what stands above may grow meanwhile and push it out of sight, where it sleeps. */
export async function alive(page: Page, selector: string): Promise<void> {
  await page.waitForFunction(
    (s) => {
      const island = document.querySelector(`${s} astro-island`);
      if (island && !island.hasAttribute('ssr')) return true;
      // An island has no box of its own.
      (island?.firstElementChild ?? document.querySelector(s))?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
      return false;
    },
    selector,
    { polling: 100 },
  );
}

/** Ctrl+Enter as soon as it checks: while another check runs, or hosts restart, the page does not take it. */
export async function pressCheck(page: Page): Promise<void> {
  await page.locator('#workbench-check[aria-disabled="false"]').waitFor();
  await page.keyboard.press('Control+Enter');
}

/** The learner's terminal has the focus, so that what is typed now goes there. */
export const terminalHasFocus = (page: Page): Promise<void> =>
  page.locator('.wb-terminal:not([hidden]) .xterm-helper-textarea:focus').waitFor({ state: 'attached' });

/**
 * Watches from now on for a text that is shown for a while only; the function returned waits until it has been there. Asking for it when it
 * may be over already would fail on a machine that stood still at the wrong moment.
 */
export async function watchFor(page: Page, selector: string, text: string): Promise<() => Promise<void>> {
  const watch = await page.evaluateHandle(
    ([where, wanted]) => {
      const seen = new Promise<void>((done) => {
        const look = () => {
          if (![...document.querySelectorAll(where)].some((element) => element.checkVisibility() && element.textContent?.includes(wanted))) return;
          observer.disconnect();
          done();
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
        look();
      });
      return { seen };
    },
    [selector, text] as const,
  );
  return async () => {
    const inTime = await watch.evaluate(
      ({ seen }, limit) => Promise.race([seen.then(() => true), new Promise<boolean>((done) => setTimeout(() => done(false), limit))]),
      patience,
    );
    if (!inTime) throw new Error(`${selector} should have shown "${text}"; it did not within ${patience / 1000} s`);
  };
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
    await rows.first().waitFor({ timeout: patience });
  } catch {
    const shown = (await page.locator('.bench-live').textContent()) ?? '';
    throw new Error(`the terminal should show "${text}" within ${patience / 1000} s; beside the text the page shows:\n${shown.slice(0, 2000)}`);
  }
}

export async function shot(page: Page, name: string): Promise<void> {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
}
