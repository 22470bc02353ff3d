import type { DeploymentEvent, EntryChanges } from '../../../deployments/deployment.events.js';
import type { Messages, Telling } from '../telling.js';
import { around, because, clock, entry, lasting, listed, person, quoted, sentence, several } from './phrases.js';

type EntryType = Extract<DeploymentEvent['type'], `Entry${string}` | 'ConflictResolved'>;

/** What was made of records that stand already. */
export const ENTRIES: Pick<Messages, EntryType> = {
  ConflictResolved: (told) => {
    const { prefer, setAside } = told.data;
    const aside = several(setAside.map((name) => entry(told, name)));
    return because(
      told,
      `of what contradicts itself about ${person(told)}, ${entry(told, prefer)} holds; set aside: ${aside}`,
    );
  },
  EntryCorrected: (told) =>
    because(told, `${entry(told, told.data.entry)} of ${person(told)} was corrected: ${changed(told)}`),
  EntryRetracted: (told) => because(told, `${entry(told, told.data.entry)} of ${person(told)} was retracted`),
  EntryAnnotated: (told) =>
    sentence(
      `to ${entry(told, told.data.entry)} of ${person(told)} it was added: ${quoted(told, 'text') ?? 'something'}`,
    ),
};

function changed(told: Telling<{ readonly changes: EntryChanges }>): string {
  const { condition, disposition, observedAt, uncertainty, grade, vouchedBy } = told.data.changes;
  const voucher = vouchedBy === null ? 'no voucher' : around('vouched for by ', vouchedBy && person(told, vouchedBy));
  const what = listed(
    around('condition ', condition),
    around('disposition ', disposition),
    around('observed ', observedAt && clock(told, observedAt)),
    around('give or take ', uncertainty && lasting(uncertainty)),
    around('grade ', grade?.toString()),
    voucher,
    around('place ', quoted(told, 'place')),
  );
  return what === '' ? 'its voucher' : what;
}
