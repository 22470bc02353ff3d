import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { give, newKey } from '../../api/client.js';
import { ProblemNote } from '../../parts/ProblemNote.js';
import { useSay } from '../../words/spoken.js';

/** A line for the watch's free log. What was typed stays until it is recorded. */
export function WriteNote({ incident }: { readonly incident: string }) {
  const say = useSay();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const [key, setKey] = useState(newKey);
  const log = useMutation({
    mutationFn: () => give('LogNote', { incident, text }, { key }),
    onSuccess: async () => {
      setText('');
      setKey(newKey());
      await queries.invalidateQueries({ queryKey: ['incident', incident] });
    },
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (text.trim() !== '') log.mutate();
  };
  const type = (typed: string): void => {
    setText(typed);
    // Another text is another note.
    setKey(newKey());
  };
  return (
    <form className="write-note" onSubmit={submit}>
      <label htmlFor="note">{say('incident.write')}</label>
      <input id="note" className="field" value={text} maxLength={4000} onChange={({ target }) => type(target.value)} />
      <button className="button first" disabled={log.isPending}>
        {say('incident.log')}
      </button>
      {log.error !== null && <ProblemNote error={log.error} />}
    </form>
  );
}
