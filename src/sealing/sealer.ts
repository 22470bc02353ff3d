import { createHmac } from 'node:crypto';
import type { KeySubject, PlainTexts, SealedTexts } from '../kernel/event.js';
import { invariant } from '../kernel/failure.js';
import type { Id } from '../kernel/ids.js';
import { canonicalJson } from '../kernel/json.js';
import type { DataKey } from './data-key.js';
import { KeyStoreUnavailable, type FoundKey, type KeyStore } from './key-store.js';
import { TextCipher, type TextPlace } from './text-cipher.js';

/** Of one sealed text, in UTF-16 code units. The edge refuses longer ones long before; here it guards the log. */
export const MAX_SEALED_LENGTH = 16_384;

/** 128 bits: enough that two different commands never share a fingerprint by chance. */
const FINGERPRINT_BYTES = 16;

/**
 * A text as it can be shown: itself; `erased`, when its key is gone or was never here; or `unreadable`, when text, key
 * or key store is damaged or out of reach. The last two are never confused, for only one of them was somebody's will.
 */
export type OpenedText = { readonly text: string } | 'erased' | 'unreadable';

export type OpenedTexts = Readonly<Record<string, OpenedText>>;

type KeysAtHand = ReadonlyMap<KeySubject, FoundKey> | 'out of reach';

/** Turns the personal texts of events into what is stored, and back. */
export class Sealer {
  /** A cipher lives as long as the store keeps its key at hand: the store's bound is its bound too. */
  private readonly ciphers = new WeakMap<DataKey, TextCipher>();

  constructor(private readonly keys: KeyStore) {}

  /**
   * Seals the texts of event `index` of a command. Equal arguments give equal bytes.
   * Rejects with KeyDestroyed, KeyDamaged or KeyStoreUnavailable; a text longer than MAX_SEALED_LENGTH is a bug.
   */
  async seal({ subject, texts }: PlainTexts, commandId: Id, index: number): Promise<SealedTexts> {
    const cipher = this.cipherOf(await this.keys.keyFor(subject));
    const sealed = Object.entries(texts).map(([field, text]) => {
      invariant(text.length <= MAX_SEALED_LENGTH, `a text of ${text.length} characters in ${field}`);
      return [field, cipher.seal({ subject, field }, { commandId, index }, text)] as const;
    });
    return { subject, sealed: Object.fromEntries(sealed) };
  }

  /** The texts by field. Lost keys and damaged texts are answers, and no errors. */
  async open(sealed: SealedTexts): Promise<OpenedTexts> {
    return this.openAll(sealed, await this.keysAtHand([sealed.subject]));
  }

  /** As `open`, of a page at once and in its order; each key is looked up once. */
  async openMany(page: readonly SealedTexts[]): Promise<readonly OpenedTexts[]> {
    const keys = await this.keysAtHand(new Set(page.map(({ subject }) => subject)));
    return page.map((sealed) => this.openAll(sealed, keys));
  }

  /**
   * A keyed digest (HMAC-SHA256, RFC 2104) of a command, by which a repetition is told from a change. Without the
   * installation's secret nobody can try out which name or place a command held.
   */
  async fingerprint(command: unknown): Promise<string> {
    const hmac = createHmac('sha256', await this.keys.fingerprintKey());
    return hmac.update(canonicalJson(command)).digest().toString('base64url', 0, FINGERPRINT_BYTES);
  }

  private async keysAtHand(subjects: Iterable<KeySubject>): Promise<KeysAtHand> {
    try {
      return await this.keys.findMany(subjects);
    } catch (error) {
      // Who is accounted for does not depend on a name: a board without names is better than no board.
      if (error instanceof KeyStoreUnavailable) return 'out of reach';
      throw error;
    }
  }

  private openAll({ subject, sealed }: SealedTexts, keys: KeysAtHand): OpenedTexts {
    const key = keys === 'out of reach' ? keys : keys.get(subject);
    const opened = Object.entries(sealed).map(([field, text]) => {
      return [field, this.openOne({ subject, field }, text, key)] as const;
    });
    return Object.fromEntries(opened);
  }

  private openOne(place: TextPlace, sealed: string, key: FoundKey | 'out of reach' | undefined): OpenedText {
    if (key === undefined || key === 'destroyed') return 'erased';
    if (key === 'damaged' || key === 'out of reach') return 'unreadable';
    const text = this.cipherOf(key).open(place, sealed);
    return text === undefined ? 'unreadable' : { text };
  }

  private cipherOf(key: DataKey): TextCipher {
    const known = this.ciphers.get(key);
    if (known !== undefined) return known;
    const cipher = new TextCipher(key);
    this.ciphers.set(key, cipher);
    return cipher;
  }
}
