import { entryId, type EntryId } from '../../../kernel/entry-id.js';
import type { Recorded } from '../../../kernel/event.js';
import { invariant, unreachable } from '../../../kernel/failure.js';
import { earlier } from '../../../kernel/instant.js';
import { present } from '../../../kernel/present.js';
import { parseStream } from '../../../kernel/stream.js';
import type { DeploymentEvent, EntryChanges } from '../../deployments/deployment.events.js';
import {
  keyOfRevision,
  TOUR,
  type EntryFact,
  type FactKind,
  type FactOf,
  type KnownFact,
  type StreamFacts,
} from './fact.js';

type Of<Type extends DeploymentEvent['type']> = Extract<Recorded<DeploymentEvent>, { type: Type }>;

/** The facts of a deployment that an event makes or changes: the new version of each. */
export function deploymentFacts(event: Recorded<DeploymentEvent>, facts: StreamFacts): readonly KnownFact[] {
  switch (event.type) {
    case 'DeploymentBegan':
      return beginning(event);
    case 'DeploymentEnded':
      return [{ ...the(facts, 'tour', TOUR), endedAt: event.data.endedAt }];
    case 'DeploymentReinstated':
      return [reinstated(event, facts)];
    case 'AssignmentStarted':
      return [{ kind: 'assignment', ...assignment(event.data), recorded: event.position }];
    case 'AssignmentEnded':
      return [{ ...the(facts, 'assignment', event.data.assignment), until: event.data.at }];
    case 'OfficerAccountedFor':
      return [checkIn(event)];
    case 'DeathReported':
      return [deathReport(event)];
    case 'DeathConfirmed':
      return [{ ...the(facts, 'entry', event.data.entry), condition: 'DECEASED' }];
    case 'DeathReportRefuted':
      return [{ ...the(facts, 'entry', event.data.entry), refuted: true }];
    case 'EntryCorrected':
      return corrected(event, facts);
    case 'EntryRetracted':
      return retracted(the(facts, 'entry', event.data.entry), facts);
    case 'ConflictResolved':
      return [{ kind: 'resolution', key: keyOfRevision(event.revision), ...event.data }];
    case 'OfficerDeclaredMissing':
      return [declaration(event)];
    case 'MissingWithdrawn':
      return withdrawn(event, facts);
    case 'DuressSignalled':
      return [signal(event)];
    case 'DuressCleared':
      return cleared(event, facts);
    case 'DeploymentExtended':
    case 'DeploymentCurtailed':
    case 'LeaveStarted':
    case 'LeaveEnded':
    case 'TransitStarted':
    case 'ArrivalObserved':
    case 'ContactAttempted':
    case 'NextOfKinNotified':
    case 'EntryAnnotated':
      return [];
    default:
      return unreachable(event);
  }
}

function the<Kind extends FactKind>(facts: StreamFacts, kind: Kind, key: string): FactOf<Kind> {
  const fact = facts.get(kind, key);
  invariant(fact !== undefined, `the log names a ${kind} that it does not have: ${key}`);
  return fact;
}

function ownEntry(event: Recorded<DeploymentEvent>): EntryId {
  return entryId(parseStream(event.stream).id, event.id);
}

function beginning(event: Of<'DeploymentBegan'>): readonly KnownFact[] {
  const { deployment, officer, mission, post, beganAt } = event.data;
  const recorded = event.position;
  return [
    { kind: 'tour', key: TOUR, deployment, officer, beganAt, recorded },
    { kind: 'assignment', key: deployment, mission, ...present({ post }), from: beganAt, recorded },
  ];
}

function reinstated(event: Of<'DeploymentReinstated'>, facts: StreamFacts): KnownFact {
  const { endedAt, ...tour } = the(facts, 'tour', TOUR);
  return { ...tour, reinstated: event.position };
}

function assignment({ assignment: key, mission, post, from }: Of<'AssignmentStarted'>['data']) {
  return { key, mission, ...present({ post }), from };
}

