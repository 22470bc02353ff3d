import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useSay } from '../../words/spoken.js';
import { Status } from '../../parts/Status.js';
import type { Line } from './live-board.js';
import { nameOf } from './names.js';
import { Alarm } from './alarm.js';

interface DuressProps {
  readonly rollCall: string;
  readonly lines: readonly Line[];
  /** Absent for those who may not clear one. */
  readonly onClear: ((deployment: string) => void) | undefined;
}

/** Who signals duress: seen for as long as it stands, and heard until somebody says that it was heard. */
export function Duress({ rollCall, lines, onClear }: DuressProps) {
  const say = useSay();
  const [heard, setHeard] = useState<readonly string[]>([]);
  const standing = heard.filter((one) => lines.some(({ deployment }) => deployment === one));
  // One that is over was heard; the next of the same person is another.
  if (standing.length < heard.length) setHeard(standing);
  const isUnheard = lines.some(({ deployment }) => !standing.includes(deployment));
  const isSilent = useAlarm(isUnheard);
  if (lines.length === 0) return null;
  return (
    <section className="duress" role="alert" aria-label={say('board.duress')}>
      <h2>
        <Status shape="help">{say('board.duress')}</Status>
      </h2>
      <p>{say('board.duress.says')}</p>
      <ul className="plain">
        {lines.map((line) => (
          <li key={line.deployment} className="buttons">
            <Link
              className="duress-name"
              to="/people/$deployment"
              params={{ deployment: line.deployment }}
              search={{ rollCall }}
            >
              {nameOf(line, say)}
            </Link>
            {onClear !== undefined && (
              <button type="button" className="button" onClick={() => onClear(line.deployment)}>
                {say('board.duress.clear')}
                <span className="visually-hidden">: {nameOf(line, say)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {isUnheard && (
        <button type="button" className="button" onClick={() => setHeard(lines.map(({ deployment }) => deployment))}>
          {say('board.duress.heard')}
        </button>
      )}
      {isSilent && <p>{say('board.duress.silent')}</p>}
    </section>
  );
}

/** Sounds for as long as it is asked to; answers whether the browser keeps it silent. */
function useAlarm(isWanted: boolean): boolean {
  const alarm = useRef<Alarm>(undefined);
  const [isSilent, setSilent] = useState(false);
  useEffect(() => {
    if (!isWanted) return undefined;
    const sounding = (alarm.current ??= new Alarm());
    sounding.start(setSilent);
    return () => sounding.stop();
  }, [isWanted]);
  return isWanted && isSilent;
}
