import type { ContactOutcome, DeploymentEvent, Observation } from '../../../deployments/deployment.events.js';
import type { Messages, Telling } from '../telling.js';
import { around, because, clock, entry, inMode, lasting, listed, person, quoted, sentence } from './phrases.js';

type ContactType = Extract<
  DeploymentEvent['type'],
  | `Officer${string}`
  | `Contact${string}`
  | `Missing${string}`
  | `Death${string}`
  | `Duress${string}`
  | 'NextOfKinNotified'
>;

/** What was heard of someone, and what was made of it. */
export const CONTACT: Pick<Messages, ContactType> = {
  OfficerAccountedFor: (told) => {
    const { condition, disposition, mode, receivedAt } = told.data;
    const said = listed(condition, disposition ?? '', observed(told));
    const received = `received ${clock(told, receivedAt ?? told.event.recordedAt)}`;
    return noted(told, `heard of ${person(told)}: ${listed(said, received, way(told))}${inMode(mode)}`);
  },
  ContactAttempted: (told) => {
    const { outcome, attemptedAt } = told.data;
    const tried = listed(`it was tried to reach ${person(told)} ${clock(told, attemptedAt)}`, way(told));
    return sentence(`${tried}: ${OUTCOMES[outcome]}`);
  },
  OfficerDeclaredMissing: (told) => because(told, `${person(told)} was declared missing${inMode(told.data.mode)}`),
  MissingWithdrawn: (told) =>
    because(told, `${entry(told, told.data.entry)} of ${person(told)} was withdrawn, and those before it`),
  DeathReported: (told) => {
    const { mode } = told.data;
    return noted(
      told,
      `${listed(`the death of ${person(told)} was reported`, observed(told), way(told))}${inMode(mode)}`,
    );
  },
  DeathConfirmed: (told) =>
    because(told, `the death of ${person(told)} was confirmed, on ${entry(told, told.data.entry)}`),
  DeathReportRefuted: (told) => because(told, `${entry(told, told.data.entry)}, about ${person(told)}, was refuted`),
  NextOfKinNotified: (told) =>
    sentence(`the next of kin of ${person(told)} were told ${clock(told, told.data.notifiedAt)}`),
  DuressSignalled: (told) => {
    const { signalledAt, mode } = told.data;
    const signalled = listed(`signalled ${clock(told, signalledAt)}`, way(told));
    return sentence(`${person(told)} may be acting under duress, ${signalled}${inMode(mode)}`);
  },
  DuressCleared: (told) =>
    because(told, `${entry(told, told.data.entry)} about ${person(told)} was cleared, and those before it`),
};

const OUTCOMES: Readonly<Record<ContactOutcome, string>> = {
  NO_ANSWER: 'no answer',
  UNDELIVERABLE: 'undeliverable',
  BUSY: 'busy',
  ANSWERED: 'answered',
};

/** On which basis, and when, as claimed: the claim of a clock that is ahead is told as it was made. */
function observed(told: Telling<Observation>): string {
  const { grade, vouchedBy, observedAt, uncertainty } = told.data;
  const giveOrTake = uncertainty === undefined ? '' : ` give or take ${lasting(uncertainty)}`;
  const voucher = vouchedBy === undefined ? '' : `vouched for by ${person(told, vouchedBy)}`;
  return listed(`grade ${grade}`, voucher, `observed ${clock(told, observedAt)}${giveOrTake}`);
}

function way(told: Telling): string {
  return listed(around('by ', quoted(told, 'channel')), around('at ', quoted(told, 'place')));
}

function noted(told: Telling, said: string): string {
  return `${sentence(said)}${around(' Note: ', quoted(told, 'note'), '.')}`;
}
