import { writeFileSync } from 'node:fs';
import { generatedDocuments } from './documents.js';

for (const { file, content } of await generatedDocuments()) {
  writeFileSync(new URL(`../../../${file}`, import.meta.url), content);
}
