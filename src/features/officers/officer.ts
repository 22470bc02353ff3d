import type { Decider } from '../../kernel/decider.js';
import { demandReason } from '../../kernel/demands.js';
import type { PlainTexts } from '../../kernel/event.js';
import { demand, invariant, unreachable } from '../../kernel/failure.js';
import type { Id } from '../../kernel/ids.js';
import { present } from '../../kernel/present.js';
import type { CorrectOfficer, RecordContactChannel, RecordOfficerRank, RegisterOfficer } from './officer.commands.js';
import type { OfficerEvent } from './officer.events.js';

/** Undefined until the officer is registered. No decision about him needs to know more. */
export type OfficerState = 'REGISTERED' | undefined;

export const officer: Decider<OfficerState, OfficerEvent> = {
  initial: undefined,
  evolve(state, event) {
    if (event.type === 'OfficerRegistered') return 'REGISTERED';
    invariant(state !== undefined, 'an officer begins with his registration');
    switch (event.type) {
      case 'OfficerCorrected':
      case 'OfficerRankRecorded':
      case 'ContactChannelChanged':
      case 'TourReserved':
        return state;
      default:
        return unreachable(event);
    }
  },
};

export function decideRegisterOfficer(state: OfficerState, command: RegisterOfficer): readonly OfficerEvent[] {
  demand(state === undefined, 'already-exists', 'The officer is registered already.');
  const { officer, homeAgency, language, name, rank } = command;
  const data = present({ officer, homeAgency, language });
  return [{ type: 'OfficerRegistered', data, texts: textsOf(officer, { name, rank }) }];
}

export function decideCorrectOfficer(state: OfficerState, command: CorrectOfficer): readonly OfficerEvent[] {
  demandRegistered(state);
  const { officer, name, homeAgency, language, reason } = command;
  const data = present({ homeAgency, language });
  const changes = name !== undefined || Object.keys(data).length > 0;
  demand(changes, 'nothing-to-change', 'A correction changes the name, the home agency or the language.');
  demandReason(reason);
  return [{ type: 'OfficerCorrected', data, texts: textsOf(officer, present({ name, reason })) }];
}

export function decideRecordContactChannel(
  state: OfficerState,
  command: RecordContactChannel,
): readonly OfficerEvent[] {
  demandRegistered(state);
  const { officer, channel, address } = command;
  return [{ type: 'ContactChannelChanged', data: {}, texts: textsOf(officer, { channel, address }) }];
}

/** A promotion may be recorded before it takes effect. */
export function decideRecordOfficerRank(state: OfficerState, command: RecordOfficerRank): readonly OfficerEvent[] {
  demandRegistered(state);
  const { officer, rank, effectiveAt } = command;
  return [{ type: 'OfficerRankRecorded', data: { effectiveAt }, texts: textsOf(officer, { rank }) }];
}

function demandRegistered(state: OfficerState): asserts state is 'REGISTERED' {
  demand(state !== undefined, 'not-found', 'There is no such officer.');
}

function textsOf(officer: Id, texts: PlainTexts['texts']): PlainTexts {
  return { subject: `officer:${officer}`, texts };
}
