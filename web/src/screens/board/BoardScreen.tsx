import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { answered, api } from '../../api/client.js';
import { ModeBand } from '../../parts/ModeBand.js';
import { ProblemNote } from '../../parts/ProblemNote.js';
import { PersonStatus } from '../../parts/Status.js';
import { TextShown } from '../../parts/TextShown.js';
import { useSay } from '../../words/spoken.js';

/** Who is not accounted for, and may it be said that all are safe? */
export function BoardScreen() {
  const say = useSay();
  const { rollCall } = useParams({ from: '/roll-calls/$rollCall' });
  const { data: board, error } = useQuery({
    queryKey: ['board', rollCall],
    queryFn: async () => answered(await api.GET('/api/roll-calls/{id}/board', { params: { path: { id: rollCall } } })),
  });
  return (
    <>
      {board?.mode !== undefined && <ModeBand mode={board.mode} />}
      <section className="page">
        <h1>{say('board.title')}</h1>
        {error !== null && <ProblemNote error={error} />}
        <ul className="plain">
          {board?.lines.map(({ deployment, name, person }) => (
            <li key={deployment}>
              <TextShown of={name} /> {person !== undefined && <PersonStatus person={person} />}{' '}
              {person?.disposition !== undefined && say(`common.disposition.${person.disposition}`)}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
