import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ProblemNote } from '../../parts/ProblemNote.js';
import { TextShown } from '../../parts/TextShown.js';
import { Instant } from '../../parts/Times.js';
import { useSay } from '../../words/spoken.js';
import { deploymentQuery, missionsQuery, type TourInFull } from './questions.js';
import { Acts } from './SetUpPage.js';
import { CurtailDeployment, EndDeployment, ExtendDeployment, ReinstateDeployment } from './tour-acts.js';
import { EndAssignment, EndLeave, ObserveArrival, StartAssignment, StartLeave, StartTransit } from './movement-acts.js';

/** One tour: when, where, on leave or under way, and what can be done about it. */
export function TourCard({ deployment }: { readonly deployment: string }) {
  const { data, error } = useQuery(deploymentQuery(deployment));
  if (error !== null) return <ProblemNote error={error} />;
  if (data?.tour === undefined) return null;
  const of = { deployment, tour: data.tour, revision: data.revision };
  return (
    <section className="card facts">
      <TourFacts tour={data.tour} />
      <Acts>
        {data.tour.endedAt === undefined ? (
          <>
            <ExtendDeployment {...of} />
            <CurtailDeployment {...of} />
            <StartAssignment {...of} />
            <EndAssignment {...of} />
            <StartLeave {...of} />
            <EndLeave {...of} />
            <StartTransit {...of} />
            <ObserveArrival {...of} />
            <EndDeployment {...of} />
          </>
        ) : (
          <ReinstateDeployment {...of} />
        )}
      </Acts>
    </section>
  );
}

function TourFacts({ tour }: { readonly tour: TourInFull }) {
  const say = useSay();
  const { data: missions = [] } = useQuery(missionsQuery);
  return (
    <>
      <h2>
        {say('setup.tour')} · {say(tour.endedAt === undefined ? 'setup.tour.open' : 'setup.tour.ended')}
      </h2>
      <dl className="pairs">
        <dt>{say('setup.field.beganAt')}</dt>
        <dd>
          <Instant at={tour.beganAt} />
        </dd>
        <dt>{say(tour.endedAt === undefined ? 'setup.field.plannedEndAt' : 'setup.field.endedAt')}</dt>
        <dd>
          <Instant at={tour.endedAt ?? tour.plannedEndAt} />
        </dd>
        {tour.assignments.map((one) => (
          <div key={one.assignment} className="pair">
            <dt>{say('setup.assignment')}</dt>
            <dd>
              <Link to="/set-up/missions/$mission" params={{ mission: one.mission }}>
                <TextShown of={missions.find(({ mission }) => mission === one.mission)?.name} />
              </Link>
              {one.position !== undefined && (
                <>
                  {' · '}
                  <TextShown of={one.position} />
                </>
              )}
              <Span from={one.from} until={one.endedAt} />
            </dd>
          </div>
        ))}
        <Absences tour={tour} />
      </dl>
    </>
  );
}

function Absences({ tour: { leaves, transits } }: { readonly tour: TourInFull }) {
  const say = useSay();
  return (
    <>
      {leaves.map((leave) => (
        <div key={`leave ${leave.from}`} className="pair">
          <dt>{say('setup.leave')}</dt>
          <dd>
            <TextShown of={leave.place} />
            <Span from={leave.from} until={leave.endedAt} due={leave.dueBackAt} />
          </dd>
        </div>
      ))}
      {transits.map((transit) => (
        <div key={`transit ${transit.departedAt}`} className="pair">
          <dt>{say('setup.transit')}</dt>
          <dd>
            <TextShown of={transit.place ?? transit.to} />
            <Span from={transit.departedAt} until={transit.arrivedAt} due={transit.dueAt} />
          </dd>
        </div>
      ))}
    </>
  );
}

interface SpanProps {
  readonly from: string;
  readonly until: string | undefined;
  readonly due?: string | undefined;
}

function Span({ from, until, due }: SpanProps) {
  const say = useSay();
  return (
    <span className="span soft">
      <Instant at={from} />
      {' – '}
      {until !== undefined && <Instant at={until} />}
      {until === undefined && (due === undefined ? say('setup.still') : say('setup.due'))}{' '}
      {until === undefined && due !== undefined && <Instant at={due} />}
    </span>
  );
}
