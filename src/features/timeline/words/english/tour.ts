import type { Id } from '../../../../kernel/ids.js';
import type { DeploymentEvent } from '../../../deployments/deployment.events.js';
import type { Messages, Telling } from '../telling.js';
import { around, because, clock, mission, person, post, quoted, sentence } from './phrases.js';

type TourType = Extract<
  DeploymentEvent['type'],
  `Deployment${string}` | `Assignment${string}` | `Leave${string}` | 'TransitStarted' | 'ArrivalObserved'
>;

/** A tour, and where it takes its officer. */
export const TOUR: Pick<Messages, TourType> = {
  DeploymentBegan: (told) => {
    const { beganAt, plannedEndAt } = told.data;
    const began = `the tour of ${person(told)} began ${clock(told, beganAt)}, ${assigned(told, told.data)}`;
    return sentence(`${began}; it is planned to end ${clock(told, plannedEndAt)}`);
  },
  DeploymentExtended: (told) =>
    because(told, `the tour of ${person(told)} is planned to end later, ${clock(told, told.data.plannedEndAt)}`),
  DeploymentCurtailed: (told) =>
    because(told, `the tour of ${person(told)} is planned to end earlier, ${clock(told, told.data.plannedEndAt)}`),
  DeploymentEnded: (told) => because(told, `the tour of ${person(told)} ended ${clock(told, told.data.endedAt)}`),
  DeploymentReinstated: (told) => because(told, `the end of the tour of ${person(told)} was a mistake and is undone`),
  AssignmentStarted: (told) =>
    sentence(`${person(told)} was assigned ${assigned(told, told.data)}, from ${clock(told, told.data.from)}`),
  AssignmentEnded: (told) => sentence(`an assignment of ${person(told)} ended ${clock(told, told.data.at)}`),
  LeaveStarted: (told) => {
    const { from, dueBackAt } = told.data;
    const due = dueBackAt === undefined ? '' : `, due back ${clock(told, dueBackAt)}`;
    return sentence(`${person(told)} went on leave ${clock(told, from)}${around(' to ', quoted(told, 'place'))}${due}`);
  },
  LeaveEnded: (told) => sentence(`${person(told)} came back from leave ${clock(told, told.data.at)}`),
  TransitStarted: (told) => {
    const { departedAt, dueAt } = told.data;
    const to = around(' for ', quoted(told, 'to'));
    return sentence(`${person(told)} set out ${clock(told, departedAt)}${to}, due ${clock(told, dueAt)}`);
  },
  ArrivalObserved: (told) =>
    sentence(`${person(told)} arrived ${clock(told, told.data.arrivedAt)}${around(' at ', quoted(told, 'place'))}`),
};

function assigned(told: Telling, to: { readonly mission: Id; readonly post?: Id }): string {
  const at = to.post === undefined ? '' : ` at ${post(told, to.post)}`;
  return `to ${mission(told, to.mission)}${at}${around(' as ', quoted(told, 'position'))}`;
}
