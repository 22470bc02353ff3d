import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { useSay } from '../../words/spoken.js';
import type { ClaimChange } from './replay-data.js';
import { countUpTo, momentOfPlace, placeAt, type Outline, type ReplayMoment } from './replay-moment.js';

interface SteppingProps {
  readonly outline: Outline;
  readonly history: readonly ClaimChange[];
  readonly moment: ReplayMoment;
  readonly isApart: boolean;
  /** Something of the moment is still on its way. */
  readonly isBusy: boolean;
  readonly go: (to: ReplayMoment) => void;
  readonly setApart: (apart: boolean) => void;
}

/** Milliseconds for which each event is shown while it plays. */
const PLAYED_MS = 900;

/** The buttons and keys by which one goes from event to event. */
export function Stepping({ outline, history, moment, isApart, isBusy, go, setApart }: SteppingProps) {
  const say = useSay();
  const [isPlaying, setPlaying] = useState(false);
  const last = outline.positions.length - 1;
  const changes = useMemo(() => changesOfClaim(history), [history]);
  const { place, at } = moment;
  const step = (by: number): void => {
    go(isApart ? { place: Math.min(last, Math.max(0, place + by)), at } : momentOfPlace(outline, place + by));
  };
  const [previous, next] = [changeBefore(changes, at), changes[countUpTo(changes, at)]];
  const toChange = (time: number | undefined): void => {
    if (time !== undefined) go({ place: isApart ? place : placeAt(outline, time), at: time });
  };
  usePlaying(isPlaying && !isBusy, () => {
    if (place >= last) setPlaying(false);
    else step(1);
  });
  useKeys({
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
    '[': () => toChange(previous),
    ']': () => toChange(next),
    p: () => setPlaying(!isPlaying),
    l: () => setApart(!isApart),
  });
  return (
    <div className="replay-steps">
      <Buttons
        isPlaying={isPlaying}
        play={() => setPlaying(!isPlaying)}
        event={{ previous: place === 0 ? undefined : () => step(-1), next: place === last ? undefined : () => step(1) }}
        change={{
          previous: previous === undefined ? undefined : () => toChange(previous),
          next: next === undefined ? undefined : () => toChange(next),
        }}
      />
      <label className="replay-lock">
        <input type="checkbox" checked={!isApart} onChange={() => setApart(!isApart)} aria-keyshortcuts="l" />
        {say('replay.locked')}
      </label>
      <p className="replay-keys">{say('replay.keys')}</p>
    </div>
  );
}

/** What goes one back and one on; absent where there is none. */
interface Ways {
  readonly previous: (() => void) | undefined;
  readonly next: (() => void) | undefined;
}

interface ButtonsProps {
  readonly isPlaying: boolean;
  readonly play: () => void;
  readonly event: Ways;
  readonly change: Ways;
}

function Buttons({ isPlaying, play, event, change }: ButtonsProps) {
  const say = useSay();
  return (
    <div className="replay-buttons">
      <Step label={say('replay.previous-change')} sign="⇤" keys="[" press={change.previous} />
      <Step label={say('replay.previous-event')} sign="←" keys="ArrowLeft" press={event.previous} />
      <button className="button first" aria-keyshortcuts="p" onClick={play}>
        {say(isPlaying ? 'replay.pause' : 'replay.play')}
      </button>
      <Step label={say('replay.next-event')} sign="→" keys="ArrowRight" press={event.next} />
      <Step label={say('replay.next-change')} sign="⇥" keys="]" press={change.next} />
    </div>
  );
}

interface StepProps {
  readonly label: string;
  readonly sign: string;
  readonly keys: string;
  readonly press: (() => void) | undefined;
}

/** What cannot be pressed now stays where it is, so that whoever went there by the keyboard is not thrown out. */
function Step({ label, sign, keys, press }: StepProps) {
  return (
    <button className="button step" aria-keyshortcuts={keys} aria-disabled={press === undefined} onClick={press}>
      <span aria-hidden="true">{sign}</span> {label}
    </button>
  );
}

/** The instants at which the claim became another, in milliseconds. */
function changesOfClaim(history: readonly ClaimChange[]): readonly number[] {
  return history
    .filter(({ claim }, index) => index === 0 || history[index - 1]?.claim !== claim)
    .map(({ at }) => Date.parse(at));
}

function changeBefore(changes: readonly number[], at: number): number | undefined {
  return changes[countUpTo(changes, at - 1) - 1];
}

function usePlaying(isRunning: boolean, step: () => void): void {
  const onStep = useEffectEvent(step);
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => onStep(), PLAYED_MS);
    return () => clearInterval(timer);
  }, [isRunning]);
}

/** Keys of the screen; whoever types, or moves a bar or a choice, means those. */
function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const press = keys[event.key];
    if (!isPlain || press === undefined || takesKeys(event)) return;
    event.preventDefault();
    press();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, []);
}

function takesKeys({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return (
      target.type !== 'checkbox' &&
      (target.type !== 'range' && target.type !== 'radio' ? true : key.startsWith('Arrow'))
    );
  return target.matches('textarea, select, [contenteditable], pre');
}
