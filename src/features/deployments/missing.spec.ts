import { given } from '../../../test/support/given.js';
import { ANNS_KEY, began, checkedIn, ended, entry, evening, TOUR } from '../../../test/support/tour.js';
import type { Mode } from '../../kernel/mode.js';
import { deployment } from './deployment.js';
import type { DeploymentEvent } from './deployment.events.js';
import { decideDeclareMissing, decideWithdrawMissing } from './missing.js';

function declared(mode: Mode = 'ACTUAL'): DeploymentEvent {
  return { type: 'OfficerDeclaredMissing', data: { mode } };
}

function withdrawn(revision: number): DeploymentEvent {
  return { type: 'MissingWithdrawn', data: { entry: entry(revision) } };
}

describe('DeclareMissing', () => {
  const command = { deployment: TOUR, reason: 'not at the assembly point' };
  const texts = { subject: ANNS_KEY, texts: { reason: 'not at the assembly point' } };

  it('declares in mode ACTUAL unless given', () => {
    given(deployment, [began()])
      .when((state, context) => decideDeclareMissing(state, command, context))
      .then([{ ...declared(), texts }]);
    given(deployment, [began()])
      .when((state, context) => decideDeclareMissing(state, { ...command, mode: 'EXERCISE' }, context))
      .then([{ ...declared('EXERCISE'), texts }]);
  });

  it('may be repeated, and comes after the end of a tour too', () => {
    given(deployment, [began(), declared(), ended(evening('22:00:00'))])
      .when((state, context) => decideDeclareMissing(state, command, context))
      .then([{ ...declared(), texts }]);
  });

  it('is refused with a blank reason', () => {
    given(deployment, [began()])
      .when((state, context) => decideDeclareMissing(state, { ...command, reason: ' ' }, context))
      .refuses('reason-missing');
  });

  it('is refused for a deployment that does not exist', () => {
    given(deployment, [])
      .when((state, context) => decideDeclareMissing(state, command, context))
      .refuses('not-found');
  });
});

describe('WithdrawMissing', () => {
  const withdrawing = (revision: number, history: readonly DeploymentEvent[], reason = 'found') =>
    given(deployment, history).when((state, context) =>
      decideWithdrawMissing(state, { entry: entry(revision), reason }, context),
    );
  const taken = (revision: number): DeploymentEvent => ({
    ...withdrawn(revision),
    texts: { subject: ANNS_KEY, texts: { reason: 'found' } },
  });

  it('withdraws the declaration that it names', () => {
    withdrawing(1, [began(), declared()]).then([taken(1)]);
  });

  it('withdraws one that a contact has answered, for it is there until withdrawn', () => {
    withdrawing(1, [began(), declared(), checkedIn({ grade: 1, observedAt: evening('23:30:00') })]).then([taken(1)]);
  });

  it('is refused for one that was withdrawn', () => {
    withdrawing(1, [began(), declared(), withdrawn(1)]).refuses('not-in-force');
  });

  it('is refused for an earlier one, which went with the one that was named', () => {
    withdrawing(1, [began(), declared(), declared(), withdrawn(2)]).refuses('not-in-force');
  });

  it('leaves a later one, which nobody can have meant', () => {
    withdrawing(2, [began(), declared(), declared(), withdrawn(1)]).then([taken(2)]);
  });

  it('leaves an earlier one of another mode', () => {
    withdrawing(1, [began(), declared('EXERCISE'), declared(), withdrawn(2)]).then([taken(1)]);
  });

  it.each([
    ['nothing', 7],
    ['a check-in', 1],
  ])('is refused where it names %s', (_, revision) => {
    withdrawing(revision, [began(), checkedIn(), declared()]).refuses('not-found');
  });

  it('is refused with a blank reason', () => {
    withdrawing(1, [began(), declared()], ' ').refuses('reason-missing');
  });
});
