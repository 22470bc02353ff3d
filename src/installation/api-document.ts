import { createApp } from '../app.module.js';
import { PROJECTIONS } from './projections.js';
import { toNowhere } from '../edge/operations-log.js';
import { ApiDescription } from '../edge/open-api.js';
import { CATALOGUE } from '../features/catalogue/catalogue.js';
import { InstallationHost } from './installation-host.js';
import { openInstallation } from './installation.js';
import { SystemClock } from './system-clock.js';
import { SystemIds } from './system-ids.js';

/** The OpenAPI document as it is committed. The application is composed for it and never serves. */
export async function apiDocument(): Promise<string> {
  const installation = await openInstallation({
    engine: { engine: 'memory' },
    ...{ clock: new SystemClock(), ids: new SystemIds(), catalogue: CATALOGUE, projections: PROJECTIONS },
  });
  try {
    const app = await createApp(new InstallationHost(installation), { write: toNowhere });
    const document = app.get(ApiDescription).get();
    await app.close();
    return `${JSON.stringify(document, null, 2)}\n`;
  } finally {
    await installation.close();
  }
}
