import { memo } from 'react';
import type { Schemas } from '../../api/client.js';
import { By } from '../../parts/Author.js';
import { claimInWords, countsInWords, sideInWords, type Side } from '../../parts/changes.js';
import { detailsOf, whoOf } from '../../parts/event-words.js';
import type { NameOf } from '../../parts/names.js';
import { roleInWords } from '../../parts/roles.js';
import { Instant } from '../../parts/Times.js';
import { useZones } from '../../parts/zones.js';
import type { Say } from '../../words/catalogue.js';
import { useSpoken } from '../../words/spoken.js';

type Shown = Schemas['ShownEventAnswer'];
type Effect = Schemas['EffectAnswer'];

/** The event that is known last: what it says, who recorded it, what it changed, and how it is stored. */
export const EventShown = memo(function EventShown({
  event,
  nameOf,
}: {
  readonly event: Shown;
  readonly nameOf: NameOf;
}) {
  const { say, locale } = useSpoken();
  const who = whoOf(event);
  const everywhere = useZones();
  const zones = event.zone === undefined ? everywhere : [event.zone];
  const changed = event.effect.flatMap((effect) => effectInWords(effect, nameOf, say));
  return (
    <section className="card event-shown" aria-labelledby="event">
      <h2 id="event">
        {say(`incident.event.${event.type}`)}
        {who !== undefined && `: ${nameOf(who)}`}
      </h2>
      <p>{detailsOf(event, { say, locale, nameOf }).join(' · ')}</p>
      <dl className="facts">
        <dt>{say('replay.happened')}</dt>
        <dd>
          <Instant at={event.happenedAt} zones={zones} />
        </dd>
        <dt>{say('replay.recorded')}</dt>
        <dd>
          <Instant at={event.recordedAt} zones={zones} />
        </dd>
        {event.actor !== undefined && (
          <>
            <dt>{say('replay.recorded-by')}</dt>
            <dd>
              {roleInWords(event.role, say)} <By actor={event.actor} />
            </dd>
          </>
        )}
        <dt>{say('replay.changed')}</dt>
        <dd>
          {changed.length === 0 ? (
            say('replay.changed-nothing')
          ) : (
            <ul className="plain">
              {changed.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          )}
        </dd>
      </dl>
      {event.stored !== undefined && (
        <details>
          <summary>{say('replay.stored')}</summary>
          <pre tabIndex={0} aria-label={say('replay.stored')}>
            {JSON.stringify(event.stored, undefined, 2)}
          </pre>
        </details>
      )}
    </section>
  );
});

interface Change<Value> {
  readonly before: Value;
  readonly after: Value;
}

function effectInWords({ claim, counts, people }: Effect, nameOf: NameOf, say: Say): readonly string[] {
  const [claims, numbers] = [
    claim as Change<Schemas['ClaimAnswer']['claim']> | undefined,
    counts as Change<Schemas['CountsAnswer']> | undefined,
  ];
  const change = (what: string, before: string, after: string): string => say('replay.change', { what, before, after });
  const side = (of: Side | undefined): string => (of === undefined ? say('replay.not-counted') : sideInWords(of, say));
  return [
    ...people.map(({ deployment, before, after }) =>
      change(nameOf(String(deployment)), side(before as Side | undefined), side(after as Side | undefined)),
    ),
    ...(claims === undefined
      ? []
      : [change(say('replay.claim'), claimInWords(claims.before, say), claimInWords(claims.after, say))]),
    ...(numbers === undefined
      ? []
      : [change(say('replay.counts'), countsInWords(numbers.before, say), countsInWords(numbers.after, say))]),
  ];
}
