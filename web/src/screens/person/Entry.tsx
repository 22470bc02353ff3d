import { Link } from '@tanstack/react-router';
import { By } from '../../parts/Author.js';
import { Status } from '../../parts/Status.js';
import type { Shape } from '../../parts/status.js';
import { ChannelShown, TextShown } from '../../parts/TextShown.js';
import { Age, Instant } from '../../parts/Times.js';
import { useSay } from '../../words/spoken.js';
import type { EvidenceProps, Heard } from './person-data.js';

interface EntryProps extends Omit<EvidenceProps, 'heard' | 'id'> {
  readonly heard: Heard;
  readonly rollCall: string | undefined;
}

/** One version of one observation: what, how it is known, its clock and ours, and what became of it. */
export function Entry({ heard, nameOf, zones, standing, rollCall }: EntryProps) {
  const say = useSay();
  const { entry } = heard;
  const worth = standing?.entries.find((one) => one.entry === entry.entry);
  const counts = worth === undefined ? undefined : worth.inConflict ? 'conflict' : worth.counts ? 'counts' : 'not';
  return (
    <div className={`entry ${isLive(heard) ? '' : 'gone'}`}>
      <p className="entry-head">
        <What heard={heard} />
        <span>{say(`person.grade.${entry.grade}`)}</span>
        <Age at={entry.observedAt} />
      </p>
      <p className="entry-standing">
        {entry.standing !== undefined && <span>{say(`person.standing.${entry.standing}`)}</span>}
        {counts !== undefined && <span>{say(`person.worth.${counts}`)}</span>}
        {entry.mode !== 'ACTUAL' && <strong>{say(`common.mode.${entry.mode}`)}</strong>}
      </p>
      <Clocks heard={heard} zones={zones} />
      <Words heard={heard} />
      {entry.vouchedBy !== undefined && (
        <p>
          {say('person.vouched-by')}{' '}
          <Link
            to="/people/$deployment"
            params={{ deployment: entry.vouchedBy }}
            search={rollCall === undefined ? {} : { rollCall }}
          >
            {nameOf(entry.vouchedBy)}
          </Link>
        </p>
      )}
      <Remarks heard={heard} zones={zones} />
    </div>
  );
}

export function isLive({ kind, entry }: Heard): boolean {
  return kind === 'CHECK_IN' ? entry.standing === undefined || entry.standing === 'LIVE' : entry.standing !== 'REFUTED';
}

/** What was observed. Safe is no state of accountability, and has its shape only as a word. */
export function What({ heard }: { readonly heard: Heard }) {
  const say = useSay();
  if (heard.kind === 'DEATH_REPORT') {
    const word = heard.entry.standing === 'CONFIRMED' ? 'DECEASED' : 'DEATH_REPORTED';
    return <Status shape="help">{say(`common.condition.${word}`)}</Status>;
  }
  const { condition, disposition } = heard.entry;
  const shape: Shape = condition === 'SAFE' ? 'accounted' : 'help';
  return (
    <>
      <Status shape={isLive(heard) ? shape : 'apart'}>{say(`common.condition.${condition}`)}</Status>
      {disposition !== undefined && <span>{say(`common.disposition.${disposition}`)}</span>}
    </>
  );
}

/** Both clocks: when it was observed, as someone claims, and when we received and recorded it. */
export function Clocks({ heard, zones }: { readonly heard: Heard; readonly zones: readonly string[] }) {
  const say = useSay();
  const { observedAt, uncertainty, receivedAt, recordedAt, recordedBy } = heard.entry;
  const sentAt = heard.kind === 'CHECK_IN' ? heard.entry.sentAt : undefined;
  return (
    <dl className="clocks">
      <dt>{say('person.observed')}</dt>
      <dd>
        <Instant at={observedAt} zones={zones} />
        {uncertainty !== undefined && ` ± ${uncertainty}`}
      </dd>
      {sentAt !== undefined && (
        <>
          <dt>{say('person.sent')}</dt>
          <dd>
            <Instant at={sentAt} zones={zones} />
          </dd>
        </>
      )}
      {receivedAt !== recordedAt && (
        <>
          <dt>{say('person.received')}</dt>
          <dd>
            <Instant at={receivedAt} zones={zones} />
          </dd>
        </>
      )}
      <dt>{say('person.recorded')}</dt>
      <dd>
        <Instant at={recordedAt} zones={zones} /> <By actor={recordedBy} />
      </dd>
    </dl>
  );
}

function Words({ heard }: { readonly heard: Heard }) {
  const say = useSay();
  const { channel, note } = heard.entry;
  const place = heard.kind === 'CHECK_IN' ? heard.entry.place : undefined;
  const texts = [
    ['person.channel', channel],
    ['person.place', place],
    ['person.note', note],
  ] as const;
  return (
    <>
      {texts.map(([label, text]) =>
        text === undefined ? null : (
          <p key={label}>
            <span className="label">{say(label)}</span>{' '}
            {label === 'person.channel' ? <ChannelShown of={text} /> : <TextShown of={text} />}
          </p>
        ),
      )}
    </>
  );
}

const REMARKS = [
  'EntryCorrected',
  'EntryRetracted',
  'EntryAnnotated',
  'DeathConfirmed',
  'DeathReportRefuted',
  'MissingWithdrawn',
  'DuressCleared',
] as const;

function Remarks({ heard, zones }: { readonly heard: Heard; readonly zones: readonly string[] }) {
  const say = useSay();
  const remarks = heard.entry.remarks ?? [];
  if (remarks.length === 0) return null;
  return (
    <ul className="remarks">
      {remarks.map(({ entry, type, recordedAt, recordedBy, reason, text }) => {
        const known = REMARKS.find((one) => one === type);
        return (
          <li key={entry}>
            {known !== undefined && <strong>{say(`incident.event.${known}`)}</strong>} <TextShown of={reason ?? text} />{' '}
            <span className="label">
              <Instant at={recordedAt} zones={zones} /> <By actor={recordedBy} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
