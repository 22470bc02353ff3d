import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { By } from '../../parts/Author.js';
import { ModeBand } from '../../parts/ModeBand.js';
import { ProblemNote } from '../../parts/ProblemNote.js';
import { PersonStatus, Status } from '../../parts/Status.js';
import { TextShown, textShown } from '../../parts/TextShown.js';
import { Instant } from '../../parts/Times.js';
import { instantInWords } from '../../parts/times.js';
import { useSay, useSpoken } from '../../words/spoken.js';
import { boardToPrint, sheetsOf, type PrintedBoard } from './printed-board.js';
import './print.css';

/** A board for paper: one moment of it, forty people to a sheet, and on each sheet which moment that is. */
export function PrintScreen() {
  const say = useSay();
  const { rollCall } = useParams({ from: '/roll-calls/$rollCall/print' });
  const { asOf, position } = useSearch({ from: '/roll-calls/$rollCall/print' });
  const { data, error } = useQuery({
    queryKey: ['print', rollCall, asOf, position],
    queryFn: () => boardToPrint(rollCall, asOf, position),
    staleTime: Infinity,
  });
  return (
    <div className="print">
      <div className="print-tools buttons">
        <h1>{say('board.print.title')}</h1>
        <button type="button" className="button first" disabled={data === undefined} onClick={() => print()}>
          {say('board.print')}
        </button>
        <Link className="button" to="/roll-calls/$rollCall" params={{ rollCall }}>
          {say('board.print.back')}
        </Link>
      </div>
      {error !== null && <ProblemNote error={error} />}
      {data === undefined ? error === null && <p>{say('common.waiting')}</p> : <Sheets printed={data} />}
    </div>
  );
}

function Sheets({ printed }: { readonly printed: PrintedBoard }) {
  const sheets = sheetsOf(printed.lines);
  return sheets.map((lines, place) => (
    <section key={lines[0]?.deployment ?? 'nobody'} className="sheet">
      {printed.head.mode !== undefined && <ModeBand mode={printed.head.mode} />}
      <SheetHead printed={printed} sheet={place + 1} sheets={sheets.length} />
      <SheetTable printed={printed} lines={lines} />
    </section>
  ));
}

interface SheetHeadProps {
  readonly printed: PrintedBoard;
  readonly sheet: number;
  readonly sheets: number;
}

function SheetHead({ printed: { head, digest }, sheet, sheets }: SheetHeadProps) {
  const { say, locale } = useSpoken();
  const { accounted, denominator, safe } = head.counts;
  return (
    <>
      <p className="sheet-line">
        <strong>{head.claim === null ? '' : say(`board.claim.${head.claim}`)}</strong>{' '}
        {say('board.count.accounted', { accounted, all: denominator })} · {say('board.count.safe', { safe })}
      </p>
      <p className="sheet-line">
        {say('board.print.moment', {
          instant: instantInWords(head.asOf, 'UTC', locale),
          position: head.position,
          digest: digest === '' ? say('board.print.no-digest') : digest,
        })}{' '}
        · {say('board.print.sheet', { sheet, sheets })}
      </p>
    </>
  );
}

function SheetTable({ printed, lines }: { readonly printed: PrintedBoard; readonly lines: PrintedBoard['lines'] }) {
  const say = useSay();
  const names = new Map(printed.lines.map(({ deployment, name }) => [deployment, textShown(name, say)]));
  return (
    <table>
      <thead>
        <tr>
          {(['state', 'name', 'agency', 'evidence', 'lapse'] as const).map((column) => (
            <th key={column} scope="col">
              {say(`board.print.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ deployment, name, homeAgency, person, basis, exclusion }) => (
          <tr key={deployment}>
            <td>
              {person === undefined ? (
                <Status shape="apart">{say('board.excluded')}</Status>
              ) : (
                <PersonStatus person={person} />
              )}
            </td>
            <th scope="row">
              <TextShown of={name} />
            </th>
            <td>{homeAgency}</td>
            <td>
              {basis !== undefined && (
                <>
                  <Instant at={basis.observedAt} /> ·{' '}
                  {say('board.evidence.how', {
                    grade: String(basis.grade),
                    name: names.get(basis.vouchedBy ?? '') ?? say('board.someone'),
                  })}
                </>
              )}
              {exclusion !== undefined && (
                <>
                  <TextShown of={exclusion.reason} /> · <By actor={exclusion.actor} />
                </>
              )}
            </td>
            <td>{person?.lapsesAt !== undefined && <Instant at={person.lapsesAt} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
