import type { BrowserContext } from 'playwright-core';

const changed = 'ERR_NETWORK_CHANGED';

/** Does it again as long as the browser drops it for that reason. */
const again =
  <A extends unknown[], R>(act: (...args: A) => Promise<R>) =>
  async (...args: A): Promise<R> => {
    for (let tries = 1; ; tries++)
      try {
        return await act(...args);
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
      await route.fulfill({ response: await route.fetch() });
    } catch {
      // The server was killed, or the page is gone: then there is nobody to tell, or the browser says it as usual.
      await route.abort('connectionfailed').catch(() => undefined);
    }
  });
  const open = context.newPage.bind(context);
  context.newPage = async () => {
    const page = await open();
    page.goto = again(page.goto.bind(page));
    page.reload = again(page.reload.bind(page));
    return page;
  };
}
