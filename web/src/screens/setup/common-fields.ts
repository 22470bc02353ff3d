import { ownZone } from '../../parts/form/instants.js';
import type { Field, Option, Typed } from '../../parts/form/fields.js';
import { textShown } from '../../parts/TextShown.js';
import type { Say } from '../../words/catalogue.js';
import type { Mission, Places } from './questions.js';

/* Fields that several commands have. */

export function reason(): Field {
  return { kind: 'text', name: 'reason', label: 'setup.field.reason' };
}

type InstantName =
  | 'announcedAt'
  | 'arrivedAt'
  | 'at'
  | 'beganAt'
  | 'decidedAt'
  | 'departedAt'
  | 'dueAt'
  | 'dueBackAt'
  | 'earliest'
  | 'effectiveAt'
  | 'endedAt'
  | 'expiresAt'
  | 'from'
  | 'latest'
  | 'plannedEndAt'
  | 'referenceInstant';

export function instant(
  name: InstantName,
  zone: string | undefined,
  more: Partial<Pick<Field, 'optional' | 'hint' | 'pointer'>> = {},
): Field {
  return { kind: 'instant', name, label: `setup.field.${name}`, zone: zone ?? ownZone(), ...more };
}

type LineName = 'address' | 'channel' | 'homeAgency' | 'language' | 'name' | 'place' | 'position' | 'rank' | 'to';

export function line(
  name: LineName,
  more: { readonly optional?: boolean; readonly initial?: string; readonly suggestions?: readonly string[] } = {},
): Field {
  return { kind: 'line', name, label: `setup.field.${name}`, ...more };
}

export function missionOptions(missions: readonly Mission[], say: Say): readonly Option[] {
  return missions.map(({ mission, name }) => ({ value: mission, label: textShown(name, say) }));
}

/** A mission, and one of its posts once it is chosen. */
export function placeFields({ missions, posts }: Places, { mission = '' }: Typed, say: Say): readonly Field[] {
  const open = posts.get(mission) ?? [];
  const chosen: Field = {
    kind: 'choice',
    name: 'mission',
    label: 'setup.field.mission',
    options: missionOptions(missions, say),
  };
  if (open.length === 0) return [chosen];
  const options = open.map(({ post, name }) => ({ value: post, label: textShown(name, say) }));
  return [chosen, { kind: 'choice', name: 'post', label: 'setup.field.post', options, optional: true }];
}

/** The zone of the mission that was chosen. */
export function zoneOf({ missions }: Places, { mission = '' }: Typed): string | undefined {
  return missions.find((one) => one.mission === mission)?.zone;
}
