import { present } from '../../../kernel/present.js';
import type { AssignmentRecordAnswer, LeaveAnswer, TransitAnswer } from './deployment.answer.js';
import { ofType, textOf, type Reading } from './reading.js';

/** The tour's beginning is its first assignment. */
export function assignmentsOf(reading: Reading): readonly AssignmentRecordAnswer[] {
  const ends = ofType(reading.events, 'AssignmentEnded').map(({ data }) => [data.assignment, data.at] as const);
  const endedAt = new Map(ends);
  const first = ofType(reading.events, 'DeploymentBegan').map((event) => {
    const { deployment: assignment, mission, post, beganAt: from } = event.data;
    return { event, assignment, mission, post, from };
  });
  const others = ofType(reading.events, 'AssignmentStarted').map((event) => ({
    event,
    post: undefined,
    ...event.data,
  }));
  return [...first, ...others].map(({ event, assignment, mission, post, from }) => ({
    ...{ assignment, mission, from },
    ...present({ post, position: textOf(reading, event, 'position'), endedAt: endedAt.get(assignment) }),
  }));
}

/** One leave at a time: each end is of the leave that began last before it. */
export function leavesOf(reading: Reading): readonly LeaveAnswer[] {
  const leaves: LeaveAnswer[] = [];
  for (const event of reading.events) {
    if (event.type === 'LeaveStarted') {
      leaves.push({ ...event.data, ...present({ place: textOf(reading, event, 'place') }) });
    }
    if (event.type === 'LeaveEnded') finish(leaves, { endedAt: event.data.at });
  }
  return leaves;
}

/** One transit at a time, as with leaves. */
export function transitsOf(reading: Reading): readonly TransitAnswer[] {
  const transits: TransitAnswer[] = [];
  for (const event of reading.events) {
    if (event.type === 'TransitStarted') {
      transits.push({ ...event.data, ...present({ to: textOf(reading, event, 'to') }) });
    }
    if (event.type === 'ArrivalObserved') {
      const place = textOf(reading, event, 'place');
      finish(transits, { arrivedAt: event.data.arrivedAt, ...present({ place }) });
    }
  }
  return transits;
}

function finish<Going extends object>(list: Going[], end: Partial<Going>): void {
  const last = list.pop();
  if (last !== undefined) list.push({ ...last, ...end });
}
