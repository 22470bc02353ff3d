import { given, id, NOW } from '../../../test/support/given.js';
import type { Fact } from '../../kernel/event.js';
import { instant } from '../../kernel/instant.js';
import type { Hazard, IncidentEvent } from './incident.events.js';
import {
  decideCloseIncident,
  decideLogNote,
  decideOpenIncident,
  decideRefineHazard,
  decideReopenIncident,
  incident,
} from './incident.js';

const INCIDENT = id('strike');
const HAZARD: Hazard = { earliest: instant('2020-01-07T22:30:00Z'), latest: instant('2020-01-07T22:50:00Z') };
const UNTIL_NOW: Hazard = { earliest: NOW, latest: NOW };
const A_MOMENT_AHEAD = instant('2020-01-08T00:00:00.001Z');

const IN_DISORDER: Hazard = { earliest: HAZARD.latest, latest: HAZARD.earliest };
const LASTING_BEYOND_NOW: Hazard = { earliest: HAZARD.earliest, latest: A_MOMENT_AHEAD };
const ALL_AHEAD: Hazard = { earliest: A_MOMENT_AHEAD, latest: A_MOMENT_AHEAD };

const OPENED: IncidentEvent = {
  type: 'IncidentOpened',
  data: { incident: INCIDENT, mode: 'EXERCISE', hazard: HAZARD },
};
const CLOSED: IncidentEvent = { type: 'IncidentClosed', data: {} };
const REOPENED: IncidentEvent = { type: 'IncidentReopened', data: {} };

function underIncidentsKey(texts: Readonly<Record<string, string>>): Required<Pick<Fact, 'texts'>> {
  return { texts: { subject: `incident:${INCIDENT}`, texts } };
}

describe('OpenIncident', () => {
  const command = { incident: INCIDENT, name: 'Strike', mode: 'EXERCISE', hazard: HAZARD } as const;

  it('opens an incident in its mode, its name and place sealed under the incident’s key', () => {
    given(incident, [])
      .when((state, context) => decideOpenIncident(state, { ...command, place: 'Two bases' }, context))
      .then([{ ...OPENED, ...underIncidentsKey({ name: 'Strike', place: 'Two bases' }) }]);
  });

  it('opens an incident without a place', () => {
    given(incident, [])
      .when((state, context) => decideOpenIncident(state, command, context))
      .then([{ ...OPENED, ...underIncidentsKey({ name: 'Strike' }) }]);
  });

  it('takes a hazard of one instant, this one', () => {
    given(incident, [])
      .when((state, context) => decideOpenIncident(state, { ...command, hazard: UNTIL_NOW }, context))
      .then([
        {
          type: 'IncidentOpened',
          data: { incident: INCIDENT, mode: 'EXERCISE', hazard: UNTIL_NOW },
          ...underIncidentsKey({ name: 'Strike' }),
        },
      ]);
  });

  it('is refused for an incident that exists', () => {
    given(incident, [OPENED])
      .when((state, context) => decideOpenIncident(state, command, context))
      .refuses('already-exists');
  });

  it('is refused when the hazard ends before it begins', () => {
    given(incident, [])
      .when((state, context) => decideOpenIncident(state, { ...command, hazard: IN_DISORDER }, context))
      .refuses('instants-out-of-order');
  });

  it.each([
    ['lasts beyond', LASTING_BEYOND_NOW],
    ['lies wholly after', ALL_AHEAD],
  ])('is refused when the hazard %s the recording', (_, hazard) => {
    given(incident, [])
      .when((state, context) => decideOpenIncident(state, { ...command, hazard }, context))
      .refuses('instant-ahead');
  });
});

describe('RefineHazard', () => {
  const command = { incident: INCIDENT, hazard: UNTIL_NOW, reason: 'Second wave' };
  const refined: Fact = {
    type: 'HazardRefined',
    data: { hazard: UNTIL_NOW },
    ...underIncidentsKey({ reason: 'Second wave' }),
  };

  it.each<[string, IncidentEvent[]]>([
    ['an open incident', []],
    ['a closed incident', [CLOSED]],
  ])('refines the hazard of %s', (_, history) => {
    given(incident, [OPENED, ...history])
      .when((state, context) => decideRefineHazard(state, command, context))
      .then([refined]);
  });

  it('is refused for an incident that does not exist', () => {
    given(incident, [])
      .when((state, context) => decideRefineHazard(state, command, context))
      .refuses('not-found');
  });

  it('is refused when the hazard ends before it begins', () => {
    given(incident, [OPENED])
      .when((state, context) => decideRefineHazard(state, { ...command, hazard: IN_DISORDER }, context))
      .refuses('instants-out-of-order');
  });

  it.each([
    ['lasts beyond', LASTING_BEYOND_NOW],
    ['lies wholly after', ALL_AHEAD],
  ])('is refused when the hazard %s the recording', (_, hazard) => {
    given(incident, [OPENED])
      .when((state, context) => decideRefineHazard(state, { ...command, hazard }, context))
      .refuses('instant-ahead');
  });

  it('is refused without a reason', () => {
    given(incident, [OPENED])
      .when((state, context) => decideRefineHazard(state, { ...command, reason: ' ' }, context))
      .refuses('reason-missing');
  });
});

