import type { Position } from '../../src/kernel/position.js';
import { id } from './given.js';
import {
  ANN,
  at,
  BEN,
  CENTRE,
  FIXED,
  HAZARD,
  lasting,
  REASON,
  sample,
  TRAINING,
  type Sample,
} from './timeline-sample.js';
import { SAMPLES_OF_TOURS } from './timeline-samples-of-tours.js';

const OF_INCIDENT = [
  sample(
    'IncidentOpened',
    { incident: id('strike'), mode: 'EXERCISE', hazard: HAZARD },
    { name: 'Strike', place: 'two bases' },
    'The incident “Strike” at “two bases” was opened (EXERCISE); the danger was between 22:30Z and 22:50Z.',
  ),
  sample(
    'HazardRefined',
    { hazard: HAZARD },
    REASON,
    'The danger is now known to have been between 22:30Z and 22:50Z. Reason: “it is so”.',
  ),
  sample('NoteLogged', {}, { text: 'All quiet' }, 'The watch noted: “All quiet”.'),
  sample('IncidentClosed', {}, REASON, 'The incident was closed. Reason: “it is so”.'),
  sample('IncidentReopened', {}, REASON, 'The incident was reopened. Reason: “it is so”.'),
];

const OPENING = { rollCall: id('rc'), incident: id('strike'), mode: 'ACTUAL', decidedAt: '4' as Position } as const;

const OF_ROLL_CALL = [
  sample(
    'RollCallOpened',
    { ...OPENING, ...FIXED, scope: { missions: [TRAINING], posts: [CENTRE] }, denominator: [ANN, BEN] },
    {},
    'It was asked of 2 people of Police training and the training centre whether they are safe; ' +
      'evidence lasts 6 h, grade 2 is the weakest admitted.',
  ),
  sample(
    'RollCallOpened',
    {
      ...OPENING,
      scope: { deployments: [ANN] },
      denominator: [ANN],
      referenceInstant: at('22:55'),
      policy: { freshness: { '1': lasting('P1DT12H'), '3': lasting('PT1H30M') }, leastGrade: 3 },
    },
    {},
    'It was asked of 1 person whether they are safe, heard of after 22:55Z; ' +
      'evidence lasts 1 d 12 h at grade 1, 1 h 30 min at grade 3, grade 3 is the weakest admitted.',
  ),
  sample(
    'OfficerAddedToRollCall',
    { deployment: ANN },
    REASON,
    'Ann Example was added to the roll call. Reason: “it is so”.',
  ),
  sample(
    'OfficerExcludedFromRollCall',
    { deployment: ANN, effectiveAt: at('22:59') },
    REASON,
    'Ann Example was excluded from the roll call as of 22:59Z. Reason: “it is so”.',
  ),
  sample(
    'ExclusionReversed',
    { deployment: ANN },
    REASON,
    'The exclusion of Ann Example from the roll call was reversed. Reason: “it is so”.',
  ),
  sample(
    'FreshnessPolicyAdopted',
    { ...FIXED, effectiveAt: at('23:00') },
    REASON,
    'Another policy was adopted as of 23:00Z: evidence lasts 6 h, grade 2 is the weakest admitted. Reason: “it is so”.',
  ),
  sample(
    'RollCallClosed',
    { outcome: 'COMPLETE', open: [], decidedAt: OPENING.decidedAt },
    {},
    'The roll call was closed as complete.',
  ),
  sample(
    'RollCallClosed',
    { outcome: 'INCOMPLETE', open: [ANN, BEN], decidedAt: OPENING.decidedAt },
    REASON,
    'The roll call was closed as incomplete, with Ann Example and Ben Example still open. Reason: “it is so”.',
  ),
  sample('RollCallReopened', {}, REASON, 'The roll call was reopened. Reason: “it is so”.'),
];

const OF_MISSION = [
  sample('MissionEstablished', { mission: TRAINING, zone: 'Asia/Baghdad' }, {}, 'Police training was established.'),
  sample(
    'MissionSuspended',
    { decidedAt: at('22:00'), effectiveAt: at('23:30'), announcedAt: at('22:30') },
    REASON,
    'Police training was suspended: decided 22:00Z, effective 23:30Z, announced 22:30Z. Reason: “it is so”.',
  ),
  sample(
    'MissionSuspensionAnnounced',
    { announcedAt: at('23:00') },
    {},
    'The suspension of Police training was made public 23:00Z.',
  ),
  sample(
    'MissionResumed',
    { effectiveAt: at('23:30') },
    REASON,
    'It was decided to resume Police training, effective 23:30Z. Reason: “it is so”.',
  ),
  sample('MissionEnded', { effectiveAt: at('23:00') }, REASON, 'Police training ended 23:00Z. Reason: “it is so”.'),
  sample(
    'DutyPostOpened',
    { post: CENTRE },
    { place: 'Baghdad' },
    'The training centre in “Baghdad” was opened as a duty post of Police training.',
  ),
  sample(
    'DutyPostClosed',
    { post: CENTRE },
    REASON,
    'The training centre, a duty post of Police training, was closed. Reason: “it is so”.',
  ),
];

export const SAMPLES: readonly Sample[] = [...OF_INCIDENT, ...OF_ROLL_CALL, ...SAMPLES_OF_TOURS, ...OF_MISSION];
