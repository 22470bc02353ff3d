import { instant } from '../../src/kernel/instant.js';
import {
  ANN,
  at,
  BEN,
  CENTRE,
  CHECK_IN,
  CORRECTED,
  DEATH,
  DURESS,
  lasting,
  MISSING,
  REASON,
  sample,
  TRAINING,
  type Sample,
} from './timeline-sample.js';
import { id } from './given.js';

const OF_TOUR = [
  sample(
    'DeploymentBegan',
    {
      ...{ deployment: ANN, officer: id('officer'), mission: TRAINING, post: CENTRE },
      ...{ beganAt: at('20:00'), plannedEndAt: instant('2020-10-01T00:00:00Z') },
    },
    { position: 'instructor' },
    'The tour of Ann Example began 20:00Z, to Police training at the training centre as “instructor”; ' +
      'it is planned to end 2020-10-01 00:00Z.',
  ),
  sample(
    'DeploymentExtended',
    { plannedEndAt: instant('2020-11-01T00:00:00Z') },
    REASON,
    'The tour of Ann Example is planned to end later, 2020-11-01 00:00Z. Reason: “it is so”.',
  ),
  sample(
    'DeploymentCurtailed',
    { plannedEndAt: instant('2020-09-01T00:00:00Z') },
    REASON,
    'The tour of Ann Example is planned to end earlier, 2020-09-01 00:00Z. Reason: “it is so”.',
  ),
  sample(
    'DeploymentEnded',
    { endedAt: at('23:00') },
    REASON,
    'The tour of Ann Example ended 23:00Z. Reason: “it is so”.',
  ),
  sample(
    'DeploymentReinstated',
    {},
    REASON,
    'The end of the tour of Ann Example was a mistake and is undone. Reason: “it is so”.',
  ),
  sample(
    'AssignmentStarted',
    { assignment: id('other'), mission: TRAINING, from: at('21:00') },
    {},
    'Ann Example was assigned to Police training, from 21:00Z.',
  ),
  sample(
    'AssignmentEnded',
    { assignment: id('other'), at: at('21:30') },
    {},
    'An assignment of Ann Example ended 21:30Z.',
  ),
  sample(
    'LeaveStarted',
    { from: at('21:00'), dueBackAt: at('23:00') },
    { place: 'Amman' },
    'Ann Example went on leave 21:00Z to “Amman”, due back 23:00Z.',
  ),
  sample('LeaveEnded', { at: at('22:00') }, {}, 'Ann Example came back from leave 22:00Z.'),
  sample(
    'TransitStarted',
    { departedAt: at('21:00'), dueAt: at('23:00') },
    { to: 'Baghdad' },
    'Ann Example set out 21:00Z for “Baghdad”, due 23:00Z.',
  ),
  sample('ArrivalObserved', { arrivedAt: at('22:00') }, { place: 'Amman' }, 'Ann Example arrived 22:00Z at “Amman”.'),
];

