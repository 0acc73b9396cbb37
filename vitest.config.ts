import { defineConfig } from 'vitest/config';

/** `unit`: no Docker, parallel. `engine`: real Docker, one file at a time. `browser`: real Chromium on a real server. */
const needsEngine = ['images/*/image.test.ts', '**/*.engine.test.ts'];
const needsBrowser = ['**/*.browser.test.ts'];
const common = { exclude: ['node_modules/**', 'dist/**', '.postlab/**'] };
/** No test measures the machine: a limit is for what hangs, and a machine that pauses for twenty seconds does not. */
const patient = { expect: { poll: { timeout: 60_000 } } };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          ...patient,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          include: ['{lab-runner,site,labs,test,scripts}/**/*.test.{ts,tsx}'],
          exclude: [...common.exclude, ...needsEngine, ...needsBrowser],
        },
      },
      {
        test: {
          name: 'engine',
          ...patient,
          env: { TESTCONTAINERS_RYUK_DISABLED: 'true' },
          include: needsEngine,
          exclude: common.exclude,
          fileParallelism: false,
          testTimeout: 400_000,
          hookTimeout: 400_000,
        },
      },
      // Long enough that a wait in a test ends first, and says what it waited for (support/pages.ts).
      { test: { name: 'browser', include: needsBrowser, exclude: common.exclude, fileParallelism: false, testTimeout: 600_000, hookTimeout: 600_000 } },
    ],
  },
});
