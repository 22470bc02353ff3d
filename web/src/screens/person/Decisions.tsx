import { useState, type ReactNode } from 'react';
import type { Schemas } from '../../api/client.js';
import { useMe } from '../../api/me.js';
import { By } from '../../parts/Author.js';
import { ChannelShown, TextShown } from '../../parts/TextShown.js';
import { Instant } from '../../parts/Times.js';
import { useSay } from '../../words/spoken.js';
import { AskReason } from './AskReason.js';

type Tour = Schemas['TourRecordAnswer'];

interface DecisionsProps {
  /** Of whom. */
  readonly id: string;
  readonly tour: Tour;
  readonly zones: readonly string[];
}

/** What was decided and tried about someone, beside what was heard of him. */
export function Decisions({ id, tour, zones }: DecisionsProps) {
  const say = useSay();
  const { contactAttempts, declarations, duressSignals = [], resolutions, nextOfKinNotifiedAt } = tour;
  return (
    <>
      <Listed title={say('person.attempts')} none={say('person.attempts-none')}>
        {contactAttempts.toReversed().map(({ entry, outcome, attemptedAt, channel, recordedBy }) => (
          <li key={entry}>
            <strong>{say(`incident.outcome.${outcome}`)}</strong> <ChannelShown of={channel} />{' '}
            <Instant at={attemptedAt} zones={zones} /> <By actor={recordedBy} />
          </li>
        ))}
      </Listed>
      <Listed title={say('person.decisions')} none={say('person.decisions-none')}>
        {declarations.toReversed().map(({ entry, standing, reason, recordedAt, recordedBy }) => (
          <li key={entry}>
            <strong>{say(standing ? 'person.missing' : 'person.missing-withdrawn')}</strong> <TextShown of={reason} />{' '}
            <Instant at={recordedAt} zones={zones} /> <By actor={recordedBy} />
            {standing && <FoundAgain entry={entry} id={id} />}
          </li>
        ))}
        {duressSignals.toReversed().map(({ entry, standing, signalledAt, recordedBy }) => (
          <li key={entry}>
            <strong>{say(standing ? 'person.duress' : 'person.duress-cleared')}</strong>{' '}
            <Instant at={signalledAt} zones={zones} /> <By actor={recordedBy} />
          </li>
        ))}
        {resolutions.toReversed().map(({ entry, holds, reason, recordedAt, recordedBy }) => (
          <li key={entry}>
            <strong>{say(holds ? 'person.resolved' : 'person.resolved-fallen')}</strong> <TextShown of={reason} />{' '}
            <Instant at={recordedAt} zones={zones} /> <By actor={recordedBy} />
          </li>
        ))}
        {nextOfKinNotifiedAt.toReversed().map((at) => (
          <li key={at}>
            <strong>{say('person.next-of-kin')}</strong> <Instant at={at} zones={zones} />
          </li>
        ))}
      </Listed>
    </>
  );
}

/** A commander says that someone who was declared missing is there again, and how he knows. */
function FoundAgain({ entry, id }: { readonly entry: string; readonly id: string }) {
  const say = useSay();
  const { role } = useMe();
  const [isAsking, setAsking] = useState(false);
  if (role !== 'commander') return null;
  return (
    <div className="entry-actions">
      {isAsking ? (
        <AskReason command="WithdrawMissing" {...{ entry, id }} done={() => setAsking(false)} />
      ) : (
        <button className="button" onClick={() => setAsking(true)}>
          {say('person.do.WithdrawMissing')}
        </button>
      )}
    </div>
  );
}

interface ListedProps {
  readonly title: string;
  /** What is said where there is none. */
  readonly none: string;
  readonly children: readonly ReactNode[] | readonly (readonly ReactNode[])[];
}

export function Listed({ title, none, children }: ListedProps) {
  const isEmpty = (children as readonly ReactNode[]).flat().length === 0;
  return (
    <section className="listed">
      <h2>{title}</h2>
      {isEmpty ? <p>{none}</p> : <ul className="plain card">{children}</ul>}
    </section>
  );
}
