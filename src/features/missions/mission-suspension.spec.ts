import { given, id, NOW } from '../../../test/support/given.js';
import type { Fact } from '../../kernel/event.js';
import { instant } from '../../kernel/instant.js';
import type { MissionEvent } from './mission.events.js';
import { decideAnnounceSuspension, decideResumeMission, decideSuspendMission, mission } from './mission.js';

const MISSION = id('training');
const AN_HOUR_AGO = instant('2020-01-07T23:00:00Z');
const HALF_AN_HOUR_AGO = instant('2020-01-07T23:30:00Z');
const A_MOMENT_AHEAD = instant('2020-01-08T00:00:00.001Z');

const ESTABLISHED: MissionEvent = { type: 'MissionEstablished', data: { mission: MISSION } };
const SUSPENDED: MissionEvent = {
  type: 'MissionSuspended',
  data: { decidedAt: HALF_AN_HOUR_AGO, effectiveAt: HALF_AN_HOUR_AGO },
};
const ANNOUNCED: MissionEvent = { type: 'MissionSuspensionAnnounced', data: { announcedAt: NOW } };
const RESUMED: MissionEvent = { type: 'MissionResumed', data: { effectiveAt: NOW } };
const ENDED: MissionEvent = { type: 'MissionEnded', data: { effectiveAt: NOW } };

function underMissionsKey(texts: Readonly<Record<string, string>>): Required<Pick<Fact, 'texts'>> {
  return { texts: { subject: `mission:${MISSION}`, texts } };
}

describe('SuspendMission', () => {
  const command = {
    mission: MISSION,
    decidedAt: HALF_AN_HOUR_AGO,
    effectiveAt: HALF_AN_HOUR_AGO,
    reason: 'Threat',
  };

  it('suspends a mission', () => {
    given(mission, [ESTABLISHED])
      .when((state, context) => decideSuspendMission(state, command, context))
      .then([{ ...SUSPENDED, ...underMissionsKey({ reason: 'Threat' }) }]);
  });

  it('keeps three instants, of which the effective one may lie ahead', () => {
    const instants = { decidedAt: AN_HOUR_AGO, effectiveAt: A_MOMENT_AHEAD, announcedAt: NOW };
    given(mission, [ESTABLISHED])
      .when((state, context) => decideSuspendMission(state, { ...command, ...instants }, context))
      .then([{ type: 'MissionSuspended', data: instants, ...underMissionsKey({ reason: 'Threat' }) }]);
  });

  it.each(['decidedAt', 'announcedAt'])('is refused when %s is later than the recording', (field) => {
    const ahead = { ...command, effectiveAt: A_MOMENT_AHEAD, [field]: A_MOMENT_AHEAD };
    given(mission, [ESTABLISHED])
      .when((state, context) => decideSuspendMission(state, ahead, context))
      .refuses('instant-ahead');
  });

  it.each(['effectiveAt', 'announcedAt'])('is refused when %s is before the decision', (field) => {
    given(mission, [ESTABLISHED])
      .when((state, context) => decideSuspendMission(state, { ...command, [field]: AN_HOUR_AGO }, context))
      .refuses('instants-out-of-order');
  });

  it('is refused while the mission is suspended already', () => {
    given(mission, [ESTABLISHED, SUSPENDED])
      .when((state, context) => decideSuspendMission(state, command, context))
      .refuses('already-exists');
  });

  it('suspends a mission again that was resumed', () => {
    given(mission, [ESTABLISHED, SUSPENDED, RESUMED])
      .when((state, context) => decideSuspendMission(state, command, context))
      .then([{ ...SUSPENDED, ...underMissionsKey({ reason: 'Threat' }) }]);
  });

  it('is refused once the mission has ended', () => {
    given(mission, [ESTABLISHED, ENDED])
      .when((state, context) => decideSuspendMission(state, command, context))
      .refuses('closed');
  });

  it('is refused for a mission that does not exist', () => {
    given(mission, [])
      .when((state, context) => decideSuspendMission(state, command, context))
      .refuses('not-found');
  });

  it('is refused without a reason', () => {
    given(mission, [ESTABLISHED])
      .when((state, context) => decideSuspendMission(state, { ...command, reason: '' }, context))
      .refuses('reason-missing');
  });
});

