import { createHash } from 'node:crypto';
import type { ViewsDb } from '../../projecting/projection.js';

/** SHA-256 in hex of every row of every table, in an order of their own: equal views, equal digest. */
export function viewsDigest(db: ViewsDb): string {
  const hash = createHash('sha256');
  for (const table of tablesOf(db)) {
    hash.update(`${table}\n`);
    const columns = db.prepare(`SELECT * FROM "${table}"`).columns().length;
    const order = Array.from({ length: columns }, (_, place) => place + 1).join(', ');
    for (const row of db.prepare(`SELECT * FROM "${table}" ORDER BY ${order}`).raw().iterate()) {
      hash.update(`${JSON.stringify(row)}\n`);
    }
  }
  return hash.digest('hex');
}

function tablesOf(db: ViewsDb): readonly string[] {
  const select = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
  return db.prepare<[], string>(select).pluck().all();
}
