import type { DeploymentEvent } from '../deployments/deployment.events.js';
import { describeAll } from './describe-all.js';

const OBSERVATION = {
  observedAt: 'instant',
  uncertainty: 'duration',
  grade: '1 to 5',
  vouchedBy: 'id of a deployment',
  mode: 'mode',
} as const;

/** The events of a tour; all its texts are sealed under the officer's key. */
export const DEPLOYMENT_EVENTS = describeAll<DeploymentEvent>('deployment', {
  DeploymentBegan: {
    meaning: "An officer's tour began, and with it an assignment.",
    clear: {
      deployment: 'id',
      officer: 'id',
      mission: 'id',
      post: 'id',
      beganAt: 'instant',
      plannedEndAt: 'instant',
    },
    sealed: ['position'],
    happenedAt: 'beganAt',
  },
  DeploymentExtended: {
    meaning: 'The tour is planned to end later.',
    clear: { plannedEndAt: 'instant' },
    sealed: ['reason'],
  },
  DeploymentCurtailed: {
    meaning: 'The tour is planned to end earlier.',
    clear: { plannedEndAt: 'instant' },
    sealed: ['reason'],
  },
  DeploymentEnded: {
    meaning: 'The tour ended.',
    clear: { endedAt: 'instant' },
    sealed: ['reason'],
    happenedAt: 'endedAt',
  },
  DeploymentReinstated: { meaning: 'The end of the tour was a mistake.', clear: {}, sealed: ['reason'] },
  AssignmentStarted: {
    meaning: 'The officer was assigned to a mission or post.',
    clear: { assignment: 'id', mission: 'id', post: 'id', from: 'instant' },
    sealed: ['position'],
    happenedAt: 'from',
  },
  AssignmentEnded: {
    meaning: 'An assignment ended.',
    clear: { assignment: 'id', at: 'instant' },
    sealed: [],
    happenedAt: 'at',
  },
  LeaveStarted: {
    meaning: 'The officer went on leave.',
    clear: { from: 'instant', dueBackAt: 'instant' },
    sealed: ['place'],
    happenedAt: 'from',
  },
  LeaveEnded: { meaning: 'The officer came back from leave.', clear: { at: 'instant' }, sealed: [], happenedAt: 'at' },
  TransitStarted: {
    meaning: 'The officer set out.',
    clear: { departedAt: 'instant', dueAt: 'instant' },
    sealed: ['to'],
    happenedAt: 'departedAt',
  },
  ArrivalObserved: {
    meaning: 'The officer arrived.',
    clear: { arrivedAt: 'instant' },
    sealed: ['place'],
    happenedAt: 'arrivedAt',
  },
  OfficerAccountedFor: {
    meaning: 'Someone was heard of: in which condition, observed when, on which basis.',
    clear: {
      ...OBSERVATION,
      condition: 'condition',
      disposition: 'disposition',
      sentAt: 'instant',
      receivedAt: 'instant',
    },
    sealed: ['place', 'channel', 'note'],
    happenedAt: 'observedAt',
  },
  ContactAttempted: {
    meaning: 'It was tried to reach the officer.',
    clear: { outcome: 'outcome', attemptedAt: 'instant' },
    sealed: ['channel'],
    happenedAt: 'attemptedAt',
  },
  OfficerDeclaredMissing: {
    meaning: 'A commander declared the officer missing.',
    clear: { mode: 'mode' },
    sealed: ['reason'],
  },
  MissingWithdrawn: {
    meaning: 'A declaration of missing was withdrawn.',
    clear: { entry: 'entry' },
    sealed: ['reason'],
  },
  DeathReported: {
    meaning: "The officer's death was reported.",
    clear: OBSERVATION,
    sealed: ['channel', 'note'],
    happenedAt: 'observedAt',
  },
  DeathConfirmed: { meaning: 'A report of death was confirmed.', clear: { entry: 'entry' }, sealed: ['reason'] },
  DeathReportRefuted: { meaning: 'A report of death was refuted.', clear: { entry: 'entry' }, sealed: ['reason'] },
  NextOfKinNotified: {
    meaning: 'The next of kin were told.',
    clear: { notifiedAt: 'instant' },
    sealed: [],
    happenedAt: 'notifiedAt',
  },
  DuressSignalled: {
    meaning: 'The officer may be acting under duress.',
    clear: { signalledAt: 'instant', mode: 'mode' },
    sealed: ['channel'],
    happenedAt: 'signalledAt',
  },
  DuressCleared: { meaning: 'A signal of duress was cleared.', clear: { entry: 'entry' }, sealed: ['reason'] },
  ConflictResolved: {
    meaning: 'Contradicting entries were weighed, and some set aside.',
    clear: { prefer: 'entry', setAside: 'entries' },
    sealed: ['reason'],
  },
  EntryCorrected: {
    meaning: 'An entry was corrected; this is its newest version.',
    clear: {
      entry: 'entry',
      'changes.condition': 'condition',
      'changes.disposition': 'disposition',
      'changes.observedAt': 'instant',
      'changes.uncertainty': 'duration',
      'changes.grade': '1 to 5',
      'changes.vouchedBy': 'id of a deployment, or null where it was dropped',
    },
    sealed: ['place', 'reason'],
  },
  EntryRetracted: { meaning: 'An entry was retracted.', clear: { entry: 'entry' }, sealed: ['reason'] },
  EntryAnnotated: { meaning: 'Something was added to an entry.', clear: { entry: 'entry' }, sealed: ['text'] },
});
