import { queryOptions, useQuery } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../../api/client.js';
import { useMe } from '../../api/me.js';
import { TextShown } from '../../parts/TextShown.js';
import { Instant } from '../../parts/Times.js';
import { useSay } from '../../words/spoken.js';
import { GrantAccess, RevokeAccess } from './access-acts.js';
import { SetUpPage } from './SetUpPage.js';
import { everyPage } from './questions.js';

export type Token = Schemas['TokenAnswer'];

const tokensQuery = queryOptions({
  queryKey: ['set-up', 'access-tokens'],
  queryFn: () => everyPage(async (query) => answered(await api.GET('/api/access-tokens', { params: { query } }))),
});

/** Who is let in, and how: tokens, sign-in links and the sessions that they became. */
export function AccessScreen() {
  const say = useSay();
  const isOperator = useMe().role === 'operator';
  const { data = [], error } = useQuery({ ...tokensQuery, enabled: isOperator });
  if (!isOperator) return <SetUpPage title={say('setup.access')}>{say('setup.for-the-operator')}</SetUpPage>;
  return (
    <SetUpPage title={say('setup.access')} error={error}>
      <section className="card acts" aria-label={say('setup.acts')}>
        <GrantAccess command="IssueSignInLink" />
        <GrantAccess command="GrantAccessToken" />
        <RevokeAccess tokens={data.filter(({ state }) => state === 'VALID')} />
      </section>
      {data.length > 0 && <Tokens tokens={data.toReversed()} />}
    </SetUpPage>
  );
}

function Tokens({ tokens }: { readonly tokens: readonly Token[] }) {
  const say = useSay();
  return (
    <table className="list card">
      <thead>
        <tr>
          <th scope="col">{say('setup.field.name')}</th>
          <th scope="col">{say('setup.field.role')}</th>
          <th scope="col">{say('setup.access.kind')}</th>
          <th scope="col">{say('setup.state')}</th>
          <th scope="col">{say('setup.access.granted')}</th>
          <th scope="col">{say('setup.field.expiresAt')}</th>
        </tr>
      </thead>
      <tbody>
        {tokens.map(({ token, name, role, kind, state, grantedAt, expiresAt }) => (
          <tr key={token} className={state === 'VALID' ? undefined : 'past'}>
            <th scope="row">
              <TextShown of={name} />
            </th>
            <td data-label={say('setup.field.role')}>{say(`common.role.${role}`)}</td>
            <td data-label={say('setup.access.kind')}>{say(`setup.access.${kind}`)}</td>
            <td data-label={say('setup.state')}>{say(`setup.access.${state}`)}</td>
            <td data-label={say('setup.access.granted')}>
              <Instant at={grantedAt} />
            </td>
            <td data-label={say('setup.field.expiresAt')}>
              {expiresAt === undefined ? '–' : <Instant at={expiresAt} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
