import { createApp, PROJECTIONS } from '../../app.module.js';
import { ApiDescription } from '../../edge/open-api.js';
import { toNowhere } from '../../edge/operations-log.js';
import { CATALOGUE } from '../../features/catalogue/catalogue.js';
import { eventPage } from '../../features/catalogue/event-page.js';
import { InstallationHost } from '../../installation/installation-host.js';
import { openInstallation } from '../../installation/installation.js';
import { SystemClock } from '../../installation/system-clock.js';
import { SystemIds } from '../../installation/system-ids.js';

/** A document that is made from the code, and committed so that a change of either shows. */
export interface GeneratedDocument {
  /** Below the project's folder. */
  readonly file: string;
  readonly content: string;
}

/** Equal code gives equal documents, to the byte. */
export async function generatedDocuments(): Promise<readonly GeneratedDocument[]> {
  return [
    { file: 'docs/events.md', content: eventPage(CATALOGUE) },
    { file: 'docs/openapi.json', content: await openApiDocument() },
  ];
}

/** As the application describes itself; it is composed for it and never serves. */
async function openApiDocument(): Promise<string> {
  const installation = await openInstallation({
    engine: { engine: 'memory' },
    clock: new SystemClock(),
    ids: new SystemIds(),
    catalogue: CATALOGUE,
    projections: PROJECTIONS,
  });
  try {
    const app = await createApp(new InstallationHost(installation), { write: toNowhere });
    return `${JSON.stringify(app.get(ApiDescription).get(), null, 2)}\n`;
  } finally {
    await installation.close();
  }
}
