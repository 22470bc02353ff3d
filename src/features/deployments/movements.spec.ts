import { BEFORE, given, NOW } from '../../../test/support/given.js';
import { AHEAD, ANNS_KEY, began, BEGAN_AT, ended, evening, TOUR } from '../../../test/support/tour.js';
import { instant, type Instant } from '../../kernel/instant.js';
import { deployment } from './deployment.js';
import type { DeploymentEvent } from './deployment.events.js';
import { decideEndLeave, decideObserveArrival, decideStartLeave, decideStartTransit } from './movements.js';

const TOO_EARLY = instant('2019-09-30T23:59:59Z');
const DUE = instant('2020-01-20T00:00:00Z');

const onLeave = (from: Instant): DeploymentEvent => ({ type: 'LeaveStarted', data: { from } });
const back = (at: Instant): DeploymentEvent => ({ type: 'LeaveEnded', data: { at } });
const departed = (departedAt: Instant): DeploymentEvent => ({
  type: 'TransitStarted',
  data: { departedAt, dueAt: DUE },
});
const arrived = (arrivedAt: Instant): DeploymentEvent => ({ type: 'ArrivalObserved', data: { arrivedAt } });

describe('StartLeave', () => {
  const decide = (history: DeploymentEvent[], from: Instant, more: { place?: string; dueBackAt?: Instant } = {}) =>
    given(deployment, history).when((state, context) =>
      decideStartLeave(state, { deployment: TOUR, from, ...more }, context),
    );

  it('starts the leave; when he is due back may lie ahead, and the place is sealed', () => {
    decide([began()], BEFORE, { place: 'Amman', dueBackAt: DUE }).then([
      {
        type: 'LeaveStarted',
        data: { from: BEFORE, dueBackAt: DUE },
        texts: { subject: ANNS_KEY, texts: { place: 'Amman' } },
      },
    ]);
  });

  it('may coincide with the tour’s beginning, with its end, and with its recording', () => {
    decide([began()], BEGAN_AT).then([onLeave(BEGAN_AT)]);
    decide([began(), ended(BEFORE)], BEFORE).then([onLeave(BEFORE)]);
    decide([began()], NOW).then([onLeave(NOW)]);
  });

  it('is refused while he is on leave, and taken again when he is back', () => {
    decide([began(), onLeave(BEGAN_AT)], BEFORE).refuses('already-exists');
    decide([began(), onLeave(BEGAN_AT), back(BEGAN_AT)], BEFORE).then([onLeave(BEFORE)]);
  });

  it('is refused ahead', () => {
    decide([began()], AHEAD).refuses('instant-ahead');
  });

  it('is refused before the tour began or after it ended', () => {
    decide([began()], TOO_EARLY).refuses('instants-out-of-order');
    decide([began(), ended(evening('22:59:59'))], BEFORE).refuses('instants-out-of-order');
  });

  it('is refused where he is due back before it begins', () => {
    decide([began()], BEFORE, { dueBackAt: BEGAN_AT }).refuses('instants-out-of-order');
  });

  it('is refused for a deployment that does not exist', () => {
    decide([], BEFORE).refuses('not-found');
  });
});

describe('EndLeave', () => {
  const decide = (history: DeploymentEvent[], at: Instant) =>
    given(deployment, history).when((state, context) => decideEndLeave(state, { deployment: TOUR, at }, context));

  it('ends the leave, at the instant at which it began too', () => {
    decide([began(), onLeave(BEFORE)], NOW).then([back(NOW)]);
    decide([began(), onLeave(BEFORE)], BEFORE).then([back(BEFORE)]);
  });

  it('is refused where he is not on leave', () => {
    decide([began()], NOW).refuses('not-in-force');
    decide([began(), onLeave(BEFORE), back(BEFORE)], NOW).refuses('not-in-force');
  });

  it('is refused ahead', () => {
    decide([began(), onLeave(BEFORE)], AHEAD).refuses('instant-ahead');
  });

  it('is refused before the leave began', () => {
    decide([began(), onLeave(BEFORE)], evening('22:59:59')).refuses('instants-out-of-order');
  });

  it('is refused after the tour ended', () => {
    decide([began(), onLeave(BEGAN_AT), ended(BEFORE)], NOW).refuses('instants-out-of-order');
  });
});

describe('StartTransit', () => {
  const decide = (history: DeploymentEvent[], departedAt: Instant, more: { to?: string; dueAt?: Instant } = {}) =>
    given(deployment, history).when((state, context) =>
      decideStartTransit(state, { deployment: TOUR, departedAt, dueAt: DUE, ...more }, context),
    );

  it('starts the transit; when he is due may lie ahead, and where to is sealed', () => {
    decide([began()], BEFORE, { to: 'Kuwait' }).then([
      {
        type: 'TransitStarted',
        data: { departedAt: BEFORE, dueAt: DUE },
        texts: { subject: ANNS_KEY, texts: { to: 'Kuwait' } },
      },
    ]);
  });

  it('is refused while he is in transit, and taken again when he has arrived', () => {
    decide([began(), departed(BEGAN_AT)], BEFORE).refuses('already-exists');
    decide([began(), departed(BEGAN_AT), arrived(BEGAN_AT)], BEFORE).then([departed(BEFORE)]);
  });

  it('is refused ahead, and taken at its recording', () => {
    decide([began()], AHEAD).refuses('instant-ahead');
    decide([began()], NOW).then([departed(NOW)]);
  });

  it('is refused before the tour began or after it ended', () => {
    decide([began()], TOO_EARLY).refuses('instants-out-of-order');
    decide([began(), ended(evening('22:59:59'))], BEFORE).refuses('instants-out-of-order');
  });

  it('is refused where he is due before he departs', () => {
    decide([began()], BEFORE, { dueAt: BEGAN_AT }).refuses('instants-out-of-order');
  });
});

describe('ObserveArrival', () => {
  const decide = (history: DeploymentEvent[], arrivedAt: Instant, more: { place?: string } = {}) =>
    given(deployment, history).when((state, context) =>
      decideObserveArrival(state, { deployment: TOUR, arrivedAt, ...more }, context),
    );

  it('ends the transit, the place sealed', () => {
    decide([began(), departed(BEFORE)], NOW, { place: 'Ali Al Salem' }).then([
      {
        type: 'ArrivalObserved',
        data: { arrivedAt: NOW },
        texts: { subject: ANNS_KEY, texts: { place: 'Ali Al Salem' } },
      },
    ]);
  });

  it('may coincide with the departure', () => {
    decide([began(), departed(BEFORE)], BEFORE).then([arrived(BEFORE)]);
  });

  it('is taken after the tour ended, for the last journey is the one home', () => {
    decide([began(), departed(BEGAN_AT), ended(BEFORE)], NOW).then([arrived(NOW)]);
  });

  it('is refused where he is not in transit', () => {
    decide([began()], NOW).refuses('not-in-force');
    decide([began(), departed(BEFORE), arrived(BEFORE)], NOW).refuses('not-in-force');
  });

  it('is refused ahead', () => {
    decide([began(), departed(BEFORE)], AHEAD).refuses('instant-ahead');
  });

  it('is refused before the departure', () => {
    decide([began(), departed(BEFORE)], evening('22:59:59')).refuses('instants-out-of-order');
  });
});
