import { afterEach, expect, it } from '@jest/globals';
import { Configuration } from '../../src/edge/configuration.js';
import { VERSION } from '../../src/edge/version.js';
import { shownSettings, unknownVariables } from '../../src/installation/shown-settings.js';
import { startApp, type AppUnderTest } from '../support/app.js';

let app: AppUnderTest;

afterEach(() => app.close());

it('shows an operator the version, every setting with its source, slips, and no secret', async () => {
  const environment = { PORT: '8123', MUSTER_MASTER_KEY: 'a secret that nobody is shown', MUSTER_DRIAN: '7' };
  const configuration = new Configuration(shownSettings(environment), unknownVariables(environment));
  app = await startApp({ configuration });
  const { status, body, text } = await app.inject('GET', '/api/configuration', { token: await app.admit('operator') });
  expect(status).toBe(200);
  expect(body).toMatchObject({ version: VERSION, runtime: process.version, unknown: ['MUSTER_DRIAN'] });
  const { settings } = body as { readonly settings: readonly { readonly name: string }[] };
  expect(settings).toContainEqual({ name: 'PORT', value: '8123', source: 'environment' });
  expect(settings.find(({ name }) => name === 'HOST')).toMatchObject({ source: 'default' });
  expect(text).not.toContain('a secret');
});
