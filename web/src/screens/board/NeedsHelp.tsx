import { useState } from 'react';
import { Dialog } from '../../parts/Dialog.js';
import type { Mode } from '../../parts/ModeBand.js';
import { ProblemNote } from '../../parts/ProblemNote.js';
import { useSay } from '../../words/spoken.js';
import { HOWS, record, reportNow, type Condition, type How, type Report } from './recording.js';

const CONDITIONS = ['NEEDS_ASSISTANCE', 'INJURED', 'DETAINED'] as const satisfies readonly Condition[];

interface NeedsHelpProps {
  readonly deployment: string;
  readonly name: string;
  readonly mode: Mode;
  readonly onClose: () => void;
}

/** Bad news of someone: what it is, how it is known, and whatever else was said. */
export function NeedsHelp({ deployment, name, mode, onClose }: NeedsHelpProps) {
  const say = useSay();
  const [condition, setCondition] = useState<(typeof CONDITIONS)[number]>('NEEDS_ASSISTANCE');
  const [how, setHow] = useState<How>('VOICE');
  const [note, setNote] = useState('');
  const [sent, setSent] = useState<Report>();
  const [error, setError] = useState<unknown>();
  const send = (): void => {
    const said = note.trim();
    // What was changed since an attempt that failed is another report; the same one counts once.
    const fresh = reportNow({ deployment, condition, how, mode, ...(said === '' ? {} : { note: said }) });
    const report = sent !== undefined && isSame(sent, fresh) ? sent : fresh;
    setSent(report);
    setError(undefined);
    record(report).then(onClose, setError);
  };
  return (
    <Dialog title={say('board.help.title', { name })} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Choice<(typeof CONDITIONS)[number]>
          legend={say('board.help.what')}
          of={CONDITIONS}
          chosen={condition}
          onChoose={setCondition}
          words={(one) => say(`common.condition.${one}`)}
        />
        <Choice<How>
          legend={say('board.help.how')}
          of={HOWS}
          chosen={how}
          onChoose={setHow}
          words={(one) => say(`board.how.${one}`)}
        />
        <label className="field">
          {say('board.help.note')}
          <textarea rows={3} maxLength={4_000} value={note} onChange={({ target }) => setNote(target.value)} />
        </label>
        {error !== undefined && <ProblemNote error={error} />}
        <button type="submit" className="button first">
          {say('board.help.record')}
        </button>
      </form>
    </Dialog>
  );
}

function isSame(one: Report, other: Report): boolean {
  return one.condition === other.condition && one.how === other.how && one.note === other.note;
}

interface ChoiceProps<Of extends string> {
  readonly legend: string;
  readonly of: readonly Of[];
  readonly chosen: Of;
  readonly onChoose: (one: Of) => void;
  readonly words: (one: Of) => string;
}

function Choice<Of extends string>({ legend, of, chosen, onChoose, words }: ChoiceProps<Of>) {
  return (
    <fieldset className="choice">
      <legend>{legend}</legend>
      {of.map((one) => (
        <label key={one} className="choice-one">
          <input type="radio" name={legend} checked={one === chosen} onChange={() => onChoose(one)} />
          {words(one)}
        </label>
      ))}
    </fieldset>
  );
}
