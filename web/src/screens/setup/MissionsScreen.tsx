import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Act } from '../../parts/form/Act.js';
import { TextShown } from '../../parts/TextShown.js';
import { useSay } from '../../words/spoken.js';
import { line } from './common-fields.js';
import { missionsQuery, type Mission } from './questions.js';
import { Acts, SetUpPage } from './SetUpPage.js';

/** The missions, and the establishing of another. */
export function MissionsScreen() {
  const say = useSay();
  const { data, error } = useQuery(missionsQuery);
  return (
    <SetUpPage title={say('setup.missions')} error={error}>
      {data?.length === 0 && <p>{say('setup.missions.none')}</p>}
      {data !== undefined && data.length > 0 && <MissionTable missions={data} />}
      <Acts>
        <EstablishMission isFirst={data?.length === 0} />
      </Acts>
    </SetUpPage>
  );
}

function MissionTable({ missions }: { readonly missions: readonly Mission[] }) {
  const say = useSay();
  return (
    <table className="list card">
      <thead>
        <tr>
          <th scope="col">{say('setup.field.mission')}</th>
          <th scope="col">{say('setup.state')}</th>
          <th scope="col">{say('setup.field.zone')}</th>
        </tr>
      </thead>
      <tbody>
        {missions.map(({ mission, name, state, zone }) => (
          <tr key={mission}>
            <th scope="row">
              <Link to="/set-up/missions/$mission" params={{ mission }}>
                <TextShown of={name} />
              </Link>
            </th>
            <td>{say(`setup.mission.${state}`)}</td>
            <td>{zone ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function EstablishMission({ isFirst }: { readonly isFirst: boolean }) {
  const say = useSay();
  const navigate = useNavigate();
  return (
    <Act
      command="EstablishMission"
      title={say('setup.act.EstablishMission')}
      {...(isFirst ? { intro: say('setup.missions.first') } : {})}
      fields={[
        line('name'),
        {
          ...{ kind: 'line', name: 'zone', label: 'setup.field.zone', hint: 'setup.hint.zone' },
          ...{ optional: true, suggestions: Intl.supportedValuesOf('timeZone') },
        },
      ]}
      body={(entered) => ({ name: entered.of('name'), ...entered.given('zone') })}
      done={({ id }) => void navigate({ to: '/set-up/missions/$mission', params: { mission: id } })}
    />
  );
}
