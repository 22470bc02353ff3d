import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { answered, api } from '../../api/client.js';
import { Act } from '../../parts/form/Act.js';
import type { Entered, Field, Typed } from '../../parts/form/fields.js';
import { SEPARATOR } from '../../parts/form/fields.js';
import { ProblemNote } from '../../parts/ProblemNote.js';
import { TextShown, textShown } from '../../parts/TextShown.js';
import type { Say } from '../../words/catalogue.js';
import { useSay } from '../../words/spoken.js';
import { instant, missionOptions } from './common-fields.js';
import { policyEntered, policyFields, policyInWords } from './policy.js';
import { officersQuery, peopleOf, usePlaces, type Person, type Places } from './questions.js';

/** Opens a roll call: whom it asks about is shown by name, and its policy in a sentence, before anything is recorded. */
export function OpenRollCall({ incident }: { readonly incident: string }) {
  const say = useSay();
  const navigate = useNavigate();
  const places = usePlaces();
  const { data: officers = [] } = useQuery(officersQuery);
  const people = peopleOf(officers).filter(({ tour }) => tour.endedAt === undefined);
  return (
    <Act
      command="OpenRollCall"
      title={say('setup.act.OpenRollCall')}
      intro={say('setup.roll-call-says')}
      fields={(typed) => [
        ...scopeFields(typed, places, people, say),
        ...policyFields(say),
        instant('referenceInstant', undefined, { optional: true, hint: 'setup.hint.referenceInstant' }),
      ]}
      body={(entered) => ({
        incident,
        scope: scopeEntered(entered),
        policy: policyEntered(entered),
        ...entered.given('referenceInstant'),
      })}
      done={({ id }) => void navigate({ to: '/set-up/roll-calls/$rollCall', params: { rollCall: id } })}
    >
      {(entered) => (
        <>
          <p className="says">{policyInWords(entered, say)}</p>
          {entered.of('by') === 'people' ? (
            <Named people={people.filter(({ tour }) => entered.several('deployments').includes(tour.deployment))} />
          ) : (
            <Preview incident={incident} entered={entered} />
          )}
        </>
      )}
    </Act>
  );
}

function scopeFields(typed: Typed, places: Places, people: readonly Person[], say: Say): readonly Field[] {
  const by: Field = {
    ...{ kind: 'choice', name: 'by', label: 'setup.field.scope', initial: 'places', pointer: 'scope' },
    options: (['places', 'people'] as const).map((value) => ({ value, label: say(`setup.scope.${value}`) })),
  };
  if (typed['by'] === 'people') {
    const options = people.map(({ officer, tour }) => ({
      value: tour.deployment,
      label: `${textShown(officer.name, say)} · ${officer.homeAgency}`,
    }));
    return [by, { kind: 'several', name: 'deployments', label: 'setup.people', options }];
  }
  const posts = places.missions.flatMap(({ mission, name }) =>
    (places.posts.get(mission) ?? []).map((post) => ({
      value: post.post,
      label: `${textShown(post.name, say)} · ${textShown(name, say)}`,
    })),
  );
  const chosen = { missions: typed['missions'] ?? '', posts: typed['posts'] ?? '' };
  return [
    by,
    {
      ...{ kind: 'several', name: 'missions', label: 'setup.missions', optional: chosen.posts !== '' },
      options: missionOptions(places.missions, say),
    },
    ...(posts.length === 0
      ? []
      : [{ kind: 'several', name: 'posts', label: 'setup.posts', options: posts, optional: true } as const]),
  ];
}

type Scope = { readonly deployments: string[] } | { readonly missions?: string[]; readonly posts?: string[] };

function scopeEntered(entered: Entered): Scope {
  if (entered.of('by') === 'people') return { deployments: [...entered.several('deployments')] };
  const [missions, posts] = [[...entered.several('missions')], [...entered.several('posts')]];
  return { ...(missions.length === 0 ? {} : { missions }), ...(posts.length === 0 ? {} : { posts }) };
}

/** Whom the server would count, were it opened now. */
function Preview({ incident, entered }: { readonly incident: string; readonly entered: Entered }) {
  const [mission, post] = [entered.several('missions'), entered.several('posts')];
  const { referenceInstant } = entered.given('referenceInstant');
  const { data, error, isEnabled } = useQuery({
    queryKey: ['set-up', 'scope', incident, mission.join(SEPARATOR), post.join(SEPARATOR), referenceInstant],
    queryFn: async () => {
      const query = {
        ...(mission.length === 0 ? {} : { mission: [...mission] }),
        ...(post.length === 0 ? {} : { post: [...post] }),
        ...(referenceInstant === undefined ? {} : { referenceInstant }),
      };
      return answered(await api.GET('/api/incidents/{id}/scope', { params: { path: { id: incident }, query } }));
    },
    enabled: mission.length + post.length > 0,
  });
  if (!isEnabled) return null;
  if (error !== null) return <ProblemNote error={error} />;
  return data === undefined ? null : <Names people={data.people} />;
}

function Named({ people }: { readonly people: readonly Person[] }) {
  return (
    <Names
      people={people.map(({ officer, tour }) => ({
        deployment: tour.deployment,
        homeAgency: officer.homeAgency,
        ...(officer.name === undefined ? {} : { name: officer.name }),
      }))}
    />
  );
}

interface NamesProps {
  readonly people: readonly {
    readonly deployment: string;
    readonly homeAgency?: string;
    readonly name?: { readonly text?: string };
  }[];
}

function Names({ people }: NamesProps) {
  const say = useSay();
  return (
    <section className="preview" aria-live="polite">
      <h3>{say('setup.preview', { count: people.length })}</h3>
      <ul className="plain columns">
        {people.map(({ deployment, name, homeAgency }) => (
          <li key={deployment}>
            <TextShown of={name} /> <span className="soft">{homeAgency}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
