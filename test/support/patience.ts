/**
 * For `vi.waitFor`, which otherwise gives up after one second: what is waited for here comes at once or never, however busy the machine is.
 * (`expect.poll` has the same from vitest.config.ts.)
 */
export const patience = { timeout: 60_000, interval: 20 };
