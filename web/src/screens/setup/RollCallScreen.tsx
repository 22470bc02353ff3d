import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { By } from '../../parts/Author.js';
import { ModeBand } from '../../parts/ModeBand.js';
import { ProblemNote } from '../../parts/ProblemNote.js';
import { TextShown } from '../../parts/TextShown.js';
import { Instant } from '../../parts/Times.js';
import { useSay } from '../../words/spoken.js';
import {
  incidentQuery,
  officersQuery,
  peopleOf,
  rollCallQuery,
  type Person,
  type RollCallInFull,
} from './questions.js';
import { PersonalLinks } from './PersonalLinks.js';
import { RollCallActs } from './roll-call-acts.js';
import { memberships } from './memberships.js';
import { Acts, SetUpPage } from './SetUpPage.js';

/** One roll call: whom it asks about, what was decided about that, and what can be decided now. */
export function RollCallScreen() {
  const say = useSay();
  const { rollCall: id } = useParams({ from: '/set-up/roll-calls/$rollCall' });
  const { data: rollCall, error } = useQuery(rollCallQuery(id));
  const officers = useQuery(officersQuery);
  const people = new Map(peopleOf(officers.data ?? []).map((person) => [person.tour.deployment, person]));
  return (
    <SetUpPage title={say('setup.roll-call')} error={error}>
      {officers.error !== null && <ProblemNote error={officers.error} />}
      {rollCall !== undefined && (
        <>
          <Standing rollCall={rollCall} />
          <Acts>
            <RollCallActs rollCall={rollCall} people={people} />
          </Acts>
          <Members rollCall={rollCall} people={people} />
          <PersonalLinks rollCall={id} people={people} />
          <Decisions rollCall={rollCall} people={people} />
        </>
      )}
    </SetUpPage>
  );
}

interface OfRollCall {
  readonly rollCall: RollCallInFull;
  readonly people: ReadonlyMap<string, Person>;
}

function Standing({ rollCall }: Pick<OfRollCall, 'rollCall'>) {
  const say = useSay();
  const { data: incident } = useQuery(incidentQuery(rollCall.incident));
  const { counts, open } = rollCall;
  return (
    <section className="card facts banded">
      {rollCall.mode !== undefined && <ModeBand mode={rollCall.mode} />}
      <dl className="pairs">
        <dt>{say('setup.incident')}</dt>
        <dd>
          <Link to="/set-up/incidents/$incident" params={{ incident: rollCall.incident }}>
            {incident?.name === undefined ? say('setup.incident') : <TextShown of={incident.name} />}
          </Link>
        </dd>
        <dt>{say('setup.state')}</dt>
        <dd>
          {say(open ? 'setup.open' : 'setup.closed')} ·{' '}
          {say('setup.roll-call.counts', { accounted: counts.accounted, all: counts.denominator })}
        </dd>
        <dt>{say('setup.roll-call.opened')}</dt>
        <dd>
          <Instant at={rollCall.openedAt} /> <By actor={rollCall.openedBy} />
        </dd>
      </dl>
      <p>
        <Link to="/roll-calls/$rollCall" params={{ rollCall: rollCall.rollCall }} className="big-link">
          {say('setup.to-the-board')}
        </Link>
      </p>
    </section>
  );
}

function Members({ rollCall, people }: OfRollCall) {
  const say = useSay();
  const { excluded } = memberships(rollCall);
  const inScope = rollCall.counts.denominator;
  return (
    <section className="card facts">
      <h2>{say('setup.roll-call.members', { count: inScope, excluded: excluded.length })}</h2>
      {excluded.length > 0 && (
        <ul className="plain rows">
          {excluded.map((deployment) => (
            <li key={deployment}>
              <TextShown of={people.get(deployment)?.officer.name} />{' '}
              <span className="soft">{say('setup.excluded')}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** What was decided after the opening, the newest first. */
function Decisions({ rollCall, people }: OfRollCall) {
  const say = useSay();
  const told = [
    ...rollCall.memberships.map(({ recordedAt, recordedBy, change, deployment, reason }) => ({
      ...{ recordedAt, recordedBy, reason },
      what: say(`setup.change.${change}`, { name: people.get(deployment)?.officer.name?.text ?? '?' }),
    })),
    ...rollCall.policies.slice(1).map(({ recordedAt, recordedBy, reason }) => ({
      ...{ recordedAt, recordedBy, reason },
      what: say('setup.change.POLICY'),
    })),
    ...rollCall.closings.map(({ recordedAt, recordedBy, closed, outcome, reason }) => ({
      ...{ recordedAt, recordedBy, reason },
      what: say(closed ? `setup.change.${outcome ?? 'INCOMPLETE'}` : 'setup.change.REOPENED'),
    })),
  ].sort((a, b) => (a.recordedAt < b.recordedAt ? 1 : -1));
  if (told.length === 0) return null;
  return (
    <section className="card facts">
      <h2>{say('setup.roll-call.decisions')}</h2>
      <ul className="plain rows">
        {told.map(({ recordedAt, recordedBy, what, reason }, place) => (
          <li key={place}>
            <strong>{what}</strong> <Instant at={recordedAt} /> {recordedBy !== undefined && <By actor={recordedBy} />}
            {reason !== undefined && (
              <p className="soft">
                <TextShown of={reason} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
