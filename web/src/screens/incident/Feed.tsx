import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { detailsOf, isKeyEvent, whoOf, type TimelineEvent } from '../../parts/event-words.js';
import { By } from '../../parts/Author.js';
import type { NameOf } from '../../parts/names.js';
import { Instant } from '../../parts/Times.js';
import { useZones } from '../../parts/zones.js';
import { useSpoken } from '../../words/spoken.js';

interface FeedProps {
  /** The first first. */
  readonly events: readonly TimelineEvent[];
  readonly nameOf: NameOf;
  readonly rollCall: string | undefined;
  /** Asks for what is not there yet; absent where everything is. */
  readonly more: (() => void) | undefined;
}

/** What happened, the newest first: what an auditor would read, or everything. */
export function Feed({ events, nameOf, rollCall, more }: FeedProps) {
  const { say } = useSpoken();
  const { feed = 'key' } = useSearch({ from: '/incidents/$incident' });
  const navigate = useNavigate({ from: '/incidents/$incident' });
  const show = (which: 'key' | 'all'): void => {
    void navigate({ search: (before) => ({ ...before, feed: which }), replace: true, resetScroll: false });
  };
  const shown = (feed === 'all' ? events : events.filter(isKeyEvent)).toReversed();
  return (
    <section className="feed" aria-labelledby="feed">
      <h2 id="feed">{say('incident.feed')}</h2>
      <fieldset className="feed-which">
        <legend className="visually-hidden">{say('incident.feed-which')}</legend>
        {(['key', 'all'] as const).map((which) => (
          <label key={which}>
            <input type="radio" name="feed" checked={feed === which} onChange={() => show(which)} />
            {say(`incident.feed.${which}`)}
          </label>
        ))}
      </fieldset>
      <p aria-live="polite">{say('incident.feed-count', { shown: shown.length, all: events.length })}</p>
      {more !== undefined && (
        <button className="button" onClick={more}>
          {say('incident.feed-more')}
        </button>
      )}
      <ol className="plain feed-list" reversed>
        {shown.map((event) => (
          <Entry key={event.position} {...{ event, nameOf, rollCall }} />
        ))}
      </ol>
    </section>
  );
}

interface EntryProps {
  readonly event: TimelineEvent;
  readonly nameOf: NameOf;
  readonly rollCall: string | undefined;
}

function Entry({ event, nameOf, rollCall }: EntryProps) {
  const { say, locale } = useSpoken();
  const who = whoOf(event);
  const everywhere = useZones();
  const zones = event.zone === undefined ? everywhere : [event.zone];
  const { position, recordedAt, happenedAt, type, actor } = event;
  const search = { knownAt: position, asOf: recordedAt };
  return (
    <li className={`feed-entry ${isKeyEvent(event) ? 'key' : ''}`}>
      <p className="feed-what">
        <strong>{say(`incident.event.${type}`)}</strong>
        {who !== undefined && event.category === 'mission' && ` ${nameOf(who)}`}
        {who !== undefined && event.category !== 'mission' && (
          <>
            {' '}
            <Link
              to="/people/$deployment"
              params={{ deployment: who }}
              search={rollCall === undefined ? {} : { rollCall }}
            >
              {nameOf(who)}
            </Link>
          </>
        )}
        <span className="feed-details">{detailsOf(event, { say, locale, nameOf }).join(' · ')}</span>
      </p>
      <p className="feed-when">
        <span>
          {say('incident.happened')} <Instant at={happenedAt} zones={zones} />
        </span>
        {happenedAt !== recordedAt && (
          <span>
            {say('incident.recorded')} <Instant at={recordedAt} zones={zones} />
          </span>
        )}
        {actor !== undefined && <By actor={actor} />}
        {rollCall !== undefined && (
          <Link to="/roll-calls/$rollCall/replay" params={{ rollCall }} search={search}>
            {say('incident.replay-it')}
          </Link>
        )}
      </p>
    </li>
  );
}
