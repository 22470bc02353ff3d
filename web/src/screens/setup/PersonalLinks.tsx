import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api, type Schemas } from '../../api/client.js';
import { isWatch, useMe } from '../../api/me.js';
import { CopyButton } from '../../parts/CopyButton.js';
import { Act } from '../../parts/form/Act.js';
import type { Option } from '../../parts/form/fields.js';
import { ProblemNote } from '../../parts/ProblemNote.js';
import { textShown } from '../../parts/TextShown.js';
import { Instant } from '../../parts/Times.js';
import type { Say } from '../../words/catalogue.js';
import { useSay } from '../../words/spoken.js';
import { instant } from './common-fields.js';
import { everyPage, type Person } from './questions.js';

type Issued = Schemas['IssuedLinkAnswer'];
type Link = Schemas['PersonalLinkAnswer'];

interface PersonalLinksProps {
  readonly rollCall: string;
  readonly people: ReadonlyMap<string, Person>;
}

function linksQuery(id: string) {
  return queryOptions({
    queryKey: ['set-up', 'roll-calls', id, 'personal-links'],
    queryFn: () =>
      everyPage(async (query) =>
        answered(await api.GET('/api/roll-calls/{id}/personal-links', { params: { path: { id }, query } })),
      ),
  });
}

/** The links by which the people of a roll call check in for themselves: shown once, listed, and taken back. */
export function PersonalLinks({ rollCall, people }: PersonalLinksProps) {
  const say = useSay();
  const isOfTheWatch = isWatch(useMe());
  const { data = [], error } = useQuery(linksQuery(rollCall));
  const [issued, setIssued] = useState<readonly Issued[]>([]);
  const nameOf = (deployment: string): string => textShown(people.get(deployment)?.officer.name, say);
  return (
    <section className="card facts">
      <h2>{say('setup.links')}</h2>
      {error !== null && <ProblemNote error={error} />}
      {isOfTheWatch && (
        <div>
          <IssueLinks {...{ rollCall, people }} issued={setIssued} />
          <RevokeLink links={data.filter(({ state }) => state === 'VALID')} nameOf={nameOf} />
        </div>
      )}
      {issued.length > 0 && <IssuedLinks {...{ issued, nameOf }} />}
      <ul className="plain rows">
        {data.toReversed().map((link) => (
          <li key={link.link} className={link.state === 'VALID' ? undefined : 'soft'}>
            <strong>{nameOf(link.deployment)}</strong> · {say(`setup.access.${link.state}`)} ·{' '}
            {say('setup.field.expiresAt')} <Instant at={link.expiresAt} />
          </li>
        ))}
      </ul>
      {data.length === 0 && <p>{say('setup.links.none')}</p>}
    </section>
  );
}

function IssueLinks({
  rollCall,
  people,
  issued,
}: PersonalLinksProps & { readonly issued: (links: readonly Issued[]) => void }) {
  const say = useSay();
  return (
    <Act
      command="IssuePersonalLinks"
      title={say('setup.act.IssuePersonalLinks')}
      intro={say('setup.links.says')}
      fields={[
        {
          ...{ kind: 'several', name: 'deployments', label: 'setup.links.whose', optional: true },
          options: peopleOptions(people, say),
        },
        instant('expiresAt', undefined, { optional: true }),
      ]}
      body={(entered) => {
        const deployments = [...entered.several('deployments')];
        return { rollCall, ...(deployments.length === 0 ? {} : { deployments }), ...entered.given('expiresAt') };
      }}
      done={({ links }) => issued(links)}
    />
  );
}

function peopleOptions(people: PersonalLinksProps['people'], say: Say): readonly Option[] {
  return [...people]
    .filter(([, { tour }]) => tour.endedAt === undefined)
    .map(([deployment, { officer }]) => ({
      value: deployment,
      label: `${textShown(officer.name, say)} · ${officer.homeAgency}`,
    }));
}

interface IssuedLinksProps {
  readonly issued: readonly Issued[];
  readonly nameOf: (deployment: string) => string;
}

function IssuedLinks({ issued, nameOf }: IssuedLinksProps) {
  const say = useSay();
  return (
    <div className="secret" role="status">
      <p>{say('setup.access.once')}</p>
      <ul className="plain rows">
        {issued.map(({ link, deployment, path }) => (
          <li key={link}>
            <strong>{nameOf(deployment)}</strong>{' '}
            {path !== undefined && (
              <>
                <code>{`${location.origin}${path}`}</code> <CopyButton text={`${location.origin}${path}`} />
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface RevokeLinkProps {
  readonly links: readonly Link[];
  readonly nameOf: (deployment: string) => string;
}

function RevokeLink({ links, nameOf }: RevokeLinkProps) {
  const say = useSay();
  if (links.length === 0) return null;
  const options = links.map(({ link, deployment }) => ({ value: link, label: nameOf(deployment) }));
  return (
    <Act
      command="RevokePersonalLink"
      title={say('setup.act.RevokePersonalLink')}
      fields={[
        { kind: 'choice', name: 'link', label: 'setup.access.whose', options },
        { kind: 'text', name: 'reason', label: 'setup.field.reason', optional: true },
      ]}
      body={(entered) => ({ link: entered.of('link'), ...entered.given('reason') })}
    />
  );
}
