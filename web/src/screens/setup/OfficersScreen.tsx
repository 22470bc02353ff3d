import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Act } from '../../parts/form/Act.js';
import { TextShown, textShown } from '../../parts/TextShown.js';
import { useSay } from '../../words/spoken.js';
import { line } from './common-fields.js';
import { missionsQuery, officersQuery, type Officer } from './questions.js';
import { Acts, SetUpPage } from './SetUpPage.js';

/** Rows that are drawn; whoever looks for someone among more says whom. */
const MAX_ROWS = 200;

/** Everyone who is registered, and the registering of another. */
export function OfficersScreen() {
  const say = useSay();
  const { data = [], error, isSuccess } = useQuery(officersQuery);
  return (
    <SetUpPage title={say('setup.officers')} error={error}>
      {isSuccess && data.length === 0 && <p>{say('setup.officers.none')}</p>}
      {data.length > 0 && <Register officers={data} />}
      <Acts>
        <RegisterOfficer agencies={[...new Set(data.map(({ homeAgency }) => homeAgency))].sort()} />
      </Acts>
    </SetUpPage>
  );
}

function Register({ officers }: { readonly officers: readonly Officer[] }) {
  const say = useSay();
  const [wanted, setWanted] = useState('');
  const words = wanted.toLocaleLowerCase().split(/\s+/);
  const found = officers.filter(({ name, homeAgency }) => {
    const text = `${name?.text ?? ''} ${homeAgency}`.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
  return (
    <>
      <div className="field finder">
        <label htmlFor="officer-wanted">{say('setup.officers.find')}</label>
        <input
          id="officer-wanted"
          type="search"
          autoComplete="off"
          value={wanted}
          onChange={({ target }) => setWanted(target.value)}
        />
        <p className="field-hint" role="status">
          {say('setup.officers.found', { count: found.length, total: officers.length })}
        </p>
      </div>
      <OfficerTable officers={found.slice(0, MAX_ROWS)} />
    </>
  );
}

function OfficerTable({ officers }: { readonly officers: readonly Officer[] }) {
  const say = useSay();
  const { data: missions = [] } = useQuery(missionsQuery);
  const names = new Map(missions.map(({ mission, name }) => [mission, textShown(name, say)]));
  return (
    <table className="list card">
      <thead>
        <tr>
          <th scope="col">{say('setup.field.name')}</th>
          <th scope="col">{say('setup.field.rank')}</th>
          <th scope="col">{say('setup.field.homeAgency')}</th>
          <th scope="col">{say('setup.officers.now-at')}</th>
        </tr>
      </thead>
      <tbody>
        {officers.map(({ officer, name, rank, homeAgency, tours }) => (
          <tr key={officer}>
            <th scope="row">
              <Link to="/set-up/officers/$officer" params={{ officer }}>
                <TextShown of={name} />
              </Link>
            </th>
            <td>
              <TextShown of={rank} />
            </td>
            <td>{homeAgency}</td>
            <td>
              {tours
                .filter(({ endedAt }) => endedAt === undefined)
                .flatMap((tour) => tour.missions.map((mission) => names.get(mission) ?? ''))
                .join(', ') || '–'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RegisterOfficer({ agencies }: { readonly agencies: readonly string[] }) {
  const say = useSay();
  const navigate = useNavigate();
  return (
    <Act
      command="RegisterOfficer"
      title={say('setup.act.RegisterOfficer')}
      fields={[
        line('name'),
        line('rank'),
        line('homeAgency', { suggestions: agencies }),
        line('language', { optional: true, suggestions: ['en-CA', 'fr-CA'] }),
      ]}
      body={(entered) => ({
        name: entered.of('name'),
        rank: entered.of('rank'),
        homeAgency: entered.of('homeAgency'),
        ...entered.given('language'),
      })}
      done={({ id }) => void navigate({ to: '/set-up/officers/$officer', params: { officer: id } })}
    />
  );
}
