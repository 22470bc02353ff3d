import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ProblemNote } from '../../parts/ProblemNote.js';
import { instantInWords } from '../../parts/times.js';
import { useSay, useSpoken } from '../../words/spoken.js';
import { isToDo, type Difference, type Plan, type PlannedLine } from './roster.js';
import { sendLine } from './sending-roster.js';

interface Sending {
  readonly state: 'SENDING' | 'DONE';
  readonly sent: number;
  readonly all: number;
  /** Lines that were refused, or of which it is not known what became of them. */
  readonly refused: readonly { readonly line: number; readonly error: unknown }[];
}

/** What a roster would do, line by line; it can be sent when nothing is wrong with any. */
export function RosterPlan({ plan }: { readonly plan: Plan }) {
  const say = useSay();
  const queries = useQueryClient();
  const [sending, setSending] = useState<Sending>();
  const { lines, lacking, unread } = plan;
  const faulty = lines.filter(({ faults }) => faults.length > 0);
  const toDo = lines.filter(isToDo);
  const send = async (): Promise<void> => {
    const refused: { readonly line: number; readonly error: unknown }[] = [];
    for (const [sent, planned] of toDo.entries()) {
      setSending({ state: 'SENDING', sent, all: toDo.length, refused });
      await sendLine(planned).catch((error: unknown) => refused.push({ line: planned.line, error }));
    }
    setSending({ state: 'DONE', sent: toDo.length - refused.length, all: toDo.length, refused });
    await queries.invalidateQueries();
  };
  const isReady = lacking.length === 0 && faulty.length === 0 && toDo.length > 0;
  return (
    <section className="card facts" aria-label={say('setup.import.preview')}>
      <h2>{say('setup.import.preview')}</h2>
      <div role="status">
        <Verdict {...{ plan, faulty, toDo }} />
        {unread.length > 0 && <p>{say('setup.import.unread', { columns: unread.join(', ') })}</p>}
      </div>
      {sending?.state !== 'SENDING' && isReady && (
        <button className="button first" onClick={() => void send()}>
          {say('setup.import.send', { count: toDo.length })}
        </button>
      )}
      {sending !== undefined && <Progress sending={sending} />}
      <Lines lines={lines} />
    </section>
  );
}

interface VerdictProps {
  readonly plan: Plan;
  readonly faulty: readonly PlannedLine[];
  readonly toDo: readonly PlannedLine[];
}

function Verdict({ plan: { lines, lacking }, faulty, toDo }: VerdictProps) {
  const say = useSay();
  if (lacking.length > 0) {
    return (
      <p className="wrong">
        {say('setup.import.lacking', { columns: lacking.map((column) => say(`setup.column.${column}`)).join(', ') })}
      </p>
    );
  }
  if (faulty.length > 0) return <p className="wrong">{say('setup.import.faulty', { count: faulty.length })}</p>;
  const fresh = toDo.filter(({ officer }) => officer === undefined).length;
  return (
    <p>
      {say('setup.import.would', {
        register: fresh,
        begin: toDo.filter(({ tour }) => tour !== undefined).length,
        there: lines.length - toDo.length,
      })}
    </p>
  );
}

function Progress({ sending: { state, sent, all, refused } }: { readonly sending: Sending }) {
  const say = useSay();
  return (
    <div role="status">
      <p>{say(state === 'DONE' ? 'setup.import.done' : 'setup.import.sending', { sent, all })}</p>
      {refused.map(({ line, error }) => (
        <div key={line}>
          <p>{say('setup.import.line', { line })}</p>
          <ProblemNote error={error} />
        </div>
      ))}
    </div>
  );
}

function Lines({ lines }: { readonly lines: readonly PlannedLine[] }) {
  const say = useSay();
  return (
    <table className="list">
      <thead>
        <tr>
          <th scope="col">{say('setup.import.line-number')}</th>
          <th scope="col">{say('setup.field.name')}</th>
          <th scope="col">{say('setup.field.homeAgency')}</th>
          <th scope="col">{say('setup.field.mission')}</th>
          <th scope="col">{say('setup.import.what')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((planned) => (
          <tr key={planned.line} className={planned.faults.length > 0 ? 'faulty' : undefined}>
            <td data-label={say('setup.import.line-number')}>{planned.line}</td>
            <th scope="row">{planned.cells.name ?? '–'}</th>
            <td data-label={say('setup.field.homeAgency')}>{planned.cells.agency ?? '–'}</td>
            <td data-label={say('setup.field.mission')}>{planned.cells.mission ?? '–'}</td>
            <td>
              <What planned={planned} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function What({ planned }: { readonly planned: PlannedLine }) {
  const say = useSay();
  const { faults, officer, tour, differences } = planned;
  if (faults.length > 0) {
    return (
      <ul className="plain wrong">
        {faults.map(({ column, kind }) => (
          <li key={`${column} ${kind}`}>
            {say(`setup.column.${column}`)}: {say(`setup.fault.${kind}`)}
          </li>
        ))}
      </ul>
    );
  }
  return (
    <>
      {officer === undefined &&
        say(tour === undefined ? 'setup.import.registers' : 'setup.import.registers-and-begins')}
      {officer !== undefined && (
        <Link to="/set-up/officers/$officer" params={{ officer }}>
          {say(tour === undefined ? 'setup.import.there' : 'setup.import.begins')}
        </Link>
      )}
      {differences.length > 0 && (
        <ul className="plain soft">
          {differences.map((difference) => (
            <li key={difference.column}>
              <Differs {...difference} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Differs({ column, there, roster }: Difference) {
  const { say, locale } = useSpoken();
  const shown = (value: string): string => (column === 'plannedEnd' ? instantInWords(value, 'UTC', locale) : value);
  return say('setup.import.differs', {
    column: say(`setup.column.${column}`),
    there: shown(there),
    roster: shown(roster),
  });
}
