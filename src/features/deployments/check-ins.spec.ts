import { BEFORE, deployedOfficer, DUTY_OFFICER, given, id, NOW, teamLead } from '../../../test/support/given.js';
import {
  AHEAD,
  ANNS_KEY,
  began,
  checkedIn,
  ended,
  evening,
  reportedDead,
  TOUR,
  TRAINING,
} from '../../../test/support/tour.js';
import type { Duration } from '../../kernel/duration.js';
import { instant } from '../../kernel/instant.js';
import { decideRecordCheckIn, decideRecordContactAttempt } from './check-ins.js';
import { deployment } from './deployment.js';
import type { RecordCheckIn } from './deployment.commands.js';
import type { DeploymentEvent, Grade } from './deployment.events.js';
import type { VoucherContext } from './vouchers.js';

const LEADER = { deployment: id('leader-tour') };
const minimal: RecordCheckIn = {
  deployment: TOUR,
  condition: 'SAFE',
  observedAt: evening('22:55:00'),
  channel: 'APP',
  grade: 2,
};
const channel = { subject: ANNS_KEY, texts: { channel: 'APP' } };
const stored = { ...checkedIn(), texts: channel };

function recording(
  differing: Partial<RecordCheckIn> = {},
  history: readonly DeploymentEvent[] = [began()],
  voucher?: VoucherContext['voucher'],
) {
  const before = given(deployment, history);
  const decide = (situation: typeof before) =>
    situation.when((state, context) =>
      decideRecordCheckIn(state, { ...minimal, ...differing }, { ...context, voucher }),
    );
  return { ...decide(before), by: (actor: Parameters<typeof before.by>[0]) => decide(before.by(actor)) };
}

describe('RecordCheckIn', () => {
  it('records what is said, in mode ACTUAL unless given', () => {
    recording().then([stored]);
  });

  it('records every field, the texts sealed under the officer’s key', () => {
    const clear = {
      condition: 'INJURED',
      disposition: 'HOSPITALISED',
      observedAt: evening('22:55:00'),
      uncertainty: 'PT5M' as Duration,
      sentAt: evening('22:56:00'),
      receivedAt: evening('22:57:00'),
      grade: 1,
      mode: 'EXERCISE',
    } as const;
    recording({ ...clear, place: 'Erbil', note: 'his arm' }).then([
      {
        type: 'OfficerAccountedFor',
        data: clear,
        texts: { subject: ANNS_KEY, texts: { channel: 'APP', place: 'Erbil', note: 'his arm' } },
      },
    ]);
  });

  const facts: readonly (readonly [string, readonly DeploymentEvent[]])[] = [
    ['the tour has ended', [began(), ended(evening('12:00:00'))]],
    ['he was declared missing', [began(), { type: 'OfficerDeclaredMissing', data: { mode: 'ACTUAL' } }]],
    ['his death was reported', [began(), reportedDead()]],
    ['the same was recorded', [began(), checkedIn()]],
    ['the contrary was recorded', [began(), checkedIn({ condition: 'DETAINED' })]],
    ['something later was recorded', [began(), checkedIn({ observedAt: BEFORE })]],
  ];

  it.each(facts)('is taken although %s', (_, history) => {
    recording({}, history).then([stored]);
  });

  it.each([
    ['before the tour began', instant('2019-01-01T00:00:00Z')],
    ['a year ahead', instant('2021-01-01T00:00:00Z')],
  ])('is taken with an observation %s', (_, observedAt) => {
    recording({ observedAt }).then([{ ...checkedIn({ observedAt }), texts: channel }]);
  });

  it('is taken with a sending that is ahead', () => {
    recording({ sentAt: AHEAD }).then([{ ...checkedIn({ sentAt: AHEAD }), texts: channel }]);
  });

  it('is refused for a deployment that does not exist', () => {
    recording({}, []).refuses('not-found');
  });
});

describe('A receipt that is noted', () => {
  it.each(['23:00:00', '12:00:00'])('at %s is taken from the duty officer', (clock) => {
    const receivedAt = evening(clock);
    recording({ receivedAt })
      .by(DUTY_OFFICER)
      .then([{ ...checkedIn({ receivedAt }), texts: channel }]);
  });

  it('may coincide with the recording, and is refused when later', () => {
    recording({ receivedAt: NOW }).then([{ ...checkedIn({ receivedAt: NOW }), texts: channel }]);
    recording({ receivedAt: AHEAD }).refuses('instant-ahead');
  });

  it.each([teamLead(TRAINING), deployedOfficer(TOUR)])('is refused from a $role', (actor) => {
    recording({ receivedAt: evening('23:00:00') })
      .by(actor)
      .refuses('forbidden');
  });
});

describe('A voucher', () => {
  const vouched = { grade: 3, vouchedBy: LEADER.deployment } as const;

  it('stands beside grade 3', () => {
    recording(vouched, [began()], LEADER).then([{ ...checkedIn(vouched), texts: channel }]);
  });

  it('is required with grade 3', () => {
    recording({ grade: 3 }).refuses('voucher');
  });

  it.each<Grade>([1, 2, 4, 5])('is refused with grade %i', (grade) => {
    recording({ ...vouched, grade }, [began()], LEADER).refuses('voucher');
  });

  it('is not the person’s own deployment', () => {
    recording({ grade: 3, vouchedBy: TOUR }, [began()], { deployment: TOUR }).refuses('voucher');
  });

  it('must exist', () => {
    recording(vouched, [began()], undefined).refuses('not-found');
  });

  it('that does not exist is, to a team lead, not his', () => {
    recording(vouched, [began()], undefined).by(teamLead(TRAINING)).refuses('forbidden');
  });
});

describe('RecordContactAttempt', () => {
  const command = { deployment: TOUR, channel: 'SATELLITE', outcome: 'NO_ANSWER', attemptedAt: BEFORE } as const;

  it.each([
    ['late', BEFORE],
    ['ahead', AHEAD],
  ])('records an attempt that is told %s, the channel sealed', (_, attemptedAt) => {
    given(deployment, [began()])
      .when((state, context) => decideRecordContactAttempt(state, { ...command, attemptedAt }, context))
      .then([
        {
          type: 'ContactAttempted',
          data: { outcome: 'NO_ANSWER', attemptedAt },
          texts: { subject: ANNS_KEY, texts: { channel: 'SATELLITE' } },
        },
      ]);
  });

  it('is taken after the tour has ended', () => {
    given(deployment, [began(), ended(evening('12:00:00'))])
      .when((state, context) => decideRecordContactAttempt(state, command, context))
      .then([
        {
          type: 'ContactAttempted',
          data: { outcome: 'NO_ANSWER', attemptedAt: BEFORE },
          texts: { subject: ANNS_KEY, texts: { channel: 'SATELLITE' } },
        },
      ]);
  });

  it('is refused for a deployment that does not exist', () => {
    given(deployment, [])
      .when((state, context) => decideRecordContactAttempt(state, command, context))
      .refuses('not-found');
  });
});
