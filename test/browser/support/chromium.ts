import { existsSync } from 'node:fs';
import { describe } from '@jest/globals';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core';

const USUAL_PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser that is looked through: the one that is named, or the machine's own. */
const CHROMIUM = process.env['MUSTER_TEST_CHROMIUM'] ?? USUAL_PLACES.find((place) => existsSync(place));

/** A suite that needs a Chromium; where there is none it is skipped, and the last line of the run says so. */
export function describeInBrowser(name: string, suite: () => void): void {
  if (CHROMIUM === undefined) describe.skip(`${name} [needs Chromium]`, suite);
  else describe(name, suite);
}

const ARGS = ['--no-sandbox', '--disable-dev-shm-usage', '--force-color-profile=srgb', '--font-render-hinting=none'];

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: ours(), args: ARGS });
}

/** A browser that keeps in a folder what it keeps on its device: closed and launched again, it is the same one. */
export function launchLastingBrowser(folder: string, options: BrowserContextOptions): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { executablePath: ours(), args: ARGS, ...options });
}

function ours(): string {
  if (CHROMIUM === undefined) throw new Error('there is no Chromium');
  return CHROMIUM;
}
