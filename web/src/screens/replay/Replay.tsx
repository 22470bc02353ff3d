import { useMemo } from 'react';
import { ProblemNote } from '../../parts/ProblemNote.js';
import { useNames } from '../../parts/names.js';
import { useSay } from '../../words/spoken.js';
import { BoardsBeside } from './BoardsBeside.js';
import { Differences } from './Differences.js';
import { EventShown } from './EventShown.js';
import { Links } from './Links.js';
import { MomentHeads } from './MomentHeads.js';
import { Scrubbers } from './Scrubbers.js';
import { Stepping } from './Stepping.js';
import { useBoardAt, useDifference, useEventAt, type ClaimChange } from './replay-data.js';
import {
  axesOf,
  BESIDES,
  heldMoment,
  momentBeside,
  type Beside,
  type Outline,
  type ReplayMoment,
  type ReplaySearch,
} from './replay-moment.js';

export interface ReplayProps {
  readonly rollCall: string;
  readonly incident: string;
  readonly outline: Outline;
  readonly history: readonly ClaimChange[];
  readonly search: ReplaySearch;
  readonly move: (held: ReplaySearch) => void;
}

export function Replay({ rollCall, incident, outline, history, search, move }: ReplayProps) {
  const nameOf = useNames(rollCall);
  const moment = heldMoment(outline, search);
  const isApart = search.apart === true;
  const beside = search.beside ?? (isApart ? 'then' : 'before');
  const other = momentBeside(outline, moment, beside);
  const go = useMemo(() => (to: ReplayMoment) => move(axesOf(outline, to)), [move, outline]);
  const here = useBoardAt(rollCall, outline, moment);
  const there = useBoardAt(rollCall, outline, other);
  const difference = useDifference(rollCall, outline, other, moment);
  const event = useEventAt(incident, axesOf(outline, moment).knownAt);
  const queries = [here, there, difference, event];
  const error = queries.find((query) => query.error !== null)?.error ?? null;
  const isBusy = queries.some((query) => query.isFetching);
  const told = other === undefined ? undefined : difference.data;
  return (
    <>
      <div className="card replay-bar">
        <Scrubbers {...{ outline, history, moment, isApart, go }} />
        <Stepping
          {...{ outline, history, moment, isApart, isBusy, go }}
          setApart={(apart) => move(apartOf(apart, moment, outline))}
        />
        <ChooseBeside chosen={beside} choose={(one) => move({ beside: one })} />
      </div>
      {error !== null && <ProblemNote error={error} />}
      <MomentHeads {...{ outline, moment, other, beside }} here={here.data} there={other && there.data} />
      <Differences difference={told} nameOf={nameOf} />
      {here.data !== undefined && (
        <BoardsBeside beside={beside} here={here.data} there={other && there.data} changed={told?.changed ?? NOTHING} />
      )}
      {event.data !== undefined && <EventShown event={event.data} nameOf={nameOf} />}
      <Links search={{ ...axesOf(outline, moment), beside, ...(isApart ? { apart: true } : {}) }} rollCall={rollCall} />
    </>
  );
}

const NOTHING: Readonly<Record<string, readonly string[]>> = {};

/** Locked again, the world's time is that at which the last known event was recorded. */
function apartOf(apart: boolean, { place, at }: ReplayMoment, outline: Outline): ReplaySearch {
  const time = apart ? at : (outline.times[place] ?? at);
  return { ...axesOf(outline, { place, at: time }), apart: apart ? true : undefined, beside: undefined };
}

function ChooseBeside({ chosen, choose }: { readonly chosen: Beside; readonly choose: (beside: Beside) => void }) {
  const say = useSay();
  return (
    <fieldset className="replay-beside">
      <legend>{say('replay.beside')}</legend>
      {BESIDES.map((beside) => (
        <label key={beside}>
          <input type="radio" name="beside" checked={beside === chosen} onChange={() => choose(beside)} />
          {say(`replay.beside.${beside}`)}
        </label>
      ))}
    </fieldset>
  );
}
