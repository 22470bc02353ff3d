import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.js';
import { PersonStatus } from '../../parts/Status.js';
import { TextShown } from '../../parts/TextShown.js';
import { useSay } from '../../words/spoken.js';
import type { Standing } from './person-data.js';

type Named = Schemas['NamedPersonAnswer'];

/** On whose word someone rests, and who rests on his. */
export function Vouchers({ standing, rollCall }: { readonly standing: Standing; readonly rollCall: string }) {
  const say = useSay();
  const resting = [...new Map(standing.resting.map((one) => [one.deployment, one])).values()];
  return (
    <section className="vouchers" aria-label={say('person.vouchers')}>
      <People
        title={say('person.vouchers-up')}
        none={say('person.vouchers-up-none')}
        people={standing.vouchers}
        rollCall={rollCall}
      />
      <People
        title={say('person.vouchers-down')}
        none={say('person.vouchers-down-none')}
        people={resting}
        rollCall={rollCall}
      />
    </section>
  );
}

interface PeopleProps {
  readonly title: string;
  readonly none: string;
  readonly people: readonly Named[];
  readonly rollCall: string;
}

function People({ title, none, people, rollCall }: PeopleProps) {
  return (
    <div className="card voucher-side">
      <h2>{title}</h2>
      {people.length === 0 && <p>{none}</p>}
      <ul className="plain">
        {people.map(({ deployment, name, homeAgency, person }) => (
          <li key={deployment}>
            <Link to="/people/$deployment" params={{ deployment }} search={{ rollCall }}>
              {name === undefined ? deployment.slice(0, 8) : <TextShown of={name} />}
            </Link>
            <span className="label">{homeAgency}</span>
            {person !== undefined && <PersonStatus person={person} />}
          </li>
        ))}
      </ul>
    </div>
  );
}
