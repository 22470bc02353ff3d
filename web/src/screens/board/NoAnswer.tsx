import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { give, newKey } from '../../api/client.js';
import { now } from '../../parts/clock.js';
import { Dialog } from '../../parts/Dialog.js';
import { ProblemNote } from '../../parts/ProblemNote.js';
import { useSay } from '../../words/spoken.js';

const OUTCOMES = ['NO_ANSWER', 'BUSY', 'UNDELIVERABLE'] as const;
const CHANNELS = ['PHONE', 'RADIO', 'MESSAGE'] as const;

interface NoAnswerProps {
  readonly deployment: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** An attempt that reached nobody: it changes nothing about him, and is there for whoever asks what was tried. */
export function NoAnswer({ deployment, name, onClose }: NoAnswerProps) {
  const say = useSay();
  const [attempt] = useState(() => ({ key: newKey(), attemptedAt: new Date(now()).toISOString() }));
  const [channel, setChannel] = useState<(typeof CHANNELS)[number]>('PHONE');
  const recording = useMutation({
    mutationFn: (outcome: (typeof OUTCOMES)[number]) =>
      give(
        'RecordContactAttempt',
        { deployment, channel, outcome, attemptedAt: attempt.attemptedAt },
        { key: `${attempt.key} ${channel} ${outcome}` },
      ),
    onSuccess: onClose,
  });
  return (
    <Dialog title={say('board.attempt.title', { name })} onClose={onClose}>
      <div className="form">
        <label className="field">
          {say('board.attempt.by')}
          <select value={channel} onChange={({ target }) => setChannel(target.value as typeof channel)}>
            {CHANNELS.map((one) => (
              <option key={one} value={one}>
                {say(`board.channel.${one}`)}
              </option>
            ))}
          </select>
        </label>
        {recording.error !== null && <ProblemNote error={recording.error} />}
        <div className="buttons">
          {OUTCOMES.map((outcome) => (
            <button
              key={outcome}
              type="button"
              className="button"
              disabled={recording.isPending}
              onClick={() => recording.mutate(outcome)}
            >
              {say(`board.outcome.${outcome}`)}
            </button>
          ))}
        </div>
      </div>
    </Dialog>
  );
}
