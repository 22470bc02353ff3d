import type { Decider } from '../../kernel/decider.js';
import { demandReason } from '../../kernel/demands.js';
import type { PlainTexts } from '../../kernel/event.js';
import { demand, invariant, unreachable } from '../../kernel/failure.js';
import type { Id } from '../../kernel/ids.js';
import { present } from '../../kernel/present.js';
import type {
  CorrectOfficer,
  RecordContactChannel,
  RecordOfficerRank,
  RegisterOfficer,
  ReserveTour,
} from './officer.commands.js';
import type { OfficerEvent, TourReservation } from './officer.events.js';

/** A reservation is a promise: whether it came true stands on the other stream, at the fact that it names. */
export interface Reservation {
  readonly deployment: Id;
  readonly purpose: TourReservation['purpose'];
  /** The stream on which the promised fact stands once it has come true, and the id that it has there. */
  readonly stream: string;
  readonly event: Id;
}

export interface Officer {
  readonly officer: Id;
  /** In the order in which they were taken. The last that came true is the officer's last tour. */
  readonly reservations: readonly Reservation[];
}

/** Undefined until the officer is registered. */
export type OfficerState = Officer | undefined;

export const officer: Decider<OfficerState, OfficerEvent> = {
  initial: undefined,
  evolve(state, event) {
    if (event.type === 'OfficerRegistered') return { officer: event.data.officer, reservations: [] };
    invariant(state !== undefined, 'an officer begins with his registration');
    switch (event.type) {
      case 'OfficerCorrected':
      case 'OfficerRankRecorded':
      case 'ContactChannelChanged':
        return state;
      case 'TourReserved':
        return { ...state, reservations: [...state.reservations, reservationOf(event.data)] };
      default:
        return unreachable(event);
    }
  },
};

function reservationOf({ deployment, purpose, pending }: TourReservation): Reservation {
  return { deployment, purpose, stream: pending.stream, event: pending.event.id };
}

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

/**
 * Takes the one tour that the officer may have open. Whether it is free was decided beforehand, from the tours that
 * came true; stored at the exact revision that this was read from, nobody else can have taken it meanwhile.
 */
export function decideReserveTour(state: OfficerState, command: ReserveTour): readonly OfficerEvent[] {
  demandRegistered(state);
  const { deployment, purpose, pending } = command;
  return [{ type: 'TourReserved', data: { deployment, purpose, pending } }];
}

function demandRegistered(state: OfficerState): asserts state is Officer {
  demand(state !== undefined, 'not-found', 'There is no such officer.');
}

function textsOf(officer: Id, texts: PlainTexts['texts']): PlainTexts {
  return { subject: `officer:${officer}`, texts };
}
