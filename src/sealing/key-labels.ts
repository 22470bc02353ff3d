import type { KeySubject } from '../kernel/event.js';

/** The name and the label of the key that every store has. Labels of other keys begin otherwise. */
export const FINGERPRINT_KEY = 'installation:fingerprint';

/** What is authenticated with a wrapped key. It is kept apart from the labels of the installation's keys. */
export function labelOf(subject: KeySubject): string {
  return `subject:${subject}`;
}
