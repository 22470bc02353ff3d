import type { Recorded, RecordedEvent, SealedTexts } from '../../../kernel/event.js';
import { invariant, unreachable } from '../../../kernel/failure.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { parseStream } from '../../../kernel/stream.js';
import { prepared } from '../../../projecting/prepared.js';
import type { Projection, ViewsDb } from '../../../projecting/projection.js';
import type { AccessEvent, AccessGrant, BrowserSession, PersonalLink } from '../access.events.js';

export const ACCESS_VIEW = 'access';

interface Granted {
  readonly grantedAt: Instant;
  readonly revokedAt?: Instant;
}

/** What the view keeps of an access token, or of a sign-in link and its session. */
export interface TokenDocument extends AccessGrant, Granted {
  readonly kind: 'TOKEN' | 'SIGN_IN_LINK';
  readonly session?: BrowserSession;
  readonly signedOutAt?: Instant;
  readonly texts: SealedTexts;
}

export interface PersonalLinkDocument extends PersonalLink, Granted {
  readonly kind: 'PERSONAL_LINK';
}

export type AccessDocument = TokenDocument | PersonalLinkDocument;

/** Every access token and link with its grant, found by the hash of each secret that it ever had. */
export const accessProjection: Projection = {
  name: ACCESS_VIEW,
  version: 4,

  create(db) {
    db.exec(`
      CREATE TABLE access_token (
        token TEXT PRIMARY KEY,
        granted TEXT NOT NULL UNIQUE,
        actor TEXT NOT NULL,
        -- Of a personal link; those of the operator have none.
        roll_call TEXT,
        document TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX access_token_by_roll_call ON access_token (roll_call, granted);
      CREATE INDEX access_token_by_actor ON access_token (actor, granted);
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
    prepared(db, 'INSERT OR REPLACE INTO access_token VALUES (?, ?, ?, ?, ?)').run(
      id,
      known?.granted ?? event.position,
      document.actor,
      document.kind === 'PERSONAL_LINK' ? document.rollCall : null,
      JSON.stringify(document),
    );
    for (const hash of hashesOf(document)) {
      prepared(db, 'INSERT OR IGNORE INTO access_secret VALUES (?, ?)').run(hash, id);
    }
  },
};

function evolveDocument(document: AccessDocument | undefined, event: Recorded<AccessEvent>): AccessDocument {
  switch (event.type) {
    case 'AccessTokenGranted':
      return granted('TOKEN', event);
    case 'SignInLinkIssued':
      return granted('SIGN_IN_LINK', event);
    case 'PersonalLinkIssued':
      return { kind: 'PERSONAL_LINK', ...event.data, grantedAt: event.recordedAt };
    case 'SignedIn':
      return { ...signIn(document), session: event.data };
    case 'SignedOut':
      return { ...signIn(document), signedOutAt: event.recordedAt };
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

function before(document: AccessDocument | undefined): AccessDocument {
  invariant(document !== undefined, 'what is revoked was granted');
  return document;
}

function signIn(document: AccessDocument | undefined): TokenDocument {
  invariant(document?.kind === 'SIGN_IN_LINK', 'who signs in has a link for it');
  return document;
}

function hashesOf(document: AccessDocument): readonly string[] {
  const session = document.kind === 'PERSONAL_LINK' ? undefined : document.session;
  return session === undefined ? [document.hash] : [document.hash, session.hash];
}

export interface AccessRow<Document extends AccessDocument = AccessDocument> {
  readonly granted: string;
  readonly document: Document;
}

/** Tokens and sign-in links granted after a position, the earliest first; from the beginning without one. */
export function tokensAfter(
  db: ViewsDb,
  granted: string | undefined,
  limit: number,
): readonly AccessRow<TokenDocument>[] {
  const rows = prepared(
    db,
    'SELECT granted, document FROM access_token WHERE roll_call IS NULL AND granted > ? ORDER BY granted LIMIT ?',
  ).all(granted ?? '', limit);
  return rows.map((row) => parsed(row) as AccessRow<TokenDocument>);
}

/** The personal links of a roll call, likewise. */
export function personalLinksAfter(
  db: ViewsDb,
  rollCall: Id,
  granted: string | undefined,
  limit: number,
): readonly AccessRow<PersonalLinkDocument>[] {
  const rows = prepared(
    db,
    'SELECT granted, document FROM access_token WHERE roll_call = ? AND granted > ? ORDER BY granted LIMIT ?',
  ).all(rollCall, granted ?? '', limit);
  return rows.map((row) => parsed(row) as AccessRow<PersonalLinkDocument>);
}

/** Undefined where no secret with this hash was ever given. A hash is of a random secret: no two grants share one. */
export function accessOfHash(db: ViewsDb, hash: string): AccessDocument | undefined {
  const row = prepared(
    db,
    'SELECT granted, document FROM access_token WHERE token = (SELECT token FROM access_secret WHERE hash = ?)',
  ).get(hash);
  return row === undefined ? undefined : parsed(row).document;
}

export function accessOfId(db: ViewsDb, token: Id): AccessDocument | undefined {
  const row = prepared(db, 'SELECT granted, document FROM access_token WHERE token = ?').get(token);
  return row === undefined ? undefined : parsed(row).document;
}

/**
 * The grant by which someone who acts is named, in force or not: where one is for a deployed officer, he is that officer,
 * and it is the last of these; otherwise the last of all.
 */
export function grantThatNames(db: ViewsDb, actor: Id): AccessDocument | undefined {
  const row = prepared(
    db,
    `SELECT granted, document FROM access_token WHERE actor = ?
     ORDER BY json_extract(document, '$.scope.deployment') IS NOT NULL DESC, granted DESC LIMIT 1`,
  ).get(actor);
  return row === undefined ? undefined : parsed(row).document;
}

function parsed(row: unknown): AccessRow {
  const { granted: position, document } = row as { readonly granted: string; readonly document: string };
  return { granted: position, document: JSON.parse(document) as AccessDocument };
}

/** By its stream it is one of ours; that its type is known is for the switch over the types to say. */
function asAccessEvent(event: RecordedEvent<string, object>): Recorded<AccessEvent> {
  return event as Recorded<AccessEvent>;
}
