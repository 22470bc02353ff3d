import type { ReactNode } from 'react';
import { useSay } from '../words/spoken.js';
import { isUnderDuressToo, stateOf, type PersonAnswer, type Shape } from './status.js';

/** A shape in its colour. A word stands beside it wherever it is shown, so it says nothing by itself. */
export function ShapeMark({ shape }: { readonly shape: Shape }) {
  return (
    <svg className={`mark mark-${shape}`} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      {DRAWN[shape]}
    </svg>
  );
}

/** A shape with its word. */
export function Status({ shape, children }: { readonly shape: Shape; readonly children: ReactNode }) {
  return (
    <span className={`status status-${shape}`}>
      <ShapeMark shape={shape} />
      <span className="status-word">{children}</span>
    </span>
  );
}

/** What stands first of a person, and a duress beside whatever else it is, to those who are told of it. */
export function PersonStatus({ person }: { readonly person: PersonAnswer }) {
  const say = useSay();
  const { shape, word } = stateOf(person);
  return (
    <>
      <Status shape={shape}>{say(word)}</Status>
      {isUnderDuressToo(person) && <Status shape="help">{say('common.impaired.DURESS')}</Status>}
    </>
  );
}

const DRAWN: Readonly<Record<Shape, ReactNode>> = {
  unknown: (
    <>
      <circle className="mark-line" cx="10" cy="10" r="8" />
      <path className="mark-line" d="M7.6 7.8a2.4 2.4 0 1 1 3.5 2.1c-.8.4-1.1.9-1.1 1.7" />
      <circle className="mark-fill" cx="10" cy="14.2" r="1.1" />
    </>
  ),
  stale: (
    <>
      <circle className="mark-line" cx="10" cy="10" r="8" />
      <path className="mark-line" d="M10 5.6V10l3 2" />
    </>
  ),
  accounted: (
    <>
      <circle className="mark-fill" cx="10" cy="10" r="9" />
      <path className="mark-cut" d="M5.8 10.3l2.9 2.9 5.5-6" />
    </>
  ),
  help: (
    <>
      <path className="mark-fill" d="M10 .6L19.4 10 10 19.4.6 10z" />
      <path className="mark-cut" d="M10 5.6v5.6M10 14.2v.2" />
    </>
  ),
  conflicted: (
    <>
      <path className="mark-fill" d="M9 1.4A8.7 8.7 0 0 0 9 18.6z" />
      <path className="mark-line" d="M11.6 2.3a7.9 7.9 0 0 1 0 15.4z" />
    </>
  ),
  apart: (
    <>
      <circle className="mark-line" cx="10" cy="10" r="8" />
      <path className="mark-line" d="M5 10h10" />
    </>
  ),
};