describe('AnnounceSuspension', () => {
  const command = { mission: MISSION, announcedAt: NOW };

  it('announces a suspension in force', () => {
    given(mission, [ESTABLISHED, SUSPENDED])
      .when((state, context) => decideAnnounceSuspension(state, command, context))
      .then([ANNOUNCED]);
  });

  it.each<[string, MissionEvent[]]>([
    ['with it', [{ type: 'MissionSuspended', data: { ...SUSPENDED.data, announcedAt: NOW } }]],
    ['after it', [SUSPENDED, ANNOUNCED]],
  ])('is refused for a suspension that was announced %s', (_, history) => {
    given(mission, [ESTABLISHED, ...history])
      .when((state, context) => decideAnnounceSuspension(state, command, context))
      .refuses('already-exists');
  });

  it('announces the next suspension though the one before was announced', () => {
    given(mission, [ESTABLISHED, SUSPENDED, ANNOUNCED, RESUMED, SUSPENDED])
      .when((state, context) => decideAnnounceSuspension(state, command, context))
      .then([ANNOUNCED]);
  });

  it.each<[string, MissionEvent[]]>([
    ['was never suspended', []],
    ['was resumed', [SUSPENDED, RESUMED]],
    ['has ended', [SUSPENDED, ENDED]],
  ])('is refused for a mission that %s', (_, history) => {
    given(mission, [ESTABLISHED, ...history])
      .when((state, context) => decideAnnounceSuspension(state, command, context))
      .refuses('not-in-force');
  });

  it('is refused when it is later than the recording', () => {
    given(mission, [ESTABLISHED, SUSPENDED])
      .when((state, context) => decideAnnounceSuspension(state, { ...command, announcedAt: A_MOMENT_AHEAD }, context))
      .refuses('instant-ahead');
  });

  it('is refused when it is before the decision', () => {
    given(mission, [ESTABLISHED, SUSPENDED])
      .when((state, context) => decideAnnounceSuspension(state, { ...command, announcedAt: AN_HOUR_AGO }, context))
      .refuses('instants-out-of-order');
  });

  it('is refused for a mission that does not exist', () => {
    given(mission, [])
      .when((state, context) => decideAnnounceSuspension(state, command, context))
      .refuses('not-found');
  });
});

describe('ResumeMission', () => {
  const command = { mission: MISSION, effectiveAt: A_MOMENT_AHEAD, reason: 'Quiet' };

  it('resumes a suspended mission, and may take effect later', () => {
    given(mission, [ESTABLISHED, SUSPENDED])
      .when((state) => decideResumeMission(state, command))
      .then([
        { type: 'MissionResumed', data: { effectiveAt: A_MOMENT_AHEAD }, ...underMissionsKey({ reason: 'Quiet' }) },
      ]);
  });

  it('calls off a suspension that has not taken effect', () => {
    const ahead = { decidedAt: AN_HOUR_AGO, effectiveAt: A_MOMENT_AHEAD };
    given(mission, [ESTABLISHED, { type: 'MissionSuspended', data: ahead }])
      .when((state) => decideResumeMission(state, { ...command, effectiveAt: NOW }))
      .then([{ ...RESUMED, ...underMissionsKey({ reason: 'Quiet' }) }]);
  });

  it('is refused when it takes effect before the suspension was decided', () => {
    given(mission, [ESTABLISHED, SUSPENDED])
      .when((state) => decideResumeMission(state, { ...command, effectiveAt: AN_HOUR_AGO }))
      .refuses('instants-out-of-order');
  });

  it.each<[string, MissionEvent[]]>([
    ['never suspended', []],
    ['resumed already', [SUSPENDED, RESUMED]],
  ])('is refused for a mission that was %s', (_, history) => {
    given(mission, [ESTABLISHED, ...history])
      .when((state) => decideResumeMission(state, command))
      .refuses('not-in-force');
  });

  it('is refused once the mission has ended', () => {
    given(mission, [ESTABLISHED, SUSPENDED, ENDED])
      .when((state) => decideResumeMission(state, command))
      .refuses('closed');
  });

  it('is refused for a mission that does not exist', () => {
    given(mission, [])
      .when((state) => decideResumeMission(state, command))
      .refuses('not-found');
  });

  it('is refused without a reason', () => {
    given(mission, [ESTABLISHED, SUSPENDED])
      .when((state) => decideResumeMission(state, { ...command, reason: '\t' }))
      .refuses('reason-missing');
  });
});
