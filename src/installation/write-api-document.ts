import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { apiDocument } from './api-document.js';

/** Run by `npm run openapi`, from the build. */
const DOCUMENT = fileURLToPath(new URL('../../docs/openapi.json', import.meta.url));

mkdirSync(dirname(DOCUMENT), { recursive: true });
writeFileSync(DOCUMENT, await apiDocument());
