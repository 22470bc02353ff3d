import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../../api/client.js';
import { useMe } from '../../api/me.js';
import { Act } from '../../parts/form/Act.js';
import type { Option } from '../../parts/form/fields.js';
import { textShown } from '../../parts/TextShown.js';
import { useSay } from '../../words/spoken.js';
import { instant, reason } from './common-fields.js';
import { policyEntered, policyFields, policyInWords } from './policy.js';
import { everyPage, type Person, type RollCallInFull } from './questions.js';

interface OfRollCall {
  readonly rollCall: RollCallInFull;
  readonly people: ReadonlyMap<string, Person>;
}

/** What can be decided about a roll call; some of it by a commander alone. */
export function RollCallActs(of: OfRollCall) {
  const say = useSay();
  const isCommander = useMe().role === 'commander';
  const { rollCall, revision, open } = of.rollCall;
  if (!open) {
    return (
      <Act
        command="ReopenRollCall"
        title={say('setup.act.ReopenRollCall')}
        seen={revision}
        fields={[reason()]}
        body={(entered) => ({ rollCall, reason: entered.of('reason') })}
      />
    );
  }
  return (
    <>
      <Memberships {...of} />
      {isCommander && (
        <>
          <AdoptPolicy {...of} />
          <Act
            command="CloseRollCall"
            title={say('setup.act.CloseRollCall.COMPLETE')}
            intro={say('setup.complete-says')}
            seen={revision}
            fields={[{ ...reason(), optional: true }]}
            body={(entered) => ({ rollCall, outcome: 'COMPLETE' as const, ...entered.given('reason') })}
          />
        </>
      )}
      <Act
        command="CloseRollCall"
        title={say('setup.act.CloseRollCall.INCOMPLETE')}
        intro={say('setup.incomplete-says')}
        seen={revision}
        fields={[reason()]}
        body={(entered) => ({ rollCall, outcome: 'INCOMPLETE' as const, reason: entered.of('reason') })}
      />
      {!isCommander && <p className="soft acts-note">{say('setup.for-a-commander')}</p>}
    </>
  );
}

function AdoptPolicy({ rollCall: { rollCall, revision } }: OfRollCall) {
  const say = useSay();
  return (
    <Act
      command="AdoptPolicy"
      title={say('setup.act.AdoptPolicy')}
      seen={revision}
      fields={[...policyFields(say), instant('effectiveAt', undefined, { optional: true }), reason()]}
      body={(entered) => ({
        rollCall,
        policy: policyEntered(entered),
        ...entered.given('effectiveAt'),
        reason: entered.of('reason'),
      })}
    >
      {(entered) => <p className="says">{policyInWords(entered, say)}</p>}
    </Act>
  );
}

/** Who is in and who is excluded, as the rule says it now. */
function useMembers(rollCall: string): {
  readonly members: ReadonlySet<string>;
  readonly excluded: ReadonlySet<string>;
} {
  const { data: lines = [] } = useQuery({
    queryKey: ['set-up', 'roll-calls', rollCall, 'members'],
    queryFn: () =>
      everyPage(async (query) => {
        const path = { id: rollCall };
        const { lines: items, next } = answered(
          await api.GET('/api/roll-calls/{id}/board', { params: { path, query } }),
        );
        return { items, ...(next === undefined ? {} : { next }) };
      }),
  });
  const deployments = (of: (line: (typeof lines)[number]) => boolean): ReadonlySet<string> =>
    new Set(lines.filter(of).map(({ deployment }) => deployment));
  return {
    members: deployments(({ person }) => person !== undefined && person.standing !== 'PENDING'),
    excluded: deployments(({ exclusion }) => exclusion !== undefined),
  };
}

function Memberships({ rollCall: { rollCall, revision }, people }: OfRollCall) {
  const say = useSay();
  const isCommander = useMe().role === 'commander';
  const { members, excluded } = useMembers(rollCall);
  const optionsOf = (chosen: (deployment: string) => boolean): readonly Option[] =>
    [...people]
      .filter(([deployment]) => chosen(deployment))
      .map(([deployment, { officer }]) => ({
        value: deployment,
        label: `${textShown(officer.name, say)} · ${officer.homeAgency}`,
      }));
  const changes = [
    { command: 'AddToRollCall', options: optionsOf((one) => !members.has(one) && !excluded.has(one)) },
    ...(isCommander
      ? [{ command: 'ExcludeFromRollCall', options: optionsOf((one) => members.has(one)) } as const]
      : []),
    { command: 'ReverseExclusion', options: optionsOf((one) => excluded.has(one)) },
  ] as const;
  return changes
    .filter(({ options }) => options.length > 0)
    .map(({ command, options }) => (
      <Act
        key={command}
        command={command}
        title={say(`setup.act.${command}`)}
        seen={revision}
        fields={[
          { kind: 'choice', name: 'deployment', label: 'setup.person', options },
          instant('effectiveAt', undefined, { optional: true }),
          reason(),
        ]}
        body={(entered) => ({
          rollCall,
          deployment: entered.of('deployment'),
          ...entered.given('effectiveAt'),
          reason: entered.of('reason'),
        })}
      />
    ));
}
