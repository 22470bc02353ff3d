import { given, id, NOW } from '../../../test/support/given.js';
import type { Fact } from '../../kernel/event.js';
import { instant } from '../../kernel/instant.js';
import type { MissionEvent } from './mission.events.js';
import {
  decideCloseDutyPost,
  decideEndMission,
  decideEstablishMission,
  decideOpenDutyPost,
  mission,
} from './mission.js';

const MISSION = id('training');
const POST = id('gate');
const HALF_AN_HOUR_AGO = instant('2020-01-07T23:30:00Z');
const A_MOMENT_AHEAD = instant('2020-01-08T00:00:00.001Z');

const ESTABLISHED: MissionEvent = { type: 'MissionEstablished', data: { mission: MISSION } };
const POST_OPENED: MissionEvent = { type: 'DutyPostOpened', data: { post: POST } };
const POST_CLOSED: MissionEvent = { type: 'DutyPostClosed', data: { post: POST } };
const SUSPENDED: MissionEvent = {
  type: 'MissionSuspended',
  data: { decidedAt: HALF_AN_HOUR_AGO, effectiveAt: HALF_AN_HOUR_AGO },
};
const ENDED: MissionEvent = { type: 'MissionEnded', data: { effectiveAt: NOW } };

function underMissionsKey(texts: Readonly<Record<string, string>>): Required<Pick<Fact, 'texts'>> {
  return { texts: { subject: `mission:${MISSION}`, texts } };
}

describe('EstablishMission', () => {
  const command = { mission: MISSION, name: 'Police training' };

  it('establishes a mission, its name sealed under the mission’s key', () => {
    given(mission, [])
      .when((state) => decideEstablishMission(state, command))
      .then([{ ...ESTABLISHED, ...underMissionsKey({ name: 'Police training' }) }]);
  });

  it('keeps the zone in which its people read their clocks', () => {
    given(mission, [])
      .when((state) => decideEstablishMission(state, { ...command, zone: 'Asia/Baghdad' }))
      .then([
        {
          type: 'MissionEstablished',
          data: { mission: MISSION, zone: 'Asia/Baghdad' },
          ...underMissionsKey({ name: 'Police training' }),
        },
      ]);
  });

  it('is refused for a mission that exists', () => {
    given(mission, [ESTABLISHED])
      .when((state) => decideEstablishMission(state, command))
      .refuses('already-exists');
  });
});

describe('OpenDutyPost', () => {
  const command = { mission: MISSION, post: POST, name: 'Gate' };

  it('opens a post, its name and place sealed', () => {
    given(mission, [ESTABLISHED])
      .when((state) => decideOpenDutyPost(state, { ...command, place: 'North wall' }))
      .then([{ ...POST_OPENED, ...underMissionsKey({ name: 'Gate', place: 'North wall' }) }]);
  });

  it('opens a post without a place', () => {
    given(mission, [ESTABLISHED])
      .when((state) => decideOpenDutyPost(state, command))
      .then([{ ...POST_OPENED, ...underMissionsKey({ name: 'Gate' }) }]);
  });

  it('opens a post of a mission that has ended, for people are where they are', () => {
    given(mission, [ESTABLISHED, ENDED])
      .when((state) => decideOpenDutyPost(state, command))
      .then([{ ...POST_OPENED, ...underMissionsKey({ name: 'Gate' }) }]);
  });

  it('is refused for a mission that does not exist', () => {
    given(mission, [])
      .when((state) => decideOpenDutyPost(state, command))
      .refuses('not-found');
  });

  it.each([
    ['open', [ESTABLISHED, POST_OPENED]],
    ['closed', [ESTABLISHED, POST_OPENED, POST_CLOSED]],
  ])('is refused for a post that the mission has, %s', (_, history) => {
    given(mission, history)
      .when((state) => decideOpenDutyPost(state, command))
      .refuses('already-exists');
  });
});

describe('CloseDutyPost', () => {
  const command = { mission: MISSION, post: POST, reason: 'Handed over' };

  it('closes an open post', () => {
    given(mission, [ESTABLISHED, POST_OPENED])
      .when((state) => decideCloseDutyPost(state, command))
      .then([{ ...POST_CLOSED, ...underMissionsKey({ reason: 'Handed over' }) }]);
  });

  it.each([
    ['a mission', []],
    ['a post', [ESTABLISHED]],
  ])('is refused for %s that does not exist', (_, history: readonly MissionEvent[]) => {
    given(mission, history)
      .when((state) => decideCloseDutyPost(state, command))
      .refuses('not-found');
  });

  it('is refused for a post that is closed', () => {
    given(mission, [ESTABLISHED, POST_OPENED, POST_CLOSED])
      .when((state) => decideCloseDutyPost(state, command))
      .refuses('closed');
  });

  it('is refused without a reason', () => {
    given(mission, [ESTABLISHED, POST_OPENED])
      .when((state) => decideCloseDutyPost(state, { ...command, reason: ' ' }))
      .refuses('reason-missing');
  });
});

describe('EndMission', () => {
  const command = { mission: MISSION, effectiveAt: NOW, reason: 'Mandate over' };

  it.each<[string, MissionEvent[]]>([
    ['a mission', []],
    ['a mission that is suspended', [SUSPENDED]],
  ])('ends %s', (_, history) => {
    given(mission, [ESTABLISHED, ...history])
      .when((state, context) => decideEndMission(state, command, context))
      .then([{ ...ENDED, ...underMissionsKey({ reason: 'Mandate over' }) }]);
  });

  it('is refused when it takes effect later than the recording', () => {
    given(mission, [ESTABLISHED])
      .when((state, context) => decideEndMission(state, { ...command, effectiveAt: A_MOMENT_AHEAD }, context))
      .refuses('instant-ahead');
  });

  it('is refused once the mission has ended', () => {
    given(mission, [ESTABLISHED, ENDED])
      .when((state, context) => decideEndMission(state, command, context))
      .refuses('closed');
  });

  it('is refused for a mission that does not exist', () => {
    given(mission, [])
      .when((state, context) => decideEndMission(state, command, context))
      .refuses('not-found');
  });

  it('is refused without a reason', () => {
    given(mission, [ESTABLISHED])
      .when((state, context) => decideEndMission(state, { ...command, reason: '' }, context))
      .refuses('reason-missing');
  });
});