describe('LogNote', () => {
  const command = { incident: INCIDENT, text: 'Line to the base is dead' };

  it.each<[string, IncidentEvent[]]>([
    ['an open incident', []],
    ['a closed incident', [CLOSED]],
  ])('logs a note of %s, for the watch’s log is never refused', (_, history) => {
    given(incident, [OPENED, ...history])
      .when((state) => decideLogNote(state, command))
      .then([{ type: 'NoteLogged', data: {}, ...underIncidentsKey({ text: 'Line to the base is dead' }) }]);
  });

  it('is refused for an incident that does not exist', () => {
    given(incident, [])
      .when((state) => decideLogNote(state, command))
      .refuses('not-found');
  });
});

describe('CloseIncident', () => {
  const command = { incident: INCIDENT, reason: 'All home' };
  const closed = { ...CLOSED, ...underIncidentsKey({ reason: 'All home' }) };

  it.each<[string, IncidentEvent[]]>([
    ['an incident', []],
    ['an incident that was reopened', [CLOSED, REOPENED]],
  ])('closes %s none of whose roll calls is open', (_, history) => {
    given(incident, [OPENED, ...history])
      .when((state, context) => decideCloseIncident(state, command, { ...context, openRollCalls: [] }))
      .then([closed]);
  });

  it('is refused while roll calls are open, and names them', () => {
    const openRollCalls = [id('first'), id('second')];
    given(incident, [OPENED])
      .when((state, context) => decideCloseIncident(state, command, { ...context, openRollCalls }))
      .refuses('not-complete', { openRollCalls });
  });

  it('is refused for an incident that is closed', () => {
    given(incident, [OPENED, CLOSED])
      .when((state, context) => decideCloseIncident(state, command, { ...context, openRollCalls: [] }))
      .refuses('closed');
  });

  it('is refused for an incident that does not exist', () => {
    given(incident, [])
      .when((state, context) => decideCloseIncident(state, command, { ...context, openRollCalls: [] }))
      .refuses('not-found');
  });

  it('is refused without a reason', () => {
    given(incident, [OPENED])
      .when((state, context) =>
        decideCloseIncident(state, { ...command, reason: '' }, { ...context, openRollCalls: [] }),
      )
      .refuses('reason-missing');
  });
});

describe('ReopenIncident', () => {
  const command = { incident: INCIDENT, reason: 'One more shell' };

  it('reopens a closed incident', () => {
    given(incident, [OPENED, CLOSED])
      .when((state) => decideReopenIncident(state, command))
      .then([{ ...REOPENED, ...underIncidentsKey({ reason: 'One more shell' }) }]);
  });

  it.each<[string, IncidentEvent[]]>([
    ['was never closed', []],
    ['is open again', [CLOSED, REOPENED]],
  ])('is refused for an incident that %s', (_, history) => {
    given(incident, [OPENED, ...history])
      .when((state) => decideReopenIncident(state, command))
      .refuses('not-in-force');
  });

  it('is refused for an incident that does not exist', () => {
    given(incident, [])
      .when((state) => decideReopenIncident(state, command))
      .refuses('not-found');
  });

  it('is refused without a reason', () => {
    given(incident, [OPENED, CLOSED])
      .when((state) => decideReopenIncident(state, { ...command, reason: ' ' }))
      .refuses('reason-missing');
  });
});

describe('an incident', () => {
  it('keeps its mode, and of its hazard the newest', () => {
    const refined: IncidentEvent = { type: 'HazardRefined', data: { hazard: UNTIL_NOW } };
    const note: IncidentEvent = { type: 'NoteLogged', data: {} };
    expect(given(incident, [OPENED, refined, note]).state).toEqual({
      mode: 'EXERCISE',
      hazard: UNTIL_NOW,
      open: true,
    });
  });
});