const OF_CONTACT = [
  sample(
    'OfficerAccountedFor',
    { condition: 'SAFE', grade: 2, observedAt: at('23:09'), mode: 'ACTUAL' },
    { channel: 'APP' },
    'Heard of Ann Example: SAFE, grade 2, observed 23:09Z, received 23:10Z, by “APP”.',
  ),
  sample(
    'OfficerAccountedFor',
    {
      ...{ condition: 'INJURED', disposition: 'HOSPITALISED', grade: 3, vouchedBy: BEN, mode: 'TEST' },
      ...{ observedAt: at('23:00'), uncertainty: lasting('PT2M'), receivedAt: at('23:05') },
    },
    { channel: 'RADIO', place: 'the gate', note: 'Not badly' },
    'Heard of Ann Example: INJURED, HOSPITALISED, grade 3, vouched for by Ben Example, ' +
      'observed 23:00Z give or take 2 min, received 23:05Z, by “RADIO”, at “the gate” (TEST). Note: “Not badly”.',
  ),
  sample(
    'ContactAttempted',
    { outcome: 'NO_ANSWER', attemptedAt: at('23:08') },
    { channel: 'PHONE' },
    'It was tried to reach Ann Example 23:08Z, by “PHONE”: no answer.',
  ),
  sample('OfficerDeclaredMissing', { mode: 'ACTUAL' }, REASON, 'Ann Example was declared missing. Reason: “it is so”.'),
  sample(
    'MissingWithdrawn',
    { entry: MISSING },
    REASON,
    'The declaration of missing of 2020-01-06 22:51Z of Ann Example was withdrawn, and those before it. ' +
      'Reason: “it is so”.',
  ),
  sample(
    'DeathReported',
    { grade: 5, observedAt: at('22:55'), mode: 'ACTUAL' },
    { channel: 'PARTNER', note: 'Unconfirmed' },
    'The death of Ann Example was reported, grade 5, observed 22:55Z, by “PARTNER”. Note: “Unconfirmed”.',
  ),
  sample(
    'DeathConfirmed',
    { entry: DEATH },
    REASON,
    'The death of Ann Example was confirmed, on the report of death observed 22:50Z. Reason: “it is so”.',
  ),
  sample(
    'DeathReportRefuted',
    { entry: DEATH },
    REASON,
    'The report of death observed 22:50Z, about Ann Example, was refuted. Reason: “it is so”.',
  ),
  sample('NextOfKinNotified', { notifiedAt: at('23:01') }, {}, 'The next of kin of Ann Example were told 23:01Z.'),
  sample(
    'DuressSignalled',
    { signalledAt: at('23:02'), mode: 'EXERCISE' },
    { channel: 'APP' },
    'Ann Example may be acting under duress, signalled 23:02Z, by “APP” (EXERCISE).',
  ),
  sample(
    'DuressCleared',
    { entry: DURESS },
    REASON,
    'The signal of duress of 22:52Z about Ann Example was cleared, and those before it. Reason: “it is so”.',
  ),
];

const OF_ENTRIES = [
  sample(
    'ConflictResolved',
    { prefer: DEATH, setAside: [CHECK_IN, CORRECTED] },
    REASON,
    'Of what contradicts itself about Ann Example, the report of death observed 22:50Z holds; ' +
      'set aside: the check-in INJURED observed 23:05Z and the corrected version of 22:53Z. Reason: “it is so”.',
  ),
  sample(
    'EntryCorrected',
    {
      entry: CHECK_IN,
      changes: {
        ...{ condition: 'SAFE', disposition: 'AT_POST', observedAt: at('23:04'), uncertainty: lasting('PT30S') },
        ...{ grade: 3, vouchedBy: BEN },
      },
    },
    { ...REASON, place: 'the bunker' },
    'The check-in INJURED observed 23:05Z of Ann Example was corrected: condition SAFE, disposition AT_POST, ' +
      'observed 23:04Z, give or take 30 s, grade 3, vouched for by Ben Example, place “the bunker”. ' +
      'Reason: “it is so”.',
  ),
  sample(
    'EntryCorrected',
    { entry: CORRECTED, changes: { grade: 1, vouchedBy: null } },
    REASON,
    'The corrected version of 22:53Z of Ann Example was corrected: grade 1, no voucher. Reason: “it is so”.',
  ),
  sample(
    'EntryRetracted',
    { entry: CHECK_IN },
    REASON,
    'The check-in INJURED observed 23:05Z of Ann Example was retracted. Reason: “it is so”.',
  ),
  sample(
    'EntryAnnotated',
    { entry: CHECK_IN },
    { text: 'heard twice' },
    'To the check-in INJURED observed 23:05Z of Ann Example it was added: “heard twice”.',
  ),
];

export const SAMPLES_OF_TOURS: readonly Sample[] = [...OF_TOUR, ...OF_CONTACT, ...OF_ENTRIES];
