import { CATALOGUE } from '../../features/catalogue/catalogue.js';
import { eventPage } from '../../features/catalogue/event-page.js';
import { apiDocument } from '../../installation/api-document.js';
import { messageTypes } from '../../messages/argument-types.js';

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
    { file: 'docs/openapi.json', content: await apiDocument() },
    { file: 'messages/messages.d.ts', content: messageTypes() },
  ];
}
