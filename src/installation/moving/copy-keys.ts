import type { KeySubject } from '../../kernel/event.js';
import type { KeyCensus, KeyStore } from '../../sealing/key-store.js';
import { KeyDamaged, KeyDestroyed } from '../../sealing/key-store.js';
import { MoveRefused } from './move-refused.js';

/** Subjects whose keys are looked up at once. */
const KEYS_PAGE_SIZE = 1_024;

/** Rejects with MoveRefused where the target's keys are of another installation. */
export async function demandSameInstallation(source: KeyStore, target: KeyStore): Promise<void> {
  const [theirs, ours] = [await target.fingerprintKey(), await source.fingerprintKey()];
  if (!theirs.equals(ours)) throw new MoveRefused('the target has keys of another installation: nothing was written');
}

/**
 * Gives another store of the same installation every key and every tombstone, under its own master key, and takes no key for erased that is not.
 * To repeat it is allowed. Rejects with MoveRefused where a key is damaged, or the other store has another one for
 * somebody; or as the stores do.
 */
export async function copyKeys(source: KeyStore, target: KeyStore): Promise<Omit<KeyCensus, 'damaged'>> {
  const subjects = await source.subjects();
  let [kept, destroyed] = [0, 0];
  for (let first = 0; first < subjects.length; first += KEYS_PAGE_SIZE) {
    for (const [subject, key] of await source.findMany(subjects.slice(first, first + KEYS_PAGE_SIZE))) {
      if (key === 'damaged') throw new MoveRefused(new KeyDamaged(subject).message);
      if (key === 'destroyed') {
        await target.destroy(subject);
        destroyed += 1;
      } else {
        const taken = await adopted(target, subject, key);
        if (!taken.equals(key)) throw new MoveRefused(`the target has another key of ${subject}`);
        kept += 1;
      }
    }
  }
  return { kept, destroyed };
}

async function adopted(
  target: KeyStore,
  subject: KeySubject,
  key: Parameters<KeyStore['adopt']>[1],
): ReturnType<KeyStore['adopt']> {
  try {
    return await target.adopt(subject, key);
  } catch (error) {
    if (!(error instanceof KeyDestroyed)) throw error;
    throw new MoveRefused(`${subject} was erased in the target and not in the source`, { cause: error });
  }
}
