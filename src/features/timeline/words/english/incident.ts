import type { Hazard, IncidentEvent } from '../../../accountability/incident.events.js';
import type { Messages, Telling } from '../telling.js';
import { around, because, clock, inMode, quoted, sentence } from './phrases.js';

export const INCIDENT: Pick<Messages, IncidentEvent['type']> = {
  IncidentOpened: (told) => {
    const { mode, hazard } = told.data;
    const name = around(' ', quoted(told, 'name'));
    const place = around(' at ', quoted(told, 'place'));
    return sentence(`the incident${name}${place} was opened${inMode(mode)}; the danger was ${span(told, hazard)}`);
  },
  HazardRefined: (told) => because(told, `the danger is now known to have been ${span(told, told.data.hazard)}`),
  NoteLogged: (told) => sentence(`the watch noted${around(': ', quoted(told, 'text')) || ' something'}`),
  IncidentClosed: (told) => because(told, 'the incident was closed'),
  IncidentReopened: (told) => because(told, 'the incident was reopened'),
};

function span(told: Telling, { earliest, latest }: Hazard): string {
  return `between ${clock(told, earliest)} and ${clock(told, latest)}`;
}
