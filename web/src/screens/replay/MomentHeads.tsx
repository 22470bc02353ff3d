import { memo } from 'react';
import type { Schemas } from '../../api/client.js';
import { claimInWords, countsInWords } from '../../parts/changes.js';
import { Instant } from '../../parts/Times.js';
import { useZones } from '../../parts/zones.js';
import { useSay } from '../../words/spoken.js';
import type { Beside, Outline, ReplayMoment } from './replay-moment.js';

type Board = Schemas['BoardAnswer'];

interface MomentHeadsProps {
  readonly outline: Outline;
  readonly moment: ReplayMoment;
  readonly other: ReplayMoment | undefined;
  readonly beside: Beside;
  readonly here: Board | undefined;
  readonly there: Board | undefined;
}

/** What could be said at each of the two moments. */
export const MomentHeads = memo(function MomentHeads({
  outline,
  moment,
  other,
  beside,
  here,
  there,
}: MomentHeadsProps) {
  const say = useSay();
  return (
    <div className="moment-heads">
      {other !== undefined && (
        <Head title={say(`replay.beside.${beside}`)} board={there} {...{ outline }} moment={other} />
      )}
      <Head title={say('replay.this-moment')} board={here} {...{ outline, moment }} />
    </div>
  );
});

interface HeadProps {
  readonly title: string;
  readonly board: Board | undefined;
  readonly outline: Outline;
  readonly moment: ReplayMoment;
}

function Head({ title, board, outline, moment }: HeadProps) {
  const say = useSay();
  const zones = useZones();
  const known = new Date(outline.times[moment.place] ?? 0).toISOString();
  return (
    <section className={`card moment-head ${board?.claim === 'ALL_SAFE' ? 'holds' : ''}`}>
      <h2>{title}</h2>
      {board !== undefined && (
        <>
          <p className="moment-claim">{claimInWords(board.claim, say)}</p>
          <p>{countsInWords(board.counts, say)}</p>
        </>
      )}
      <dl className="moment-axes">
        <dt>{say('replay.as-of')}</dt>
        <dd>
          <Instant at={new Date(moment.at).toISOString()} zones={zones} />
        </dd>
        <dt>{say('replay.known-at')}</dt>
        <dd>
          {say('replay.event-of', { number: moment.place + 1, all: outline.positions.length })} ·{' '}
          <Instant at={known} zones={zones} />
        </dd>
      </dl>
    </section>
  );
}
