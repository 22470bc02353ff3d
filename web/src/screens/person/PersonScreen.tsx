import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { isWatch, useMe } from '../../api/me.js';
import { useNames } from '../../parts/names.js';
import { ProblemNote } from '../../parts/ProblemNote.js';
import { PersonStatus } from '../../parts/Status.js';
import { stateOf } from '../../parts/status.js';
import { TextShown } from '../../parts/TextShown.js';
import { Countdown, Instant } from '../../parts/Times.js';
import { useZones } from '../../parts/zones.js';
import { useSay } from '../../words/spoken.js';
import { Conflict } from './Conflict.js';
import { Decisions } from './Decisions.js';
import { Evidence } from './Evidence.js';
import { Tour } from './Tour.js';
import { Vouchers } from './Vouchers.js';
import {
  deploymentQuery,
  heardOf,
  officerQuery,
  standingQuery,
  type Deployment,
  type Standing,
} from './person-data.js';
import './person.css';

/** One tour of one officer: what was heard of him, by whom, and what it is worth. */
export function PersonScreen() {
  const say = useSay();
  const me = useMe();
  const { deployment: id } = useParams({ from: '/people/$deployment' });
  const { rollCall } = useSearch({ from: '/people/$deployment' });
  const deployment = useQuery(deploymentQuery(id));
  const standing = useQuery({ ...standingQuery(rollCall ?? '', id), enabled: rollCall !== undefined });
  const nameOf = useNames(rollCall);
  const heard = deployment.data === undefined ? [] : heardOf(deployment.data);
  const conflicting = new Set(standing.data?.entries.filter(({ inConflict }) => inConflict).map(({ entry }) => entry));
  const error = deployment.error ?? standing.error;
  const zones = useZones();
  const shown = { id, heard, nameOf, zones, standing: standing.data };
  return (
    <section className="page person">
      {deployment.data !== undefined && (
        <Head deployment={deployment.data} standing={standing.data} rollCall={rollCall} zones={zones} />
      )}
      {error !== null && <ProblemNote error={error} />}
      {conflicting.size > 0 && <Conflict {...shown} conflicting={conflicting} mayDecide={isWatch(me)} />}
      {deployment.data !== undefined && <Evidence {...shown} rollCall={rollCall} />}
      {standing.data !== undefined && rollCall !== undefined && (
        <Vouchers standing={standing.data} rollCall={rollCall} />
      )}
      {deployment.data?.tour !== undefined && <Decisions id={id} tour={deployment.data.tour} zones={zones} />}
      {deployment.data?.tour !== undefined && <Tour tour={deployment.data.tour} zones={zones} />}
      {deployment.isPending && <p className="waiting">{say('common.waiting')}</p>}
    </section>
  );
}

interface HeadProps {
  readonly deployment: Deployment;
  readonly standing: Standing | undefined;
  readonly rollCall: string | undefined;
  readonly zones: readonly string[];
}

function Head({ deployment: { tour }, standing, rollCall, zones }: HeadProps) {
  const say = useSay();
  const officer = useQuery({ ...officerQuery(tour?.officer ?? ''), enabled: tour !== undefined });
  const name = officer.data?.name ?? standing?.about.name;
  const person = standing?.about.person;
  const condition = person && say(`common.condition.${person.condition}`);
  return (
    <>
      <h1>{name === undefined ? say('person.unnamed') : <TextShown of={name} />}</h1>
      <p className="person-who">
        {officer.data?.rank !== undefined && <TextShown of={officer.data.rank} />}
        <span>{officer.data?.homeAgency ?? standing?.about.homeAgency}</span>
      </p>
      {person !== undefined && (
        <div className="card person-state">
          <PersonStatus person={person} />
          {condition !== say(stateOf(person).word) && <span>{condition}</span>}
          {person.disposition !== undefined && <span>{say(`common.disposition.${person.disposition}`)}</span>}
          {person.flags.length > 0 && <span>{say('person.clock-ahead')}</span>}
          {person.lapsesAt !== undefined && (
            <span>
              {say(person.accountability === 'STALE' ? 'person.lapsed' : 'person.lapses')}{' '}
              <Countdown to={person.lapsesAt} /> · <Instant at={person.lapsesAt} zones={zones} />
            </span>
          )}
        </div>
      )}
      {rollCall !== undefined && (
        <p className="person-ways">
          <Link to="/roll-calls/$rollCall" params={{ rollCall }}>
            {say('replay.to-board')}
          </Link>
          <Link to="/roll-calls/$rollCall/replay" params={{ rollCall }}>
            {say('incident.to-replay')}
          </Link>
        </p>
      )}
    </>
  );
}
