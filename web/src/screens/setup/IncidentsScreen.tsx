import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Mode } from '../../parts/ModeBand.js';
import { Act } from '../../parts/form/Act.js';
import { TextShown } from '../../parts/TextShown.js';
import { Instant } from '../../parts/Times.js';
import { useSay } from '../../words/spoken.js';
import { instant, line } from './common-fields.js';
import { incidentsQuery } from './questions.js';
import { Acts, SetUpPage } from './SetUpPage.js';

const MODES = ['ACTUAL', 'EXERCISE', 'TEST'] as const satisfies readonly Mode[];

/** The incidents, and the opening of another. */
export function IncidentsScreen() {
  const say = useSay();
  const { data = [], error, isSuccess } = useQuery(incidentsQuery);
  return (
    <SetUpPage title={say('setup.incidents')} error={error}>
      <Acts>
        <OpenIncident />
      </Acts>
      {isSuccess && data.length === 0 && <p>{say('setup.incidents.none')}</p>}
      {data.length > 0 && (
        <table className="list card">
          <thead>
            <tr>
              <th scope="col">{say('setup.incident')}</th>
              <th scope="col">{say('setup.field.mode')}</th>
              <th scope="col">{say('setup.state')}</th>
              <th scope="col">{say('setup.field.latest')}</th>
            </tr>
          </thead>
          <tbody>
            {data.map(({ incident, name, mode, open, hazard }) => (
              <tr key={incident}>
                <th scope="row">
                  <Link to="/set-up/incidents/$incident" params={{ incident }}>
                    {name === undefined ? say('setup.incident') : <TextShown of={name} />}
                  </Link>
                </th>
                <td>{say(`common.mode.${mode}`)}</td>
                <td>{say(open ? 'setup.open' : 'setup.closed')}</td>
                <td data-label={say('setup.field.latest')}>
                  <Instant at={hazard.latest} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </SetUpPage>
  );
}

function OpenIncident() {
  const say = useSay();
  const navigate = useNavigate();
  const modes = MODES.map((mode) => ({
    value: mode,
    label: `${say(`common.mode.${mode}`)} – ${say(`common.mode-says.${mode}`)}`,
  }));
  return (
    <Act
      command="OpenIncident"
      title={say('setup.act.OpenIncident')}
      intro={say('setup.hazard-says')}
      fields={[
        line('name'),
        { kind: 'choice', name: 'mode', label: 'setup.field.mode', options: modes },
        instant('earliest', undefined, { pointer: 'hazard/earliest' }),
        instant('latest', undefined, { pointer: 'hazard/latest' }),
        line('place', { optional: true }),
      ]}
      body={(entered) => ({
        name: entered.of('name'),
        mode: MODES.find((mode) => mode === entered.of('mode')) ?? 'ACTUAL',
        hazard: { earliest: entered.of('earliest'), latest: entered.of('latest') },
        ...entered.given('place'),
      })}
      done={({ id }) => void navigate({ to: '/set-up/incidents/$incident', params: { incident: id } })}
    />
  );
}
