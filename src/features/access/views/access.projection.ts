import type { Recorded, RecordedEvent, SealedTexts } from '../../../kernel/event.js';
import { invariant, unreachable } from '../../../kernel/failure.js';
import type { Instant } from '../../../kernel/instant.js';
import { parseStream } from '../../../kernel/stream.js';
import { prepared } from '../../../projecting/prepared.js';
import type { Projection, ViewsDb } from '../../../projecting/projection.js';
import type { AccessEvent, AccessGrant, BrowserSession } from '../access.events.js';

export const ACCESS_VIEW = 'access';

/** What the view keeps of an access token, or of a sign-in link and its session. */
export interface TokenDocument extends AccessGrant {
  readonly kind: 'TOKEN' | 'SIGN_IN_LINK';
  readonly grantedAt: Instant;
  readonly session?: BrowserSession;
  readonly signedOutAt?: Instant;
  readonly revokedAt?: Instant;
  readonly texts: SealedTexts;
}

/** Every access token and sign-in link with its grant, found by the hash of each secret that it ever had. */
export const accessProjection: Projection = {
  name: ACCESS_VIEW,
  version: 2,

  create(db) {
    db.exec(`
      CREATE TABLE access_token (
        token TEXT PRIMARY KEY,
        granted TEXT NOT NULL UNIQUE,
        document TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE access_secret (
        hash TEXT PRIMARY KEY,
        token TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },

  apply(db, event) {
    const { category, id } = parseStream(event.stream);
    if (category !== 'access') return;
    const row = prepared(db, 'SELECT granted, document FROM access_token WHERE token = ?').get(id);
    const known = row === undefined ? undefined : parsed(row);
    const document = evolveDocument(known?.document, asAccessEvent(event));
    prepared(db, 'INSERT OR REPLACE INTO access_token VALUES (?, ?, ?)').run(
      id,
      known?.granted ?? event.position,
      JSON.stringify(document),
    );
    for (const hash of hashesOf(document)) {
      prepared(db, 'INSERT OR IGNORE INTO access_secret VALUES (?, ?)').run(hash, id);
    }
  },
};

function evolveDocument(document: TokenDocument | undefined, event: Recorded<AccessEvent>): TokenDocument {
  switch (event.type) {
    case 'AccessTokenGranted':
      return granted('TOKEN', event);
    case 'SignInLinkIssued':
      return granted('SIGN_IN_LINK', event);
    case 'SignedIn':
      return { ...before(document), session: event.data };
    case 'SignedOut':
      return { ...before(document), signedOutAt: event.recordedAt };
    case 'AccessTokenRevoked':
      return { ...before(document), revokedAt: event.recordedAt };
    default:
      return unreachable(event);
  }
}

function granted(
  kind: TokenDocument['kind'],
  { data, recordedAt, personal }: RecordedEvent<string, AccessGrant>,
): TokenDocument {
  invariant(personal !== undefined, 'a token has a name');
  return { kind, ...data, grantedAt: recordedAt, texts: personal };
}

function before(document: TokenDocument | undefined): TokenDocument {
  invariant(document !== undefined, 'what is used or revoked was granted');
  return document;
}

function hashesOf({ hash, session }: TokenDocument): readonly string[] {
  return session === undefined ? [hash] : [hash, session.hash];
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

/** Undefined where no secret with this hash was ever given. A hash is of a random secret: no two grants share one. */
export function tokenOfHash(db: ViewsDb, hash: string): TokenDocument | undefined {
  const row = prepared(
    db,
    'SELECT granted, document FROM access_token WHERE token = (SELECT token FROM access_secret WHERE hash = ?)',
  ).get(hash);
  return row === undefined ? undefined : parsed(row).document;
}

export function tokenOfId(db: ViewsDb, token: string): TokenDocument | undefined {
  const row = prepared(db, 'SELECT granted, document FROM access_token WHERE token = ?').get(token);
  return row === undefined ? undefined : parsed(row).document;
}

function parsed(row: unknown): TokenRow {
  const { granted: position, document } = row as { readonly granted: string; readonly document: string };
  return { granted: position, document: JSON.parse(document) as TokenDocument };
}

/** By its stream it is one of ours; that its type is known is for the switch over the types to say. */
function asAccessEvent(event: RecordedEvent<string, object>): Recorded<AccessEvent> {
  return event as Recorded<AccessEvent>;
}
