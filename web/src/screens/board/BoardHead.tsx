import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.js';
import { useByClock } from '../../parts/clock.js';
import { ShapeMark, Status } from '../../parts/Status.js';
import type { Shape } from '../../parts/status.js';
import { useSay } from '../../words/spoken.js';
import { countsByShape } from './arranging.js';
import type { LiveBoard } from './live-board.js';
import { sentenceOf } from './sentence.js';
import { unmetOf } from './unmet.js';

const SHAPES = ['help', 'conflicted', 'unknown', 'stale', 'accounted'] as const satisfies readonly Shape[];

/** What can be said of everyone: the sentence, the claim with all that is missing for a stronger one, and the counts. */
export function BoardHead({ board, isLive }: { readonly board: LiveBoard; readonly isLive: boolean }) {
  const say = useSay();
  const sentence = useByClock((now) => sentenceOf(board, now, say));
  return (
    <div className="board-head">
      <h1 className="sentence">{sentence}</h1>
      <Claim head={board.head} isLive={isLive} />
      <Counts board={board} />
    </div>
  );
}

function Claim({ head, isLive }: { readonly head: LiveBoard['head']; readonly isLive: boolean }) {
  const say = useSay();
  const { claim, subset } = head;
  // Who may be within a captor's reach gets no claim, and none is missing.
  if (claim === null) return null;
  const holds = claim === 'ALL_SAFE' && isLive;
  return (
    <div className={`claim ${holds ? 'claim-holds' : ''}`}>
      <p className="claim-name">
        {holds && <ShapeMark shape="accounted" />}
        {say(`board.claim.${isLive ? claim : 'UNKNOWN'}`)}
        {subset === true && ` ${say('board.subset')}`}
      </p>
      <Unmet head={head} />
    </div>
  );
}

function Unmet({ head }: { readonly head: Schemas['ClaimAnswer'] }) {
  const say = useSay();
  const unmet = unmetOf(head);
  if (unmet.length === 0) return null;
  return (
    <ul className="plain unmet" aria-label={say('board.unmet')}>
      {unmet.map(({ name, people }) => {
        const words = say(`board.unmet.${name}`, { count: people.length });
        return (
          <li key={name}>
            {people.length === 0 ? (
              words
            ) : (
              <Link
                from="/roll-calls/$rollCall"
                to="."
                search={(search) => ({ ...search, unmet: name })}
                resetScroll={false}
                replace
              >
                {words}
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Counts({ board }: { readonly board: LiveBoard }) {
  const say = useSay();
  const { accounted, safe, denominator } = board.head.counts;
  const shapes = countsByShape(board.lines);
  return (
    <ul className="plain counts" aria-label={say('board.counts')}>
      <li className="count count-whole">
        <strong>{say('board.count.accounted', { accounted, all: denominator })}</strong>
        <span>{say('board.count.safe', { safe })}</span>
      </li>
      {SHAPES.map((shape) => (
        <li key={shape} className={`count ${(shapes.get(shape) ?? 0) === 0 ? 'count-none' : ''}`}>
          <Status shape={shape}>
            <strong>{shapes.get(shape) ?? 0}</strong>{' '}
            {say(`board.count.${shape === 'accounted' ? 'accounted-word' : shape}`)}
          </Status>
        </li>
      ))}
    </ul>
  );
}
