import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import type { KeySubject } from '../kernel/event.js';
import type { Id } from '../kernel/ids.js';
import { canonicalJson } from '../kernel/json.js';
import { subkey, type DataKey } from './data-key.js';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Says how the rest of a sealed text is to be read; it is part of the storage format. */
const PREFIX = 'v1.';

/** Where a text stands. It is authenticated, so that no sealed text can be moved to another field or person. */
export interface TextPlace {
  readonly subject: KeySubject;
  readonly field: string;
}

/** Which event of which command brings the text. */
export interface TextOrigin {
  readonly commandId: Id;
  readonly index: number;
}

/**
 * Seals and opens the texts of one subject: AES-256-GCM (NIST SP 800-38D) under a key derived from the subject's.
 *
 * The nonce is the beginning of an HMAC-SHA256, under a second derived key, of the text and of all that it belongs to.
 * So the same text of the same command seals to the same bytes, and an exact retry can be recognised, while two that
 * differ in anything get nonces as unlike as random ones: the bound of section 8.3, 2^32 texts under a key, applies.
 */
export class TextCipher {
  private readonly encryption: DataKey;
  private readonly nonces: DataKey;

  constructor(key: DataKey) {
    this.encryption = subkey(key, 'muster v1 text encryption');
    this.nonces = subkey(key, 'muster v1 text nonce');
  }

  seal(place: TextPlace, origin: TextOrigin, text: string): string {
    const nonce = this.nonce(place, origin, text);
    const cipher = createCipheriv(ALGORITHM, this.encryption, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(authenticated(place));
    // As a JSON string, in which an unpaired surrogate survives the way through UTF-8.
    const body = cipher.update(JSON.stringify(text), 'utf8');
    return PREFIX + Buffer.concat([nonce, body, cipher.final(), cipher.getAuthTag()]).toString('base64url');
  }

  /** The text; undefined when `sealed` was not made by `seal` for this place under this subject's key. */
  open(place: TextPlace, sealed: string): string | undefined {
    const bytes = bytesOf(sealed);
    if (bytes === undefined) return undefined;
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(ALGORITHM, this.encryption, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(authenticated(place));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const body = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    try {
      decipher.final();
    } catch {
      return undefined;
    }
    return JSON.parse(body.toString('utf8')) as string;
  }

  private nonce({ field }: TextPlace, { commandId, index }: TextOrigin, text: string): Buffer {
    const all = canonicalJson([commandId, index, field, text]);
    return createHmac('sha256', this.nonces).update(all).digest().subarray(0, NONCE_BYTES);
  }
}

function authenticated({ subject, field }: TextPlace): Buffer {
  return Buffer.from(canonicalJson([subject, field]));
}

/** One spelling only: decoders skip what is no base64url, and a text that was tampered with must not pass for whole. */
function bytesOf(sealed: string): Buffer | undefined {
  if (!sealed.startsWith(PREFIX)) return undefined;
  const encoded = sealed.slice(PREFIX.length);
  const bytes = Buffer.from(encoded, 'base64url');
  return bytes.length >= NONCE_BYTES + TAG_BYTES && bytes.toString('base64url') === encoded ? bytes : undefined;
}
