import { memo, useMemo } from 'react';
import { claimInWords } from '../../parts/changes.js';
import { instantInWords } from '../../parts/times.js';
import { Instant } from '../../parts/Times.js';
import { useZones } from '../../parts/zones.js';
import { useSpoken } from '../../words/spoken.js';
import type { ClaimChange } from './replay-data.js';
import { countUpTo, momentOfPlace, momentOfTime, type Outline, type ReplayMoment } from './replay-moment.js';

interface ScrubbersProps {
  readonly outline: Outline;
  readonly history: readonly ClaimChange[];
  readonly moment: ReplayMoment;
  readonly isApart: boolean;
  readonly go: (to: ReplayMoment) => void;
}

/** Milliseconds between two places of the world's time. */
const STEP_MS = 60_000;

/** Marks that a bar can show beside each other, in parts of its length. */
const MARK_PLACES = 400;

/** The world's time, and what was known: each has a bar, with a mark wherever the claim changed. */
export const Scrubbers = memo(function Scrubbers({ outline, history, moment, isApart, go }: ScrubbersProps) {
  const { say, locale } = useSpoken();
  const zones = useZones();
  const { place, at } = moment;
  const span = useMemo(() => spanOf(outline, history), [outline, history]);
  const last = outline.positions.length - 1;
  const toTime = (time: number): void => go(isApart ? { place, at: time } : momentOfTime(outline, time));
  const toPlace = (to: number): void => go(isApart ? { place: to, at } : momentOfPlace(outline, to));
  const recorded = new Date(outline.times[place] ?? 0).toISOString();
  return (
    <div className="replay-scrubbers">
      <div className="scrubber">
        <label htmlFor="as-of">{say('replay.as-of')}</label>
        <Instant at={new Date(at).toISOString()} zones={zones} />
        <Marks history={history} outline={outline} span={span} by="time" />
        <input
          id="as-of"
          type="range"
          min={span.from}
          max={span.to}
          step={STEP_MS}
          value={Math.min(Math.max(at, span.from), span.to)}
          aria-valuetext={instantInWords(at, 'UTC', locale)}
          onChange={({ target }) => toTime(Number(target.value))}
        />
      </div>
      <div className="scrubber">
        <label htmlFor="known-at">{say('replay.known-at')}</label>
        <span>
          {say('replay.event-of', { number: place + 1, all: last + 1 })} · <Instant at={recorded} zones={zones} />
        </span>
        <Marks history={history} outline={outline} span={span} by="place" />
        <input
          id="known-at"
          type="range"
          min={0}
          max={last}
          step={1}
          value={place}
          aria-valuetext={`${say('replay.event-of', { number: place + 1, all: last + 1 })}, ${instantInWords(recorded, 'UTC', locale)}`}
          onChange={({ target }) => toPlace(Number(target.value))}
        />
      </div>
    </div>
  );
});

interface Span {
  readonly from: number;
  readonly to: number;
}

/** From the first event to the last, and to the last lapse after it, in whole steps. */
function spanOf({ times }: Outline, history: readonly ClaimChange[]): Span {
  const [first = 0, last = first] = [times[0], times.at(-1)];
  const lapsed = history.at(-1);
  const end = Math.max(last, lapsed === undefined ? last : Date.parse(lapsed.at));
  const from = Math.floor(first / STEP_MS) * STEP_MS;
  return { from, to: Math.max(from + STEP_MS, Math.ceil(end / STEP_MS) * STEP_MS) };
}

interface MarksProps {
  readonly history: readonly ClaimChange[];
  readonly outline: Outline;
  readonly span: Span;
  readonly by: 'time' | 'place';
}

/** Where the claim changed: they are passed over by whoever does not see them, who has "next change of claim". */
const Marks = memo(function Marks({ history, outline, span, by }: MarksProps) {
  const { say } = useSpoken();
  const marks = new Map<number, ClaimChange>();
  for (const [index, change] of history.entries()) {
    if (index > 0 && history[index - 1]?.claim === change.claim) continue;
    const part = by === 'time' ? partOfTime(change, span) : partOfPlace(change, outline);
    marks.set(Math.round(part * MARK_PLACES), change);
  }
  return (
    <span className="marks" aria-hidden="true">
      {[...marks].map(([place, { claim, cause }]) => (
        <span
          key={place}
          className={`claim-mark claim-${claim ?? 'none'} cause-${cause}`}
          style={{ insetInlineStart: `${(100 * place) / MARK_PLACES}%` }}
          title={claimInWords(claim, say)}
        />
      ))}
    </span>
  );
});

function partOfTime({ at }: ClaimChange, { from, to }: Span): number {
  return Math.min(1, Math.max(0, (Date.parse(at) - from) / (to - from)));
}

function partOfPlace({ known }: ClaimChange, { positions }: Outline): number {
  return Math.max(0, countUpTo(positions, known) - 1) / Math.max(1, positions.length - 1);
}
