import type { Recorded, RecordedEvent, SealedTexts } from '../../../kernel/event.js';
import { invariant, unreachable } from '../../../kernel/failure.js';
import type { Instant } from '../../../kernel/instant.js';
import { parseStream } from '../../../kernel/stream.js';
import { prepared } from '../../../projecting/prepared.js';
import type { Projection, ViewsDb } from '../../../projecting/projection.js';
import type { AccessEvent, AccessGrant } from '../access.events.js';

export const ACCESS_VIEW = 'access';

/** What the view keeps of an access token. */
export interface TokenDocument extends AccessGrant {
  readonly grantedAt: Instant;
  readonly revokedAt?: Instant;
  readonly texts: SealedTexts;
}

/** Every access token with its grant, found by the hash of its secret. */
export const accessProjection: Projection = {
  name: ACCESS_VIEW,
  version: 1,

  create(db) {
    db.exec(`
      CREATE TABLE access_token (
        token TEXT PRIMARY KEY,
        granted TEXT NOT NULL UNIQUE,
        hash TEXT NOT NULL UNIQUE,
        document TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },

  apply(db, event) {
    const { category, id } = parseStream(event.stream);
    if (category !== 'access') return;
    const row = prepared(db, 'SELECT granted, document FROM access_token WHERE token = ?').get(id);
    const known = row === undefined ? undefined : parsed(row);
    const document = evolveDocument(known?.document, asAccessEvent(event));
    prepared(db, 'INSERT OR REPLACE INTO access_token VALUES (?, ?, ?, ?)').run(
      id,
      known?.granted ?? event.position,
      document.hash,
      JSON.stringify(document),
    );
  },
};

function evolveDocument(document: TokenDocument | undefined, event: Recorded<AccessEvent>): TokenDocument {
  switch (event.type) {
    case 'AccessTokenGranted':
      invariant(event.personal !== undefined, 'a token has a name');
      return { ...event.data, grantedAt: event.recordedAt, texts: event.personal };
    case 'AccessTokenRevoked':
      invariant(document !== undefined, 'what is revoked was granted');
      return { ...document, revokedAt: event.recordedAt };
    default:
      return unreachable(event);
  }
}

export interface TokenRow {
  readonly granted: string;
  readonly document: TokenDocument;
}

/** Tokens granted after a position, the earliest first; from the beginning without one. */
export function tokensAfter(db: ViewsDb, granted: string | undefined, limit: number): readonly TokenRow[] {
  return prepared(db, 'SELECT granted, document FROM access_token WHERE granted > ? ORDER BY granted LIMIT ?')
    .all(granted ?? '', limit)
    .map(parsed);
}

/** Undefined where no token was granted with this hash. A hash is of a random secret: no two grants share one. */
export function tokenOfHash(db: ViewsDb, hash: string): TokenDocument | undefined {
  const row = prepared(db, 'SELECT granted, document FROM access_token WHERE hash = ?').get(hash);
  return row === undefined ? undefined : parsed(row).document;
}

function parsed(row: unknown): TokenRow {
  const { granted, document } = row as { readonly granted: string; readonly document: string };
  return { granted, document: JSON.parse(document) as TokenDocument };
}

/** By its stream it is one of ours; that its type is known is for the switch over the types to say. */
function asAccessEvent(event: RecordedEvent<string, object>): Recorded<AccessEvent> {
  return event as Recorded<AccessEvent>;
}
