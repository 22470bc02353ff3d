import { useQuery } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../../api/client.js';
import { useMe } from '../../api/me.js';
import { Status } from '../../parts/Status.js';
import { Instant } from '../../parts/Times.js';
import { lengthInWords } from '../../parts/times.js';
import { useSay } from '../../words/spoken.js';
import { Rebuild } from './Rebuild.js';
import { StatusPage } from './StatusPage.js';

type Projection = Schemas['ProjectionAnswer'];

/** Milliseconds between two looks at how the views fare. */
const LOOK_MS = 2_000;
const SECOND_MS = 1_000;

/** The views: where each stands in the log, how far it is behind, and the making of them anew. */
export function StatusScreen() {
  const say = useSay();
  const isOperator = useMe().role === 'operator';
  const { data, error } = useQuery({
    queryKey: ['status', 'projections'],
    queryFn: async () => answered(await api.GET('/api/projections')),
    refetchInterval: LOOK_MS,
  });
  return (
    <StatusPage title={say('status.views')} error={error}>
      {data !== undefined && (
        <>
          <Summary projections={data.items} />
          <Projections projections={data.items} />
        </>
      )}
      {isOperator && <Rebuild />}
    </StatusPage>
  );
}

function isBehind({ state, behindSeconds }: Projection): boolean {
  return state !== 'running' || behindSeconds === undefined || behindSeconds > 0;
}

function Summary({ projections }: { readonly projections: readonly Projection[] }) {
  const say = useSay();
  const behind = projections.filter(isBehind).length;
  return (
    <p className="status-summary" role="status">
      <Status shape={behind === 0 ? 'accounted' : 'stale'}>
        {behind === 0 ? say('status.all-follow') : say('status.some-behind', { count: behind })}
      </Status>
    </p>
  );
}

function Projections({ projections }: { readonly projections: readonly Projection[] }) {
  const say = useSay();
  return (
    <ul className="plain projections">
      {projections.map((projection) => (
        <li key={projection.name} className="card projection">
          <h2>
            {projection.name}{' '}
            <span className="soft">{say('status.view.version', { version: projection.version })}</span>
          </h2>
          <Status shape={isBehind(projection) ? 'stale' : 'accounted'}>
            {say(`status.state.${projection.state}`)}
          </Status>
          <dl className="status-pairs">
            <dt>{say('status.position')}</dt>
            <dd>
              <code>{projection.position}</code>
              {projection.recordedAt !== undefined && (
                <>
                  {' · '}
                  <Instant at={projection.recordedAt} />
                </>
              )}
            </dd>
            <dt>{say('status.behind')}</dt>
            <dd>
              <Behind seconds={projection.behindSeconds} />
            </dd>
            {projection.lost !== undefined && (
              <>
                <dt>{say('status.lost')}</dt>
                <dd>
                  {projection.lost} · {say('status.attempts', { count: projection.attempts })}
                </dd>
              </>
            )}
            {projection.stoppedBy !== undefined && (
              <>
                <dt>{say('status.stopped-by')}</dt>
                <dd>
                  {projection.stoppedBy.type} · {projection.stoppedBy.error} ·{' '}
                  <code>{projection.stoppedBy.position}</code>
                </dd>
              </>
            )}
          </dl>
        </li>
      ))}
    </ul>
  );
}

function Behind({ seconds }: { readonly seconds: number | undefined }) {
  const say = useSay();
  if (seconds === undefined) return say('status.behind.unknown');
  if (seconds === 0) return say('status.behind.none');
  return say('status.behind.by', { length: lengthInWords(seconds * SECOND_MS, say), seconds });
}
