import { useQuery } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import { answered, api, type Schemas } from '../../api/client.js';
import { useMe } from '../../api/me.js';
import { Instant } from '../../parts/Times.js';
import { ModeBand } from '../../parts/ModeBand.js';
import { ProblemNote } from '../../parts/ProblemNote.js';
import { TextShown } from '../../parts/TextShown.js';
import { useSay } from '../../words/spoken.js';
import './home.css';

type ListedIncident = Schemas['ListedIncident'];
type RollCallSummary = Schemas['RollCallSummary'];

/** Where everyone begins: whoever reads no board with what is his. */
export function HomeScreen() {
  const { role, deployment } = useMe();
  if (role === 'operator') return <Navigate to="/status" replace />;
  if (role === 'deployedOfficer') return <OwnHome deployment={deployment} />;
  return <Boards />;
}

/** A deployed officer has no board: he checks in on a page of his own, and reads what he has recorded himself. */
function OwnHome({ deployment }: { readonly deployment: string | undefined }) {
  const say = useSay();
  return (
    <section className="page narrow">
      <h1>{say('common.home.own')}</h1>
      <p>{say('common.home.own-says')}</p>
      <p>
        <a className="button first" href="/check-in">
          {say('common.home.own-check-in')}
        </a>
      </p>
      {deployment !== undefined && (
        <p>
          <Link className="button" to="/people/$deployment" params={{ deployment }}>
            {say('common.home.own-record')}
          </Link>
        </p>
      )}
    </section>
  );
}

/** The incidents, the newest first, each with its roll calls: the way to the boards. */
function Boards() {
  const say = useSay();
  const incidents = useQuery({
    queryKey: ['incidents'],
    queryFn: async () => answered(await api.GET('/api/incidents', { params: { query: { limit: 50 } } })),
  });
  const rollCalls = useQuery({
    queryKey: ['roll-calls'],
    queryFn: async () => answered(await api.GET('/api/roll-calls', { params: { query: { limit: 200 } } })),
  });
  const error = incidents.error ?? rollCalls.error;
  const shown = incidents.data?.items ?? [];
  return (
    <section className="page">
      <h1>{say('common.home.title')}</h1>
      {error !== null && <ProblemNote error={error} />}
      {incidents.isSuccess && shown.length === 0 && <p>{say('common.home.none')}</p>}
      {shown.map((incident) => (
        <IncidentCard
          key={incident.incident}
          incident={incident}
          rollCalls={(rollCalls.data?.items ?? []).filter((one) => one.incident === incident.incident)}
        />
      ))}
    </section>
  );
}

function IncidentCard({
  incident,
  rollCalls,
}: {
  readonly incident: ListedIncident;
  readonly rollCalls: readonly RollCallSummary[];
}) {
  const say = useSay();
  return (
    <article className="card incident-card">
      <ModeBand mode={incident.mode} />
      <h2>
        <Link to="/incidents/$incident" params={{ incident: incident.incident }}>
          {incident.name === undefined ? say('common.home.unnamed') : <TextShown of={incident.name} />}
        </Link>
      </h2>
      <p>
        {say(incident.open ? 'common.home.open' : 'common.home.closed')} · {say('common.home.hazard')}{' '}
        <Instant at={incident.hazard.latest} />
      </p>
      <ul className="plain">
        {rollCalls.map((rollCall) => (
          <li key={rollCall.rollCall}>
            <Link to="/roll-calls/$rollCall" params={{ rollCall: rollCall.rollCall }} className="big-link">
              {say(rollCall.open ? 'common.home.board-open' : 'common.home.board-closed')}
            </Link>{' '}
            <Instant at={rollCall.openedAt} />
          </li>
        ))}
      </ul>
    </article>
  );
}
