import { useState } from 'react';
import type { BodyOf, Schemas } from '../../api/client.js';
import { Act } from '../../parts/form/Act.js';
import type { Entered, Field, Typed } from '../../parts/form/fields.js';
import { textShown } from '../../parts/TextShown.js';
import type { Say } from '../../words/catalogue.js';
import { useSay } from '../../words/spoken.js';
import { instant, line } from './common-fields.js';
import { Secret } from './Secret.js';

const ROLES = ['dutyOfficer', 'commander', 'teamLead', 'deployedOfficer', 'liaison', 'auditor', 'operator'] as const;

type Granting = 'IssueSignInLink' | 'GrantAccessToken';

/** Lets somebody in. The operator reads nobody, so missions and tours are named to him by their ids. */
export function GrantAccess({ command }: { readonly command: Granting }) {
  const say = useSay();
  const [secret, setSecret] = useState<string>();
  return (
    <>
      <Act
        command={command}
        title={say(`setup.act.${command}`)}
        intro={say(`setup.access.says.${command}`)}
        fields={(typed) => grantFields(typed, say)}
        body={grantEntered}
        done={(answer) => setSecret(secretOf(answer))}
      />
      {secret !== undefined && <Secret text={secret} />}
    </>
  );
}

function secretOf(answer: Schemas['SignInLinkAnswer'] | Schemas['GrantAnswer']): string | undefined {
  if ('path' in answer) return `${location.origin}${answer.path}`;
  return 'secret' in answer ? answer.secret : undefined;
}

function grantFields({ role }: Typed, say: Say): readonly Field[] {
  const options = ROLES.map((value) => ({ value, label: say(`common.role.${value}`) }));
  return [
    line('name'),
    { kind: 'choice', name: 'role', label: 'setup.field.role', options },
    ...scopeFields(role),
    instant('expiresAt', undefined, { optional: true }),
  ];
}

function scopeFields(role: string | undefined): readonly Field[] {
  switch (role) {
    case 'teamLead':
      return [{ kind: 'line', name: 'missions', label: 'setup.field.mission-ids', hint: 'setup.hint.ids' }];
    case 'deployedOfficer':
      return [{ kind: 'line', name: 'deployment', label: 'setup.field.deployment-id', hint: 'setup.hint.ids' }];
    case 'liaison':
      return [{ kind: 'line', name: 'agency', label: 'setup.field.homeAgency' }];
    case undefined:
    default:
      return [];
  }
}

function grantEntered(entered: Entered): BodyOf<Granting> {
  const missions = entered
    .of('missions')
    .split(/[\s,]+/)
    .filter((id) => id !== '');
  return {
    name: entered.of('name'),
    role: ROLES.find((role) => role === entered.of('role')) ?? 'auditor',
    ...(missions.length === 0 ? {} : { missions }),
    ...entered.given('deployment', 'agency', 'expiresAt'),
  };
}

export function RevokeAccess({ tokens }: { readonly tokens: readonly Schemas['TokenAnswer'][] }) {
  const say = useSay();
  if (tokens.length === 0) return null;
  const options = tokens.map(({ token, name, role, kind }) => ({
    value: token,
    label: `${textShown(name, say)} · ${say(`common.role.${role}`)} · ${say(`setup.access.${kind}`)}`,
  }));
  return (
    <Act
      command="RevokeAccessToken"
      title={say('setup.act.RevokeAccessToken')}
      intro={say('setup.access.revoke-says')}
      fields={[
        { kind: 'choice', name: 'token', label: 'setup.access.whose', options },
        { kind: 'text', name: 'reason', label: 'setup.field.reason', optional: true },
      ]}
      body={(entered) => ({ token: entered.of('token'), ...entered.given('reason') })}
    />
  );
}
