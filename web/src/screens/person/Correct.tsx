import { useMutation } from '@tanstack/react-query';
import { useId, useState, type SyntheticEvent } from 'react';
import { give, newKey, type Schemas } from '../../api/client.js';
import { ProblemNote } from '../../parts/ProblemNote.js';
import { useSay } from '../../words/spoken.js';
import { usePersonChanged } from './AskReason.js';
import { ChooseVoucher } from './ChooseVoucher.js';
import { asTyped, typedInstant, type CheckIn } from './person-data.js';

type Changes = Schemas['CorrectEntryBody']['changes'];

const CONDITIONS = ['SAFE', 'NEEDS_ASSISTANCE', 'INJURED', 'DETAINED'] as const;
const DISPOSITIONS = [
  'AT_POST',
  'IN_TRANSIT',
  'ON_LEAVE',
  'SHELTERING',
  'EVACUATED',
  'HOSPITALISED',
  'REPATRIATED',
] as const;
const GRADES = [1, 2, 3, 4, 5] as const;

/** What can be corrected, as it is typed. */
interface Typed {
  readonly condition: CheckIn['condition'];
  readonly disposition: CheckIn['disposition'] | '';
  readonly place: string;
  readonly observed: string;
  readonly uncertainty: string;
  readonly grade: CheckIn['grade'];
  readonly vouchedBy: string;
}

interface CorrectProps {
  readonly entry: CheckIn;
  readonly id: string;
  readonly rollCall: string | undefined;
  readonly done: () => void;
}

/** Corrects an entry: only what was changed is sent, and nothing that was typed is lost by a refusal. */
export function Correct({ entry, id, rollCall, done }: CorrectProps) {
  const say = useSay();
  const changed = usePersonChanged(id);
  const [typed, setTyped] = useState(() => typedOf(entry));
  const [reason, setReason] = useState('');
  const [key, setKey] = useState(newKey);
  const correct = useMutation({
    mutationFn: () =>
      give('CorrectEntry', { entry: entry.entry, changes: changesIn(typed, typedOf(entry)), reason }, { key }),
    onSuccess: async () => {
      await changed();
      done();
    },
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    correct.mutate();
  };
  const set = (more: Partial<Typed>): void => setTyped({ ...typed, ...more });
  return (
    <form className="person-form" onSubmit={submit} onChange={() => setKey(newKey())}>
      <Fields {...{ typed, set, rollCall, id }} />
      <Typing label={say('person.reason')} isRequired value={reason} onType={setReason} />
      {correct.error !== null && <ProblemNote error={correct.error} />}
      <div className="entry-buttons">
        <button className="button first" disabled={correct.isPending}>
          {say('person.do.correct')}
        </button>
        <button type="button" className="button" onClick={done}>
          {say('person.cancel')}
        </button>
      </div>
    </form>
  );
}

interface FieldsProps extends Pick<CorrectProps, 'id' | 'rollCall'> {
  readonly typed: Typed;
  readonly set: (more: Partial<Typed>) => void;
}

function Fields({ typed, set, rollCall, id }: FieldsProps) {
  const say = useSay();
  return (
    <div className="person-fields">
      <Choice
        label={say('person.condition')}
        value={typed.condition}
        all={CONDITIONS}
        says={(one) => say(`common.condition.${one}`)}
        choose={(condition) => set({ condition })}
      />
      <Choice
        label={say('person.disposition')}
        value={typed.disposition}
        all={['', ...DISPOSITIONS]}
        says={(one) => (one === '' ? say('person.unsaid') : say(`common.disposition.${one}`))}
        choose={(disposition) => set({ disposition })}
      />
      <Choice
        label={say('person.grade')}
        value={typed.grade}
        all={GRADES}
        says={(one) => say(`person.grade.${one}`)}
        choose={(grade) => set({ grade })}
      />
      {typed.grade === 3 && (
        <ChooseVoucher {...{ rollCall, id }} chosen={typed.vouchedBy} choose={(vouchedBy) => set({ vouchedBy })} />
      )}
      <Typing
        label={say('person.observed-utc')}
        type="datetime-local"
        value={typed.observed}
        onType={(observed) => set({ observed })}
      />
      <Typing
        label={say('person.uncertainty')}
        value={typed.uncertainty}
        onType={(uncertainty) => set({ uncertainty })}
      />
      <Typing label={say('person.place')} value={typed.place} onType={(place) => set({ place })} />
    </div>
  );
}

function typedOf({ condition, disposition, place, observedAt, uncertainty, grade, vouchedBy }: CheckIn): Typed {
  return {
    ...{ condition, grade },
    disposition: disposition ?? '',
    place: place?.text ?? '',
    observed: asTyped(observedAt),
    uncertainty: uncertainty ?? '',
    vouchedBy: vouchedBy ?? '',
  };
}

/** What was left as it was, and what was emptied, is not changed. */
function changesIn(typed: Typed, was: Typed): Changes {
  const { condition, disposition, place, observed, uncertainty, grade, vouchedBy } = typed;
  return {
    ...(condition === was.condition ? {} : { condition }),
    ...(disposition === was.disposition || disposition === undefined || disposition === '' ? {} : { disposition }),
    ...(place === was.place || place === '' ? {} : { place }),
    ...(observed === was.observed || observed === '' ? {} : { observedAt: typedInstant(observed) }),
    ...(uncertainty === was.uncertainty || uncertainty === '' ? {} : { uncertainty }),
    ...(grade === was.grade ? {} : { grade }),
    ...(grade !== 3 || vouchedBy === was.vouchedBy || vouchedBy === '' ? {} : { vouchedBy }),
  };
}

interface ChoiceProps<Value extends string | number> {
  readonly label: string;
  readonly value: Value | undefined;
  readonly all: readonly Value[];
  readonly says: (value: Value) => string;
  readonly choose: (value: Value) => void;
}

function Choice<Value extends string | number>({ label, value, all, says, choose }: ChoiceProps<Value>) {
  const field = useId();
  const pick = (text: string): void => {
    const chosen = all.find((one) => String(one) === text);
    if (chosen !== undefined) choose(chosen);
  };
  return (
    <div>
      <label htmlFor={field}>{label}</label>
      <select id={field} className="field" value={value} onChange={({ target }) => pick(target.value)}>
        {all.map((one) => (
          <option key={one} value={one}>
            {says(one)}
          </option>
        ))}
      </select>
    </div>
  );
}

interface TypingProps {
  readonly label: string;
  readonly value: string;
  readonly type?: 'text' | 'datetime-local';
  readonly isRequired?: boolean;
  readonly onType: (text: string) => void;
}

function Typing({ label, value, type = 'text', isRequired = false, onType }: TypingProps) {
  const field = useId();
  return (
    <div>
      <label htmlFor={field}>{label}</label>
      <input
        id={field}
        className="field"
        type={type}
        step={type === 'text' ? undefined : 1}
        required={isRequired}
        value={value}
        onChange={({ target }) => onType(target.value)}
      />
    </div>
  );
}
