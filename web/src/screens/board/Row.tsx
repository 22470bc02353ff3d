import { Link, useParams } from '@tanstack/react-router';
import { memo, type ReactNode } from 'react';
import { useMe } from '../../api/me.js';
import { useAuthor } from '../../parts/Author.js';
import { channelInWords } from '../../parts/channels.js';
import { Age, Countdown, Instant } from '../../parts/Times.js';
import { PersonStatus, Status } from '../../parts/Status.js';
import { TextShown, textShown } from '../../parts/TextShown.js';
import type { Mode } from '../../parts/ModeBand.js';
import { useSay } from '../../words/spoken.js';
import { CheckIn } from './CheckIn.js';
import type { Line } from './live-board.js';
import { nameOf, stationOf, usePlaces, zonesOf } from './names.js';

interface RowProps {
  readonly line: Line;
  /** What he who vouched is called; undefined where nobody did, or he is not on this board. */
  readonly voucher: string | undefined;
  /** Absent for those who record nothing. */
  readonly mode: Mode | undefined;
  readonly onHelp: (deployment: string) => void;
  readonly onNoAnswer: (deployment: string) => void;
}

/** One person: the state first, then who, what is known of him and since when, and what is to be done. */
export const Row = memo(function Row({ line, voucher, mode, onHelp, onNoAnswer }: RowProps) {
  const say = useSay();
  const { person, exclusion, deployment } = line;
  const name = nameOf(line, say);
  if (person === undefined) return exclusion && <ExcludedRow line={line} exclusion={exclusion} />;
  return (
    <RowFrame line={line}>
      <div className="row-state">
        <PersonStatus person={person} />
        <RowAxes line={line} />
      </div>
      <Who line={line} />
      <Evidence line={line} voucher={voucher} />
      <div className="row-next">
        {person.lapsesAt !== undefined && person.accountability === 'ACCOUNTED' && (
          <span>
            {say('board.lapses')} <Countdown to={person.lapsesAt} />
          </span>
        )}
        <span className="row-action">{say(nextActionOf(line))}</span>
      </div>
      {mode !== undefined && (
        <div className="row-do">
          <CheckIn deployment={deployment} name={name} mode={mode} />
          <div className="buttons">
            <button type="button" className="quiet" onClick={() => onHelp(deployment)}>
              {say('board.needs-help')}
              <span className="visually-hidden">: {name}</span>
            </button>
            <button type="button" className="quiet" onClick={() => onNoAnswer(deployment)}>
              {say('board.no-answer')}
              <span className="visually-hidden">: {name}</span>
            </button>
          </div>
        </div>
      )}
    </RowFrame>
  );
});

function RowFrame({ line, children }: { readonly line: Line; readonly children: ReactNode }) {
  return (
    <li className={`row row-${line.group}`} tabIndex={-1} data-deployment={line.deployment}>
      {children}
    </li>
  );
}

/** Condition and disposition beside the state that stands first, where they say more. */
function RowAxes({ line: { person } }: { readonly line: Line }) {
  const say = useSay();
  if (person === undefined) return null;
  const { condition, disposition, accountability, standing, flags } = person;
  const told = [
    ...(accountability === 'ACCOUNTED' && condition === 'SAFE' ? [say('common.condition.SAFE')] : []),
    ...(disposition === undefined ? [] : [say(`common.disposition.${disposition}`)]),
    ...(standing === 'MEMBER' ? [] : [say(`board.standing.${standing}`)]),
    ...flags.map((flag) => say(`board.flag.${flag}`)),
  ];
  return told.length === 0 ? null : <span className="row-axes">{told.join(' · ')}</span>;
}

function Who({ line }: { readonly line: Line }) {
  const places = usePlaces();
  const { rollCall } = useParams({ from: '/roll-calls/$rollCall' });
  const about = [line.homeAgency ?? '', stationOf(line, places)].filter((text) => text !== '');
  return (
    <div className="row-who">
      <Link
        className="row-name"
        to="/people/$deployment"
        params={{ deployment: line.deployment }}
        search={{ rollCall }}
      >
        <TextShown of={line.name} />
      </Link>
      <span className="row-about">{about.join(' · ')}</span>
    </div>
  );
}

function Evidence({ line, voucher }: { readonly line: Line; readonly voucher: string | undefined }) {
  const say = useSay();
  const places = usePlaces();
  const { basis } = line;
  if (basis === undefined) return <div className="row-evidence">{say('board.evidence.none')}</div>;
  const channel = channelInWords(textShown(basis.channel, say), say);
  const place = textShown(basis.place, say);
  const isMessage = basis.grade === 4 && channel === say('common.channel.MESSAGE');
  const how = say('board.evidence.how', { grade: String(basis.grade), name: voucher ?? say('board.someone') });
  return (
    <div className="row-evidence">
      <span>
        <Age at={basis.observedAt} /> · {how}
        {channel !== '' && !isMessage && ` (${channel})`} · {say('board.evidence.grade', { grade: basis.grade })}
        {place !== '' && ` · ${place}`}
      </span>
      <span className="row-instant">
        <Instant at={basis.observedAt} zones={zonesOf(line, places)} />
      </span>
    </div>
  );
}

interface ExcludedProps {
  readonly line: Line;
  readonly exclusion: NonNullable<Line['exclusion']>;
}

function ExcludedRow({ line, exclusion: { actor, reason, effectiveAt } }: ExcludedProps) {
  const say = useSay();
  const me = useMe();
  const name = useAuthor(actor);
  return (
    <RowFrame line={line}>
      <div className="row-state">
        <Status shape="apart">{say('board.excluded')}</Status>
      </div>
      <Who line={line} />
      <div className="row-evidence">
        <span>
          <TextShown of={reason} /> ·{' '}
          {actor === me.actor ? say('board.excluded.by-you') : say('board.excluded.by', { name })}
        </span>
        <Instant at={effectiveAt} />
      </div>
    </RowFrame>
  );
}

function nextActionOf({ group, person }: Line) {
  if (person?.underDuress === true) return 'board.next.DURESS';
  if (person?.impaired !== undefined) return `board.next.${person.impaired}` as const;
  return group === 'EXCLUDED' ? 'board.next.ACCOUNTED' : (`board.next.${group}` as const);
}
