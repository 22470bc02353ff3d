import { memo } from 'react';
import type { Schemas } from '../../api/client.js';
import { PersonStatus, Status } from '../../parts/Status.js';
import { TextShown } from '../../parts/TextShown.js';
import { instantInWords } from '../../parts/times.js';
import { useSpoken } from '../../words/spoken.js';
import type { Beside } from './replay-moment.js';

type Board = Schemas['BoardAnswer'];
type Line = Schemas['BoardLineAnswer'];

interface BoardsBesideProps {
  readonly here: Board;
  readonly there: Board | undefined;
  readonly beside: Beside;
  /** Of each person of whom something differs, what does. */
  readonly changed: Readonly<Record<string, readonly string[]>>;
}

/** The two boards, person by person, each in the order of the moment that is looked at. */
export const BoardsBeside = memo(function BoardsBeside({ here, there, beside, changed }: BoardsBesideProps) {
  const { say } = useSpoken();
  const before = new Map(there?.lines.map((line) => [line.deployment, line]));
  const now = new Map(here.lines.map((line) => [line.deployment, line]));
  const gone = (there?.lines ?? []).filter(({ deployment }) => !now.has(deployment));
  const isWhole = here.next === undefined && there?.next === undefined;
  return (
    <section className="replay-boards" aria-labelledby="boards">
      <h2 id="boards">{say('replay.boards')}</h2>
      {!isWhole && <p>{say('replay.first-of', { shown: here.lines.length })}</p>}
      <table className="boards">
        <thead>
          <tr>
            <th scope="col">{say('replay.person')}</th>
            {there !== undefined && <th scope="col">{say(`replay.beside.${beside}`)}</th>}
            <th scope="col">{say('replay.this-moment')}</th>
          </tr>
        </thead>
        <tbody>
          {[...here.lines, ...gone].map(({ deployment }) => (
            <Row
              key={deployment}
              before={before.get(deployment)}
              now={now.get(deployment)}
              isBeside={there !== undefined}
              differs={(changed[deployment]?.length ?? 0) > 0}
            />
          ))}
        </tbody>
      </table>
      {here.lines.length + gone.length === 0 && <p>{say('replay.nobody')}</p>}
    </section>
  );
});

interface RowProps {
  readonly before: Line | undefined;
  readonly now: Line | undefined;
  readonly isBeside: boolean;
  readonly differs: boolean;
}

const Row = memo(function Row({ before, now, isBeside, differs }: RowProps) {
  const { say } = useSpoken();
  const { name, homeAgency } = now ?? before ?? {};
  return (
    <tr className={differs ? 'differs' : ''}>
      <th scope="row">
        <TextShown of={name} />
        <span className="boards-agency">{homeAgency}</span>
        {differs && <span className="boards-differs">{say('replay.differs')}</span>}
      </th>
      {isBeside && <State line={before} />}
      <State line={now} />
    </tr>
  );
});

function State({ line }: { readonly line: Line | undefined }) {
  const { say, locale } = useSpoken();
  if (line === undefined) return <td>{say('replay.not-counted')}</td>;
  const { person, basis } = line;
  if (person === undefined) {
    return (
      <td>
        <Status shape="apart">{say('replay.excluded')}</Status>
      </td>
    );
  }
  return (
    <td>
      <PersonStatus person={person} />
      {basis !== undefined && (
        <span className="boards-basis">
          {say('replay.heard', { grade: basis.grade, instant: instantInWords(basis.observedAt, 'UTC', locale) })}
        </span>
      )}
      {person.lapsesAt !== undefined && (
        <span className="boards-basis">
          {say('replay.lapses', { instant: instantInWords(person.lapsesAt, 'UTC', locale) })}
        </span>
      )}
    </td>
  );
}
