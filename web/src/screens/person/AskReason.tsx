import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState, type SyntheticEvent } from 'react';
import { give, newKey } from '../../api/client.js';
import { ProblemNote } from '../../parts/ProblemNote.js';
import { useSay } from '../../words/spoken.js';

/** Commands about one entry that need no more than words. */
export type ReasonedCommand =
  'RetractEntry' | 'AnnotateEntry' | 'ConfirmDeath' | 'RefuteDeathReport' | 'WithdrawMissing';

interface AskReasonProps {
  readonly command: ReasonedCommand;
  readonly entry: string;
  /** Whose entry it is. */
  readonly id: string;
  readonly done: () => void;
}

/** Asks why, and gives the command under one key, however often it is tried. */
export function AskReason({ command, entry, id, done }: AskReasonProps) {
  const say = useSay();
  const field = useId();
  const changed = usePersonChanged(id);
  const [text, setText] = useState('');
  const [key, setKey] = useState(newKey);
  const decide = useMutation({
    mutationFn: () =>
      command === 'AnnotateEntry'
        ? give(command, { entry, text }, { key })
        : give(command, { entry, reason: text }, { key }),
    onSuccess: async () => {
      await changed();
      done();
    },
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    decide.mutate();
  };
  const type = (typed: string): void => {
    setText(typed);
    setKey(newKey());
  };
  return (
    <form className="person-form" onSubmit={submit}>
      <label htmlFor={field}>{say(command === 'AnnotateEntry' ? 'person.text' : 'person.reason')}</label>
      <textarea
        id={field}
        className="field"
        required
        maxLength={4000}
        value={text}
        onChange={({ target }) => type(target.value)}
      />
      {decide.error !== null && <ProblemNote error={decide.error} />}
      <div className="entry-buttons">
        <button className="button first" disabled={decide.isPending}>
          {say(`person.do.${command}`)}
        </button>
        <button type="button" className="button" onClick={done}>
          {say('person.cancel')}
        </button>
      </div>
    </form>
  );
}

/** After a decision about someone everything that shows him is asked for again. */
export function usePersonChanged(id: string): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['deployment', id] }),
      queries.invalidateQueries({ queryKey: ['standing'] }),
    ]);
  };
}
