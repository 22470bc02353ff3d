import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { TextShown } from '../../parts/TextShown.js';
import { Instant } from '../../parts/Times.js';
import { useSay } from '../../words/spoken.js';
import {
  AnnounceSuspension,
  CloseDutyPost,
  EndMission,
  OpenDutyPost,
  ResumeMission,
  SuspendMission,
} from './mission-acts.js';
import { missionQuery, officersQuery, peopleOf, type MissionInFull } from './questions.js';
import { Acts, SetUpPage } from './SetUpPage.js';

/** One mission: how it stands, its posts, its people, and what can be done about it. */
export function MissionScreen() {
  const say = useSay();
  const { mission: id } = useParams({ from: '/set-up/missions/$mission' });
  const { data: mission, error } = useQuery(missionQuery(id));
  return (
    <SetUpPage
      title={mission === undefined ? say('setup.field.mission') : <TextShown of={mission.name} />}
      error={error}
    >
      {mission !== undefined && (
        <>
          <Standing mission={mission} />
          <Posts mission={mission} />
          <People mission={id} />
          <Acts>
            <MissionActs mission={mission} />
          </Acts>
        </>
      )}
    </SetUpPage>
  );
}

function MissionActs({ mission }: { readonly mission: MissionInFull }) {
  if (mission.state === 'ENDED') return null;
  const unannounced = mission.suspension !== undefined && mission.suspension.announcedAt === undefined;
  return (
    <>
      <OpenDutyPost mission={mission} />
      <CloseDutyPost mission={mission} />
      {mission.suspension === undefined ? <SuspendMission mission={mission} /> : <ResumeMission mission={mission} />}
      {unannounced && <AnnounceSuspension mission={mission} />}
      <EndMission mission={mission} />
    </>
  );
}

function Standing({ mission: { state, zone, endedAt, suspensions } }: { readonly mission: MissionInFull }) {
  const say = useSay();
  const zones = zone === undefined ? [] : [zone];
  return (
    <section className="card facts">
      <p>
        <strong>{say(`setup.mission.${state}`)}</strong>
        {endedAt !== undefined && (
          <>
            {' '}
            <Instant at={endedAt} zones={zones} />
          </>
        )}
        {zone !== undefined && ` · ${zone}`}
      </p>
      {suspensions.map((one) => (
        <dl key={`${one.decidedAt} ${one.effectiveAt}`} className="pairs">
          <dt>{say('setup.field.decidedAt')}</dt>
          <dd>
            <Instant at={one.decidedAt} zones={zones} />
          </dd>
          <dt>{say('setup.field.effectiveAt')}</dt>
          <dd>
            <Instant at={one.effectiveAt} zones={zones} />
          </dd>
          <dt>{say('setup.field.announcedAt')}</dt>
          <dd>
            {one.announcedAt === undefined ? say('setup.not-yet') : <Instant at={one.announcedAt} zones={zones} />}
          </dd>
          {one.resumedAt !== undefined && (
            <>
              <dt>{say('setup.resumedAt')}</dt>
              <dd>
                <Instant at={one.resumedAt} zones={zones} />
              </dd>
            </>
          )}
          <dt>{say('setup.field.reason')}</dt>
          <dd>
            <TextShown of={one.reason} />
          </dd>
        </dl>
      ))}
    </section>
  );
}

function Posts({ mission: { posts } }: { readonly mission: MissionInFull }) {
  const say = useSay();
  return (
    <section className="card facts">
      <h2>{say('setup.posts')}</h2>
      {posts.length === 0 && <p>{say('setup.posts.none')}</p>}
      <ul className="plain rows">
        {posts.map(({ post, name, place, open }) => (
          <li key={post}>
            <TextShown of={name} />
            {place !== undefined && (
              <>
                , <TextShown of={place} />
              </>
            )}
            {!open && <span className="soft"> · {say('setup.posts.closed')}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function People({ mission }: { readonly mission: string }) {
  const say = useSay();
  const { data = [] } = useQuery(officersQuery);
  const people = peopleOf(data).filter(({ tour }) => tour.missions.includes(mission));
  const there = people.filter(({ tour }) => tour.endedAt === undefined);
  return (
    <section className="card facts">
      <h2>{say('setup.mission.people', { count: there.length })}</h2>
      <ul className="plain columns">
        {people.map(({ officer, tour }) => (
          <li key={tour.deployment}>
            <Link to="/set-up/officers/$officer" params={{ officer: officer.officer }}>
              <TextShown of={officer.name} />
            </Link>{' '}
            <span className="soft">
              {officer.homeAgency}
              {tour.endedAt !== undefined && ` · ${say('setup.tour.ended')}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
