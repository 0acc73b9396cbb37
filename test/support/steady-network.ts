import type { BrowserContext, Page } from 'playwright-core';

const changed = 'ERR_NETWORK_CHANGED';

/** Goes there again as long as the browser drops it for that reason, and until it is drawn: keys that come before are thrown away. */
const again =
  <A extends unknown[], R>(page: Page, go: (...args: A) => Promise<R>) =>
  async (...args: A): Promise<R> => {
    for (let tries = 1; ; tries++)
      try {
        const came = await go(...args);
        await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
        return came;
      } catch (error) {
        if (tries === 10 || !String(error).includes(changed)) throw error;
      }
  };

/**
 * Chromium drops every request that still waits for a connection when an address of the machine changes (ERR_NETWORK_CHANGED). Whatever
 * Docker starts or removes changes one, and the tests do that all the time on the machine of the browser. So the files of the site reach
 * the browser by way of this process, and a page that was dropped is asked for again. The API's answers come as they do for everybody.
 */
export async function steady(context: BrowserContext): Promise<void> {
  await context.route(/\/(_astro|pagefind)\//, async (route) => {
    try {
      await route.fulfill({ response: await route.fetch({ maxRetries: 3 }) });
    } catch {
      // The server was killed, or the page is gone: then there is nobody to tell, or the browser says it as usual.
      await route.abort('connectionfailed').catch(() => undefined);
    }
  });
  const open = context.newPage.bind(context);
  context.newPage = async () => {
    const page = await open();
    page.goto = again(page, page.goto.bind(page));
    page.reload = again(page, page.reload.bind(page));
    return page;
  };
}
