import Database from 'better-sqlite3';

/** Preloaded into a server: its log and its keys are then synced as seldom as `synchronous=NORMAL` has it. */
const { pragma } = Database.prototype;
Database.prototype.pragma = function lessDurable(source, options) {
  return pragma.call(this, source === 'synchronous = FULL' ? 'synchronous = NORMAL' : source, options);
};
