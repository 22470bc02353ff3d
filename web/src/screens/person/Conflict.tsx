import { useMutation } from '@tanstack/react-query';
import { useId, useState, type SyntheticEvent } from 'react';
import { give, newKey } from '../../api/client.js';
import { ProblemNote } from '../../parts/ProblemNote.js';
import { useSay } from '../../words/spoken.js';
import { usePersonChanged } from './AskReason.js';
import { Entry } from './Entry.js';
import type { EvidenceProps, Heard } from './person-data.js';

interface ConflictProps extends EvidenceProps {
  readonly conflicting: ReadonlySet<string>;
  readonly mayDecide: boolean;
}

/** The sides of a conflict beside each other, and the decision between them. */
export function Conflict({ id, heard, conflicting, mayDecide, ...shown }: ConflictProps) {
  const say = useSay();
  const sides = heard.filter(({ entry }) => conflicting.has(entry.entry));
  const [good, bad] = [sides.filter(isSafe), sides.filter((side) => !isSafe(side))];
  return (
    <section className="card conflict" aria-labelledby="conflict">
      <h2 id="conflict">{say('person.conflict')}</h2>
      <p>{say('person.conflict-says')}</p>
      <div className="conflict-sides">
        {[bad, good].map((side, index) => (
          <ul key={index} className="plain">
            {side.map((one) => (
              <li key={one.entry.entry} className="conflict-side">
                <Entry {...shown} heard={one} rollCall={shown.standing?.rollCall} />
              </li>
            ))}
          </ul>
        ))}
      </div>
      {mayDecide && sides.some(({ kind }) => kind === 'CHECK_IN') && sides.length > 1 ? (
        <Resolve id={id} sides={sides} />
      ) : (
        <p>{say('person.conflict-elsewhere')}</p>
      )}
    </section>
  );
}

function isSafe({ kind, entry }: Heard): boolean {
  return kind === 'CHECK_IN' && entry.condition === 'SAFE';
}

/** Whoever is believed is preferred to all who say otherwise, of whom only check-ins can be set aside. */
function Resolve({ id, sides }: { readonly id: string; readonly sides: readonly Heard[] }) {
  const say = useSay();
  const field = useId();
  const changed = usePersonChanged(id);
  const [prefer, setPrefer] = useState('');
  const [reason, setReason] = useState('');
  const [key, setKey] = useState(newKey);
  const resolve = useMutation({
    mutationFn: () =>
      give('ResolveConflict', { deployment: id, prefer, setAside: [...againstOf(prefer, sides)], reason }, { key }),
    onSuccess: changed,
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    resolve.mutate();
  };
  return (
    <form className="person-form" onSubmit={submit} onChange={() => setKey(newKey())}>
      <fieldset>
        <legend>{say('person.believe')}</legend>
        {sides
          .filter(({ entry }) => againstOf(entry.entry, sides).length > 0)
          .map((side) => (
            <label key={side.entry.entry}>
              <input
                type="radio"
                name="prefer"
                required
                checked={prefer === side.entry.entry}
                onChange={() => setPrefer(side.entry.entry)}
              />
              {say('person.side', {
                condition: say(
                  `common.condition.${side.kind === 'CHECK_IN' ? side.entry.condition : 'DEATH_REPORTED'}`,
                ),
                grade: side.entry.grade,
              })}
            </label>
          ))}
      </fieldset>
      <label htmlFor={field}>{say('person.reason')}</label>
      <textarea
        id={field}
        className="field"
        required
        maxLength={4000}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      {resolve.error !== null && <ProblemNote error={resolve.error} />}
      <div className="entry-buttons">
        <button className="button first" disabled={resolve.isPending}>
          {say('person.resolve')}
        </button>
      </div>
    </form>
  );
}

function againstOf(prefer: string, sides: readonly Heard[]): readonly string[] {
  const preferred = sides.find(({ entry }) => entry.entry === prefer);
  if (preferred === undefined) return [];
  return sides
    .filter((side) => side.kind === 'CHECK_IN' && side !== preferred && speaksAgainst(side, preferred))
    .map(({ entry }) => entry.entry);
}

/** Every sign of life speaks against a death; else good news against bad. */
function speaksAgainst(side: Heard, preferred: Heard): boolean {
  return preferred.kind === 'DEATH_REPORT' || isSafe(side) !== isSafe(preferred);
}
