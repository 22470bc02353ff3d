import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { Schemas } from '../../api/client.js';
import { isWatch, useMe } from '../../api/me.js';
import { claimInWords, countsInWords } from '../../parts/changes.js';
import { useNames } from '../../parts/names.js';
import { ModeBand } from '../../parts/ModeBand.js';
import { ProblemNote } from '../../parts/ProblemNote.js';
import { TextShown } from '../../parts/TextShown.js';
import { Instant } from '../../parts/Times.js';
import { useZones } from '../../parts/zones.js';
import { useSay } from '../../words/spoken.js';
import { Curve } from './Curve.js';
import { Feed } from './Feed.js';
import { WriteNote } from './WriteNote.js';
import { curveQuery, incidentQuery, timelineQuery } from './incident-data.js';
import './incident.css';

type Incident = Schemas['IncidentAnswer'];

/** Pages of a timeline that come by themselves; more of it whoever asks for it. */
const PAGES_AT_ONCE = 10;

/** What happened, and how the accountability of everyone went with it. */
export function IncidentScreen() {
  const say = useSay();
  const me = useMe();
  const { incident: id } = useParams({ from: '/incidents/$incident' });
  const { rollCall: chosen } = useSearch({ from: '/incidents/$incident' });
  const incident = useQuery(incidentQuery(id));
  const timeline = useWholeTimeline(id, incident.data);
  const rollCall = chosen ?? incident.data?.rollCalls[0]?.rollCall;
  const curve = useQuery({ ...curveQuery(rollCall ?? ''), enabled: rollCall !== undefined });
  const nameOf = useNames(rollCall);
  const events = timeline.data?.pages.flatMap((page) => page.events) ?? [];
  const error = incident.error ?? timeline.error ?? curve.error;
  return (
    <section className="page incident">
      {incident.data !== undefined && <Head incident={incident.data} />}
      {error !== null && <ProblemNote error={error} />}
      {incident.data !== undefined && curve.data !== undefined && (
        <Curve incident={incident.data} history={curve.data} events={events} />
      )}
      {isWatch(me) && incident.data !== undefined && <WriteNote incident={id} />}
      {timeline.data !== undefined && (
        <Feed
          {...{ events, nameOf, rollCall }}
          more={timeline.hasNextPage ? () => void timeline.fetchNextPage() : undefined}
        />
      )}
      {incident.isPending && <p className="waiting">{say('common.waiting')}</p>}
    </section>
  );
}

/** As long as the incident is known by the same events, nothing of its timeline is asked for again. */
function useWholeTimeline(id: string, incident: Incident | undefined) {
  const queries = useQueryClient();
  const timeline = useInfiniteQuery(timelineQuery(id));
  const { hasNextPage, isFetching, fetchNextPage, data } = timeline;
  const pages = data?.pages.length ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetching && pages < PAGES_AT_ONCE) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage, pages]);
  const position = incident?.position;
  useEffect(() => {
    if (position === undefined) return;
    void queries.invalidateQueries({ queryKey: ['timeline', id] });
    void queries.invalidateQueries({ queryKey: ['curve'] });
  }, [position, queries, id]);
  return timeline;
}

function Head({ incident }: { readonly incident: Incident }) {
  const say = useSay();
  const zones = useZones();
  const { mode, name, open, hazard, place, rollCalls } = incident;
  return (
    <>
      <ModeBand mode={mode} />
      <h1>{name === undefined ? say('common.home.unnamed') : <TextShown of={name} />}</h1>
      <dl className="facts">
        <dt>{say('incident.state')}</dt>
        <dd>{say(open ? 'common.home.open' : 'common.home.closed')}</dd>
        {place !== undefined && (
          <>
            <dt>{say('incident.place')}</dt>
            <dd>
              <TextShown of={place} />
            </dd>
          </>
        )}
        <dt>{say('incident.danger-from')}</dt>
        <dd>
          <Instant at={hazard.earliest} zones={zones} />
        </dd>
        <dt>{say('incident.danger-to')}</dt>
        <dd>
          <Instant at={hazard.latest} zones={zones} />
        </dd>
      </dl>
      {rollCalls.map((rollCall) => (
        <RollCall key={rollCall.rollCall} {...rollCall} isOnly={rollCalls.length === 1} />
      ))}
    </>
  );
}

type RollCallProps = Schemas['IncidentRollCallAnswer'] & { readonly isOnly: boolean };

/** How one of its roll calls stands now, and the ways to it. */
function RollCall({ rollCall, openedAt, claim, counts, isOnly }: RollCallProps) {
  const say = useSay();
  const navigate = useNavigate({ from: '/incidents/$incident' });
  const draw = (): void => {
    void navigate({ search: (before) => ({ ...before, rollCall }), replace: true, resetScroll: false });
  };
  return (
    <article className={`card incident-roll-call ${claim === 'ALL_SAFE' ? 'holds' : ''}`}>
      <p className="incident-claim">{claimInWords(claim, say)}</p>
      <p>{countsInWords(counts, say)}</p>
      <p className="incident-opened">
        {say('incident.opened')} <Instant at={openedAt} />
      </p>
      <p className="incident-ways">
        <Link className="button" to="/roll-calls/$rollCall" params={{ rollCall }}>
          {say('incident.to-board')}
        </Link>
        <Link className="button" to="/roll-calls/$rollCall/replay" params={{ rollCall }}>
          {say('incident.to-replay')}
        </Link>
        {!isOnly && (
          <button className="button" onClick={draw}>
            {say('incident.draw')}
          </button>
        )}
      </p>
    </article>
  );
}
