import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { generatedDocuments } from '../../src/cli/documents/documents.js';

const DOCUMENTS = await generatedDocuments();

describe('A document that is made from the code', () => {
  it.each(DOCUMENTS)('is committed as the code would make it: $file (npm run docs writes it)', ({ file, content }) => {
    expect(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')).toBe(content);
  });

  it('comes out the same when it is made again', async () => {
    expect(await generatedDocuments()).toEqual(DOCUMENTS);
  });
});
