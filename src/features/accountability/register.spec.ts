import { given, id, NOW } from '../../../test/support/given.js';
import type { PendingFact } from '../../kernel/event.js';
import { streamName } from '../../kernel/stream.js';
import { decideClosing, decideEnlist, register } from './register.js';

const INCIDENT = id('strike');
const FIRST = id('first roll call');
const SECOND = id('second roll call');

function pendingOn(stream: string, type: string): PendingFact {
  const command = id('command');
  const metadata = {
    commandId: command,
    correlationId: command,
    causationId: command,
    fingerprint: '',
    actor: id('duty officer'),
    role: 'dutyOfficer',
    mode: 'ACTUAL',
    observedAt: NOW,
  };
  const event = { id: id(`${stream} ${type}`), type, schemaVersion: 1, data: {}, metadata };
  return { stream, opensStream: type === 'RollCallOpened', event };
}

const FIRST_OPENS = pendingOn(streamName('rollCall', FIRST), 'RollCallOpened');
const FIRST_REOPENS = pendingOn(streamName('rollCall', FIRST), 'RollCallReopened');
const SECOND_OPENS = pendingOn(streamName('rollCall', SECOND), 'RollCallOpened');
const CLOSES = pendingOn(streamName('incident', INCIDENT), 'IncidentClosed');

describe('the register of an incident', () => {
  it('enlists a roll call together with the fact that is still to be recorded', () => {
    given(register, [])
      .when(() => decideEnlist(FIRST, FIRST_OPENS))
      .then([{ type: 'RollCallEnlisted', data: { rollCall: FIRST, pending: FIRST_OPENS } }]);
  });

  it('announces the incident’s closing together with the fact that is still to be recorded', () => {
    given(register, [])
      .when(() => decideClosing(CLOSES))
      .then([{ type: 'IncidentClosing', data: { pending: CLOSES } }]);
  });

  it('takes a fact of another stream for a bug', () => {
    expect(() => decideEnlist(FIRST, SECOND_OPENS)).toThrow('invariant');
    expect(() => decideClosing(FIRST_OPENS)).toThrow('invariant');
  });

  it('has nothing before the first roll call', () => {
    expect(given(register, []).state).toEqual({ rollCalls: [] });
  });

  it('knows each roll call once, in the order of their first enlisting', () => {
    const { state } = given(register, [
      ...decideEnlist(SECOND, SECOND_OPENS),
      ...decideEnlist(FIRST, FIRST_OPENS),
      ...decideClosing(CLOSES),
      ...decideEnlist(SECOND, SECOND_OPENS),
      ...decideEnlist(FIRST, FIRST_REOPENS),
    ]);
    expect(state).toEqual({ rollCalls: [SECOND, FIRST] });
  });
});
