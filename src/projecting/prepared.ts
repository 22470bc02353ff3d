import type Sqlite from 'better-sqlite3';
import type { ViewsDb } from './projection.js';

const statements = new WeakMap<ViewsDb, Map<string, Sqlite.Statement>>();

/**
 * The statement for a constant text, prepared once for each database. For texts that stand in the code: each is kept as
 * long as its database.
 */
export function prepared(db: ViewsDb, sql: string): Sqlite.Statement {
  let known = statements.get(db);
  if (known === undefined) statements.set(db, (known = new Map<string, Sqlite.Statement>()));
  let statement = known.get(sql);
  if (statement === undefined) known.set(sql, (statement = db.prepare(sql)));
  return statement;
}
