import { BEFORE, given } from '../../../test/support/given.js';
import { AHEAD, ANNS_KEY, began, ended, entry, evening, TOUR } from '../../../test/support/tour.js';
import type { Mode } from '../../kernel/mode.js';
import { deployment } from './deployment.js';
import type { DeploymentEvent } from './deployment.events.js';
import { decideClearDuress, decideSignalDuress } from './duress.js';

function signalled(mode: Mode = 'ACTUAL', signalledAt = BEFORE): DeploymentEvent {
  return { type: 'DuressSignalled', data: { signalledAt, mode } };
}

function cleared(revision: number): DeploymentEvent {
  return { type: 'DuressCleared', data: { entry: entry(revision) } };
}

describe('SignalDuress', () => {
  const command = { deployment: TOUR, signalledAt: BEFORE, channel: 'SMS' };
  const texts = { subject: ANNS_KEY, texts: { channel: 'SMS' } };

  it('signals in mode ACTUAL unless given, the channel sealed', () => {
    given(deployment, [began()])
      .when((state, context) => decideSignalDuress(state, command, context))
      .then([{ ...signalled(), texts }]);
    given(deployment, [began()])
      .when((state, context) => decideSignalDuress(state, { ...command, mode: 'TEST' }, context))
      .then([{ ...signalled('TEST'), texts }]);
  });

  it('is never refused for being ahead', () => {
    given(deployment, [began()])
      .when((state, context) => decideSignalDuress(state, { ...command, signalledAt: AHEAD }, context))
      .then([{ ...signalled('ACTUAL', AHEAD), texts }]);
  });

  it('may be repeated, and comes after the end of a tour too', () => {
    given(deployment, [began(), signalled(), ended(evening('22:00:00'))])
      .when((state, context) => decideSignalDuress(state, command, context))
      .then([{ ...signalled(), texts }]);
  });

  it('is refused for a deployment that does not exist', () => {
    given(deployment, [])
      .when((state, context) => decideSignalDuress(state, command, context))
      .refuses('not-found');
  });
});

describe('ClearDuress', () => {
  const clearing = (revision: number, history: readonly DeploymentEvent[], reason = 'spoke to him') =>
    given(deployment, history).when((state, context) =>
      decideClearDuress(state, { entry: entry(revision), reason }, context),
    );
  const taken = (revision: number): DeploymentEvent => ({
    ...cleared(revision),
    texts: { subject: ANNS_KEY, texts: { reason: 'spoke to him' } },
  });

  it('clears the signal that it names', () => {
    clearing(1, [began(), signalled()]).then([taken(1)]);
  });

  it('is refused for one that was cleared, by name or with a later one', () => {
    clearing(1, [began(), signalled(), cleared(1)]).refuses('not-in-force');
    clearing(1, [began(), signalled(), signalled(), cleared(2)]).refuses('not-in-force');
  });

  it('leaves a later one, which nobody can have meant', () => {
    clearing(2, [began(), signalled(), signalled(), cleared(1)]).then([taken(2)]);
  });

  it('leaves an earlier one of another mode', () => {
    clearing(1, [began(), signalled('EXERCISE'), signalled(), cleared(2)]).then([taken(1)]);
  });

  it('is refused where it names no signal', () => {
    clearing(1, [began(), { type: 'OfficerDeclaredMissing', data: { mode: 'ACTUAL' } }]).refuses('not-found');
    clearing(7, [began(), signalled()]).refuses('not-found');
  });

  it('is refused with a blank reason', () => {
    clearing(1, [began(), signalled()], '').refuses('reason-missing');
  });
});
