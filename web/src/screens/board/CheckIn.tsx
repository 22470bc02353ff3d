import { useEffect, useState } from 'react';
import { newKey } from '../../api/client.js';
import type { Mode } from '../../parts/ModeBand.js';
import { ProblemNote } from '../../parts/ProblemNote.js';
import { useSay } from '../../words/spoken.js';
import { HOWS, record, reportNow, suffices, takeBack, type Report } from './recording.js';

/** Seconds for which what was tapped can be taken back by one more tap. */
const UNDO_SECONDS = 10;
const SECOND_MS = 1_000;

type Step =
  | { readonly is: 'IDLE' }
  | { readonly is: 'SENDING'; readonly report: Report }
  | { readonly is: 'FAILED'; readonly report: Report; readonly error: unknown }
  | { readonly is: 'RECORDED'; readonly report: Report; readonly entry: string | undefined; readonly key: string }
  | { readonly is: 'TAKEN_BACK' };

interface CheckInProps {
  readonly deployment: string;
  readonly name: string;
  readonly mode: Mode;
}

/** *Accounted* in one tap on how it is known, and for ten seconds a way back, which is a retraction. */
export function CheckIn({ deployment, name, mode }: CheckInProps) {
  const [step, setStep] = useState<Step>({ is: 'IDLE' });
  const send = (report: Report): void => {
    setStep({ is: 'SENDING', report });
    record(report).then(
      (entry) => setStep({ is: 'RECORDED', report, entry, key: newKey() }),
      (error: unknown) => setStep({ is: 'FAILED', report, error }),
    );
  };
  if (step.is === 'RECORDED') return <Recorded name={name} step={step} onStep={setStep} />;
  if (step.is === 'FAILED') return <Failed step={step} onAgain={send} onLeave={() => setStep({ is: 'IDLE' })} />;
  return (
    <HowButtons
      name={name}
      isBusy={step.is === 'SENDING'}
      isTakenBack={step.is === 'TAKEN_BACK'}
      onHow={(how) => send(reportNow({ deployment, condition: 'SAFE', how, mode }))}
    />
  );
}

interface HowButtonsProps {
  readonly name: string;
  readonly isBusy: boolean;
  readonly isTakenBack: boolean;
  readonly onHow: (how: (typeof HOWS)[number]) => void;
}

function HowButtons({ name, isBusy, isTakenBack, onHow }: HowButtonsProps) {
  const say = useSay();
  return (
    <div className="how" role="group" aria-label={say('board.safe-by', { name })}>
      <span className="how-label" role="status">
        {say(isTakenBack ? 'board.taken-back' : isBusy ? 'board.sending' : 'board.safe')}
      </span>
      {HOWS.map((how) => (
        <button
          key={how}
          type="button"
          className="button how-button"
          aria-disabled={isBusy}
          onClick={() => !isBusy && onHow(how)}
        >
          {say(`board.how.${how}`)}
        </button>
      ))}
    </div>
  );
}

interface RecordedProps {
  readonly name: string;
  readonly step: Extract<Step, { is: 'RECORDED' }>;
  readonly onStep: (step: Step) => void;
}

function Recorded({ name, step: { report, entry, key }, onStep }: RecordedProps) {
  const say = useSay();
  const [left, setLeft] = useState(UNDO_SECONDS);
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    const ticking = setInterval(() => setLeft((seconds) => seconds - 1), SECOND_MS);
    return () => clearInterval(ticking);
  }, []);
  useEffect(() => {
    if (left <= 0 && error === undefined) onStep({ is: 'IDLE' });
  }, [left, error, onStep]);
  const undo = (): void => {
    if (entry === undefined) return;
    setError(undefined);
    takeBack(entry, say('board.undo.reason'), key).then(() => onStep({ is: 'TAKEN_BACK' }), setError);
  };
  return (
    <div className="recorded">
      <p role="status">
        {say('board.recorded', { name, how: report.how })}
        {!suffices(report.how) && ` ${say('board.recorded.message')}`}
      </p>
      <button type="button" className="button" autoFocus onClick={undo}>
        {say('board.undo', { seconds: Math.max(0, left) })}
      </button>
      {error !== undefined && <ProblemNote error={error} />}
    </div>
  );
}

interface FailedProps {
  readonly step: Extract<Step, { is: 'FAILED' }>;
  readonly onAgain: (report: Report) => void;
  readonly onLeave: () => void;
}

function Failed({ step: { report, error }, onAgain, onLeave }: FailedProps) {
  const say = useSay();
  return (
    <div className="recorded">
      <ProblemNote error={error} />
      <div className="buttons">
        <button type="button" className="button first" onClick={() => onAgain(report)}>
          {say('board.again')}
        </button>
        <button type="button" className="button" onClick={onLeave}>
          {say('board.leave-it')}
        </button>
      </div>
    </div>
  );
}
