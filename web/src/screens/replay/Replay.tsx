import { useMemo } from 'react';
import { ProblemNote } from '../../parts/ProblemNote.js';
import { useNames, type NameOf } from '../../parts/names.js';
import { useSay } from '../../words/spoken.js';
import { BoardsBeside } from './BoardsBeside.js';
import { Differences } from './Differences.js';
import { EventShown } from './EventShown.js';
import { Links } from './Links.js';
import { MomentHeads } from './MomentHeads.js';
import { Scrubbers } from './Scrubbers.js';
import { Stepping } from './Stepping.js';
import { useMoment, type ClaimChange, type ShownMoment } from './replay-data.js';
import {
  axesOf,
  BESIDES,
  heldMoment,
  momentBeside,
  standsApart,
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
  const moment = useMemo(() => heldMoment(outline, search), [outline, search]);
  const isApart = search.apart === true || standsApart(outline, moment);
  const beside = search.beside ?? (isApart ? 'then' : 'before');
  const other = useMemo(() => momentBeside(outline, moment, beside), [outline, moment, beside]);
  const go = useMemo(() => (to: ReplayMoment) => move(axesOf(outline, to)), [move, outline]);
  const { data, error, isFetching } = useMoment({ rollCall, incident, outline, moment, other });
  return (
    <>
      <div className="card replay-bar">
        <Scrubbers {...{ outline, history, moment, isApart, go }} />
        <Stepping
          {...{ outline, history, moment, isApart, go }}
          isBusy={isFetching}
          setApart={(apart) => move(apartOf(apart, moment, outline))}
        />
        <ChooseBeside chosen={beside} choose={(one) => move({ beside: one })} />
      </div>
      {error !== null && <ProblemNote error={error} />}
      {data !== undefined && <MomentShown {...{ outline, beside, nameOf }} shown={data} />}
      <Links search={{ ...axesOf(outline, moment), beside, ...(isApart ? { apart: true } : {}) }} rollCall={rollCall} />
    </>
  );
}

interface MomentShownProps {
  readonly outline: Outline;
  readonly beside: Beside;
  readonly nameOf: NameOf;
  readonly shown: ShownMoment;
}

/** All of one moment, never a claim beside the time of another. */
function MomentShown({ outline, beside, nameOf, shown }: MomentShownProps) {
  const { moment, other, board, beside: there, difference, event } = shown;
  return (
    <>
      <MomentHeads {...{ outline, moment, other, beside, there }} here={board} />
      <Differences difference={difference} nameOf={nameOf} />
      <BoardsBeside {...{ beside, there }} here={board} changed={difference?.changed ?? NOTHING} />
      <EventShown event={event} nameOf={nameOf} />
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
