import { prepared } from '../../../projecting/prepared.js';
import type { Projection } from '../../../projecting/projection.js';

export const COMMANDS_VIEW = 'commands';

/**
 * Every command that recorded something, with its fingerprint. What a command stored in parts, or reserved, was caused by
 * it and bears its fingerprint, so the cause is the command that its giver knows.
 */
export const commandsProjection: Projection = {
  name: COMMANDS_VIEW,
  version: 1,

  create(db) {
    db.exec(`
      CREATE TABLE given_command (command TEXT PRIMARY KEY, fingerprint TEXT NOT NULL) STRICT, WITHOUT ROWID;
    `);
  },

  apply(db, { metadata }) {
    const { causationId, fingerprint } = metadata;
    prepared(db, 'INSERT OR IGNORE INTO given_command VALUES (?, ?)').run(causationId, fingerprint);
  },
};
