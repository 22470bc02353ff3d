import { useQuery } from '@tanstack/react-query';
import { Act } from '../../parts/form/Act.js';
import { textShown } from '../../parts/TextShown.js';
import { useSay } from '../../words/spoken.js';
import { instant, line, placeFields, zoneOf } from './common-fields.js';
import { missionsQuery, usePlaces } from './questions.js';
import type { OfTour } from './tour-acts.js';

export function StartAssignment({ deployment, revision }: OfTour) {
  const say = useSay();
  const places = usePlaces();
  return (
    <Act
      command="StartAssignment"
      title={say('setup.act.StartAssignment')}
      seen={revision}
      fields={(typed) => [
        ...placeFields(places, typed, say),
        line('position', { optional: true }),
        instant('from', zoneOf(places, typed)),
      ]}
      body={(entered) => ({
        deployment,
        mission: entered.of('mission'),
        ...entered.given('post', 'position'),
        from: entered.of('from'),
      })}
    />
  );
}

export function EndAssignment({ deployment, revision, tour }: OfTour) {
  const say = useSay();
  const { data: missions = [] } = useQuery(missionsQuery);
  const open = tour.assignments.filter(({ endedAt }) => endedAt === undefined);
  // The last assignment is ended by ending the tour: nobody in theatre is nobody's.
  if (open.length < 2) return null;
  const options = open.map(({ assignment, mission, position }) => {
    const name = textShown(missions.find((one) => one.mission === mission)?.name, say);
    return { value: assignment, label: position === undefined ? name : `${name} · ${textShown(position, say)}` };
  });
  return (
    <Act
      command="EndAssignment"
      title={say('setup.act.EndAssignment')}
      seen={revision}
      fields={[{ kind: 'choice', name: 'assignment', label: 'setup.assignment', options }, instant('at', undefined)]}
      body={(entered) => ({ deployment, assignment: entered.of('assignment'), at: entered.of('at') })}
    />
  );
}

export function StartLeave({ deployment, revision, tour }: OfTour) {
  const say = useSay();
  if (tour.leaves.some(({ endedAt }) => endedAt === undefined)) return null;
  return (
    <Act
      command="StartLeave"
      title={say('setup.act.StartLeave')}
      intro={say('setup.leave-says')}
      seen={revision}
      fields={[
        instant('from', undefined),
        instant('dueBackAt', undefined, { optional: true }),
        line('place', { optional: true }),
      ]}
      body={(entered) => ({ deployment, from: entered.of('from'), ...entered.given('place', 'dueBackAt') })}
    />
  );
}

export function EndLeave({ deployment, revision, tour }: OfTour) {
  const say = useSay();
  if (!tour.leaves.some(({ endedAt }) => endedAt === undefined)) return null;
  return (
    <Act
      command="EndLeave"
      title={say('setup.act.EndLeave')}
      seen={revision}
      fields={[instant('at', undefined)]}
      body={(entered) => ({ deployment, at: entered.of('at') })}
    />
  );
}

export function StartTransit({ deployment, revision, tour }: OfTour) {
  const say = useSay();
  if (tour.transits.some(({ arrivedAt }) => arrivedAt === undefined)) return null;
  return (
    <Act
      command="StartTransit"
      title={say('setup.act.StartTransit')}
      seen={revision}
      fields={[instant('departedAt', undefined), line('to', { optional: true }), instant('dueAt', undefined)]}
      body={(entered) => ({
        deployment,
        departedAt: entered.of('departedAt'),
        ...entered.given('to'),
        dueAt: entered.of('dueAt'),
      })}
    />
  );
}

export function ObserveArrival({ deployment, revision, tour }: OfTour) {
  const say = useSay();
  if (!tour.transits.some(({ arrivedAt }) => arrivedAt === undefined)) return null;
  return (
    <Act
      command="ObserveArrival"
      title={say('setup.act.ObserveArrival')}
      seen={revision}
      fields={[instant('arrivedAt', undefined), line('place', { optional: true })]}
      body={(entered) => ({ deployment, arrivedAt: entered.of('arrivedAt'), ...entered.given('place') })}
    />
  );
}
