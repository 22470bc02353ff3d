import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ChannelShown, TextShown } from '../../parts/TextShown.js';
import { Instant } from '../../parts/Times.js';
import { useSay } from '../../words/spoken.js';
import { BeginDeployment, CorrectOfficer, RecordContactChannel, RecordOfficerRank } from './officer-acts.js';
import { officerQuery } from './questions.js';
import type { Schemas } from '../../api/client.js';
import { Acts, SetUpPage } from './SetUpPage.js';
import { TourCard } from './TourCard.js';

type OfficerInFull = Schemas['OfficerAnswer'];

/** One officer: who he is, how he is reached, and his tours, the newest first. */
export function OfficerScreen() {
  const say = useSay();
  const { officer: id } = useParams({ from: '/set-up/officers/$officer' });
  const { data: officer, error } = useQuery(officerQuery(id));
  return (
    <SetUpPage title={officer === undefined ? say('setup.officer') : <TextShown of={officer.name} />} error={error}>
      {officer !== undefined && (
        <>
          <About officer={officer} />
          <Acts>
            <BeginDeployment officer={officer} />
            <RecordOfficerRank officer={officer} />
            <RecordContactChannel officer={officer} />
            <CorrectOfficer officer={officer} />
          </Acts>
          {officer.tours.toReversed().map(({ deployment }) => (
            <TourCard key={deployment} deployment={deployment} />
          ))}
        </>
      )}
    </SetUpPage>
  );
}

function About({ officer: { rank, ranks, homeAgency, language, contacts } }: { readonly officer: OfficerInFull }) {
  const say = useSay();
  return (
    <section className="card facts">
      <dl className="pairs">
        <dt>{say('setup.field.rank')}</dt>
        <dd>
          <TextShown of={rank} />
          {ranks.length > 1 && (
            <ul className="plain soft">
              {ranks.map((one, place) => (
                <li key={place}>
                  <TextShown of={one.rank} />
                  {one.effectiveAt !== undefined && (
                    <>
                      {' · '}
                      <Instant at={one.effectiveAt} />
                    </>
                  )}
                </li>
              ))}
            </ul>
          )}
        </dd>
        <dt>{say('setup.field.homeAgency')}</dt>
        <dd>{homeAgency}</dd>
        <dt>{say('setup.field.language')}</dt>
        <dd>{language ?? '–'}</dd>
        {contacts.map(({ channel, address }, place) => (
          <div key={place} className="pair">
            <dt>
              <ChannelShown of={channel} />
            </dt>
            <dd>
              <TextShown of={address} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
