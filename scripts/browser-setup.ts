import { existsSync } from 'node:fs';
import { aptInstall } from './apt.ts';

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** Path of a Chromium on this machine, or null. */
export function findBrowser(): string | null {
  return candidates.find((path) => existsSync(path)) ?? null;
}

/** Installs Chromium on Debian or Ubuntu when we are root. Null when there is one; else why not and what to do. */
export async function ensureBrowser(log: (line: string) => void): Promise<string | null> {
  if (findBrowser()) return null;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return 'no Chromium was found. Install one, for example: sudo apt-get install chromium fonts-noto-cjk';
  log('Installing Chromium for the browser journeys (apt-get install chromium fonts-noto-cjk)…');
  const problem = aptInstall(['chromium', 'fonts-noto-cjk']);
  return findBrowser() ? null : `Chromium could not be installed: ${problem}`;
}
