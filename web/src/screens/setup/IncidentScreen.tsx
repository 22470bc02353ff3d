import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ModeBand } from '../../parts/ModeBand.js';
import { Act } from '../../parts/form/Act.js';
import { TextShown } from '../../parts/TextShown.js';
import { Instant } from '../../parts/Times.js';
import { useSay } from '../../words/spoken.js';
import { instant, reason } from './common-fields.js';
import { OpenRollCall } from './OpenRollCall.js';
import { incidentQuery, type IncidentInFull } from './questions.js';
import { Acts, SetUpPage } from './SetUpPage.js';

/** One incident: when the danger was, its roll calls, and what can be decided about it. */
export function IncidentScreen() {
  const say = useSay();
  const { incident: id } = useParams({ from: '/set-up/incidents/$incident' });
  const { data: incident, error } = useQuery(incidentQuery(id));
  return (
    <SetUpPage
      title={incident?.name === undefined ? say('setup.incident') : <TextShown of={incident.name} />}
      error={error}
    >
      {incident !== undefined && (
        <>
          <Hazards incident={incident} />
          <RollCalls incident={incident} />
          <Acts>
            <IncidentActs incident={incident} />
          </Acts>
        </>
      )}
    </SetUpPage>
  );
}

function IncidentActs({ incident: { incident, revision, open } }: { readonly incident: IncidentInFull }) {
  const say = useSay();
  return (
    <>
      {open && <OpenRollCall incident={incident} />}
      <Act
        command="RefineHazard"
        title={say('setup.act.RefineHazard')}
        intro={say('setup.hazard-says')}
        seen={revision}
        fields={[
          instant('earliest', undefined, { pointer: 'hazard/earliest' }),
          instant('latest', undefined, { pointer: 'hazard/latest' }),
          reason(),
        ]}
        body={(entered) => ({
          incident,
          hazard: { earliest: entered.of('earliest'), latest: entered.of('latest') },
          reason: entered.of('reason'),
        })}
      />
      <Act
        key={open ? 'close' : 'reopen'}
        command={open ? 'CloseIncident' : 'ReopenIncident'}
        title={say(open ? 'setup.act.CloseIncident' : 'setup.act.ReopenIncident')}
        seen={revision}
        fields={[reason()]}
        body={(entered) => ({ incident, reason: entered.of('reason') })}
      />
    </>
  );
}

function Hazards({ incident: { mode, open, hazard, hazards, place } }: { readonly incident: IncidentInFull }) {
  const say = useSay();
  return (
    <section className="card facts banded">
      <ModeBand mode={mode} />
      <dl className="pairs">
        <dt>{say('setup.state')}</dt>
        <dd>{say(open ? 'setup.open' : 'setup.closed')}</dd>
        <dt>{say('setup.field.earliest')}</dt>
        <dd>
          <Instant at={hazard.earliest} />
        </dd>
        <dt>{say('setup.field.latest')}</dt>
        <dd>
          <Instant at={hazard.latest} />
          {hazards.length > 1 && <span className="soft"> · {say('setup.refined', { times: hazards.length - 1 })}</span>}
        </dd>
        {place !== undefined && (
          <>
            <dt>{say('setup.field.place')}</dt>
            <dd>
              <TextShown of={place} />
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

function RollCalls({ incident: { rollCalls } }: { readonly incident: IncidentInFull }) {
  const say = useSay();
  return (
    <section className="card facts">
      <h2>{say('setup.roll-calls')}</h2>
      {rollCalls.length === 0 && <p>{say('setup.roll-calls.none')}</p>}
      <ul className="plain rows">
        {rollCalls.map(({ rollCall, openedAt, open, counts }) => (
          <li key={rollCall}>
            <Link to="/set-up/roll-calls/$rollCall" params={{ rollCall }}>
              {say(open ? 'setup.roll-call.open' : 'setup.roll-call.closed')}
            </Link>{' '}
            <Instant at={openedAt} />
            <span className="soft">
              {' '}
              · {say('setup.roll-call.counts', { accounted: counts.accounted, all: counts.denominator })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
