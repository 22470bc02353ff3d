import { expect, it } from '@jest/globals';
import { COMMANDS } from '../../src/kernel/authority.js';
import { startApp } from '../support/app.js';

it('serves every command of the rule', async () => {
  const app = await startApp({ commands: COMMANDS });
  expect((await app.inject('GET', '/readyz')).status).toBe(200);
  await app.close();
});