function checkIn(event: Of<'OfficerAccountedFor'>): EntryFact {
  const { condition, disposition, mode, grade, vouchedBy, observedAt, uncertainty, receivedAt } = event.data;
  return {
    kind: 'entry',
    key: ownEntry(event),
    entry: 'CHECK_IN',
    ...{ condition, mode, grade, observedAt },
    ...present({ disposition, vouchedBy, uncertainty, personal: event.personal }),
    receivedAt: receivedAt ?? event.recordedAt,
    recorded: event.position,
    retracted: false,
    refuted: false,
  };
}

function deathReport(event: Of<'DeathReported'>): EntryFact {
  const { mode, grade, vouchedBy, observedAt, uncertainty } = event.data;
  return {
    kind: 'entry',
    key: ownEntry(event),
    entry: 'DEATH_REPORT',
    condition: 'DEATH_REPORTED',
    ...{ mode, grade, observedAt },
    ...present({ vouchedBy, uncertainty, personal: event.personal }),
    receivedAt: event.recordedAt,
    recorded: event.position,
    retracted: false,
    refuted: false,
  };
}

/** The new version is an entry of its own, with the receipt of what it corrects. */
function corrected(event: Of<'EntryCorrected'>, facts: StreamFacts): readonly KnownFact[] {
  const old = the(facts, 'entry', event.data.entry);
  const key = ownEntry(event);
  const changed = withChanges(old, event.data.changes);
  return [
    { ...old, supersededBy: key },
    { ...changed, key, corrects: old.key, recorded: event.position, ...correctedTexts(old, event) },
  ];
}

/** A corrected place stands beside what else was said; the reason is the correction's and not the entry's. */
function correctedTexts({ personal }: EntryFact, event: Of<'EntryCorrected'>): Pick<EntryFact, 'personal'> {
  const place = event.personal?.sealed['place'];
  if (place === undefined || event.personal === undefined) return {};
  return { personal: { subject: event.personal.subject, sealed: { ...personal?.sealed, place } } };
}

function withChanges(old: EntryFact, changes: EntryChanges): EntryFact {
  const { vouchedBy, ...others } = changes;
  const { vouchedBy: before, ...rest } = old;
  const voucher = vouchedBy === null ? undefined : (vouchedBy ?? before);
  return { ...rest, ...others, ...present({ vouchedBy: voucher }) };
}

/** What a retracted correction corrected stands again. */
function retracted(entry: EntryFact, facts: StreamFacts): readonly KnownFact[] {
  const gone = { ...entry, retracted: true };
  if (entry.corrects === undefined) return [gone];
  const { supersededBy, ...before } = the(facts, 'entry', entry.corrects);
  return [gone, before];
}

function declaration(event: Of<'OfficerDeclaredMissing'>): KnownFact {
  const { recordedAt, position: recorded } = event;
  return { kind: 'declaration', key: ownEntry(event), mode: event.data.mode, recordedAt, recorded, withdrawn: false };
}

/** The one named, and those before it in its mode. */
function withdrawn(event: Of<'MissingWithdrawn'>, facts: StreamFacts): readonly KnownFact[] {
  const named = the(facts, 'declaration', event.data.entry);
  return facts
    .all('declaration')
    .filter(({ mode, recorded, withdrawn }) => mode === named.mode && recorded <= named.recorded && !withdrawn)
    .map((fact) => ({ ...fact, withdrawn: true }));
}

function signal(event: Of<'DuressSignalled'>): KnownFact {
  const { signalledAt, mode } = event.data;
  const from = earlier(signalledAt, event.recordedAt);
  return { kind: 'duress', key: ownEntry(event), mode, from, recorded: event.position };
}

/** The one named, and those before it in its mode. */
function cleared(event: Of<'DuressCleared'>, facts: StreamFacts): readonly KnownFact[] {
  const named = the(facts, 'duress', event.data.entry);
  return facts
    .all('duress')
    .filter(({ mode, recorded, clearedAt }) => {
      return mode === named.mode && recorded <= named.recorded && clearedAt === undefined;
    })
    .map((fact) => ({ ...fact, clearedAt: event.recordedAt }));
}
