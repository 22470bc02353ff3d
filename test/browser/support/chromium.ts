import { existsSync } from 'node:fs';
import { describe } from '@jest/globals';
import { chromium, type Browser } from 'playwright-core';

const USUAL_PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser that is looked through: the one that is named, or the machine's own. */
const CHROMIUM = process.env['MUSTER_TEST_CHROMIUM'] ?? USUAL_PLACES.find((place) => existsSync(place));

/** A suite that needs a Chromium; where there is none it is skipped, and the last line of the run says so. */
export function describeInBrowser(name: string, suite: () => void): void {
  if (CHROMIUM === undefined) describe.skip(`${name} [needs Chromium]`, suite);
  else describe(name, suite);
}

export function launchBrowser(): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error('there is no Chromium');
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--force-color-profile=srgb', '--font-render-hinting=none'],
  });
}
