import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api, give, newKey } from '../../api/client.js';
import { Dialog } from '../../parts/Dialog.js';
import type { Mode } from '../../parts/ModeBand.js';
import { ProblemNote } from '../../parts/ProblemNote.js';
import { Instant } from '../../parts/Times.js';
import { useSay } from '../../words/spoken.js';
import { CheckIn } from './CheckIn.js';

interface ClearDuressProps {
  readonly deployment: string;
  readonly name: string;
  readonly mode: Mode;
  readonly onClose: () => void;
}

/** A commander says why it is over. What was said under it is worth nothing, so that a new check-in is asked for. */
export function ClearDuress({ deployment, name, mode, onClose }: ClearDuressProps) {
  const say = useSay();
  const [key] = useState(newKey);
  const [reason, setReason] = useState('');
  const signals = useQuery({
    queryKey: ['deployments', deployment, 'duress'],
    queryFn: async () => answered(await api.GET('/api/deployments/{id}', { params: { path: { id: deployment } } })),
  });
  const signal = signals.data?.tour?.duressSignals?.findLast(({ standing }) => standing);
  const clearing = useMutation({
    mutationFn: (entry: string) => give('ClearDuress', { entry, reason }, { key }),
  });
  const error = signals.error ?? clearing.error;
  if (clearing.isSuccess) {
    return (
      <Dialog title={say('board.clear.done', { name })} onClose={onClose}>
        <p>{say('board.clear.anew')}</p>
        <CheckIn deployment={deployment} name={name} mode={mode} />
      </Dialog>
    );
  }
  return (
    <Dialog title={say('board.clear.title', { name })} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (signal !== undefined) clearing.mutate(signal.entry);
        }}
      >
        <p>{say('board.clear.says')}</p>
        {signal !== undefined && (
          <p>
            {say('board.clear.signalled')} <Instant at={signal.signalledAt} />
          </p>
        )}
        <label className="field">
          {say('board.clear.reason')}
          <textarea
            required
            rows={3}
            maxLength={4_000}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        </label>
        {error !== null && <ProblemNote error={error} />}
        <button type="submit" className="button first" disabled={signal === undefined || clearing.isPending}>
          {say('board.duress.clear')}
        </button>
      </form>
    </Dialog>
  );
}
