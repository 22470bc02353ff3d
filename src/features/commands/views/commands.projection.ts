import { prepared } from '../../../projecting/prepared.js';
import type { Projection } from '../../../projecting/projection.js';

export const COMMANDS_VIEW = 'commands';

/**
 * Every command that recorded something, with its fingerprint. What a command stored in parts, or reserved, was caused by
 * it and bears its fingerprint, so the cause is the command that its giver knows. One that recorded several events may
 * stand there as often, the same each time: so nothing has to be looked up, and its index can wait.
 */
export const commandsProjection: Projection = {
  name: COMMANDS_VIEW,
  version: 2,

  create(db) {
    db.exec('CREATE TABLE given_command (command TEXT NOT NULL, fingerprint TEXT NOT NULL) STRICT;');
  },

  index(db) {
    db.exec('CREATE INDEX given_command_by_id ON given_command (command);');
  },

  apply(db, { metadata }) {
    const { causationId, fingerprint } = metadata;
    prepared(db, 'INSERT INTO given_command VALUES (?, ?)').run(causationId, fingerprint);
  },
};
