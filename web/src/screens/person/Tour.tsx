import { TextShown } from '../../parts/TextShown.js';
import { Instant } from '../../parts/Times.js';
import { useSay } from '../../words/spoken.js';
import type { Schemas } from '../../api/client.js';
import { Listed } from './Decisions.js';

/** Where someone was to be, and where he said that he went. */
export function Tour({
  tour,
  zones,
}: {
  readonly tour: Schemas['TourRecordAnswer'];
  readonly zones: readonly string[];
}) {
  const say = useSay();
  const { beganAt, plannedEndAt, endedAt, leaves, transits } = tour;
  return (
    <Listed title={say('person.tour')} none="">
      {[
        <li key="began">
          <strong>{say('person.began')}</strong> <Instant at={beganAt} zones={zones} />
        </li>,
        <li key="end">
          <strong>{say(endedAt === undefined ? 'person.planned-end' : 'person.ended')}</strong>{' '}
          <Instant at={endedAt ?? plannedEndAt} zones={zones} />
        </li>,
      ]}
      {leaves.map(({ from, endedAt: back, dueBackAt, place }) => (
        <li key={from}>
          <strong>{say('person.leave')}</strong> <TextShown of={place} /> {say('person.from')}{' '}
          <Instant at={from} zones={zones} />
          {back !== undefined && (
            <>
              {' '}
              {say('person.until')} <Instant at={back} zones={zones} />
            </>
          )}
          {back === undefined && dueBackAt !== undefined && (
            <>
              {' '}
              {say('person.due-back')} <Instant at={dueBackAt} zones={zones} />
            </>
          )}
        </li>
      ))}
      {transits.map(({ departedAt, arrivedAt, dueAt, to }) => (
        <li key={departedAt}>
          <strong>{say('person.transit')}</strong> <TextShown of={to} /> {say('person.from')}{' '}
          <Instant at={departedAt} zones={zones} /> {say(arrivedAt === undefined ? 'person.due' : 'person.arrived')}{' '}
          <Instant at={arrivedAt ?? dueAt} zones={zones} />
        </li>
      ))}
    </Listed>
  );
}
