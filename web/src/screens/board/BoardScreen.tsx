import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useConnection } from '../../api/connection.js';
import { isWatch, useMe } from '../../api/me.js';
import { ModeBand } from '../../parts/ModeBand.js';
import { ProblemNote } from '../../parts/ProblemNote.js';
import { clockInWords } from '../../parts/times.js';
import { useSay, useSpoken } from '../../words/spoken.js';
import { matching } from './arranging.js';
import { BoardDialogs, type OpenDialog } from './BoardDialogs.js';
import { BoardHead } from './BoardHead.js';
import { BoardTools } from './BoardTools.js';
import { Duress } from './Duress.js';
import type { LiveBoard } from './live-board.js';
import { nameOf, NO_PLACES, PlacesContext } from './names.js';
import { Sections } from './Sections.js';
import { useArranged } from './use-arranged.js';
import { useKeys, type KeyActions } from './use-keys.js';
import { useLiveBoard } from './use-live-board.js';
import { usePlaceNames } from './use-places.js';
import './board.css';

/** Who is not accounted for, may it be said that all are safe, and what is to be done next? */
export function BoardScreen() {
  const say = useSay();
  const { rollCall } = useParams({ from: '/roll-calls/$rollCall' });
  const { board, problem } = useLiveBoard(rollCall);
  if (problem !== undefined) {
    return (
      <div className="page">
        <ProblemNote error={problem} />
      </div>
    );
  }
  return board === undefined ? (
    <p className="waiting">{say('common.waiting')}</p>
  ) : (
    <Board rollCall={rollCall} board={board} />
  );
}

function Board({ rollCall, board }: { readonly rollCall: string; readonly board: LiveBoard }) {
  const me = useMe();
  const search = useSearch({ from: '/roll-calls/$rollCall' });
  const places = usePlaceNames(board);
  const connection = useConnection();
  const [dialog, setDialog] = useState<OpenDialog>();
  const finding = useRef<HTMLInputElement>(null);
  const keys = useKeys(useBoardKeys(finding, setDialog));
  const isLive = connection.state !== 'SILENT';
  const mode = isWatch(me) || me.role === 'teamLead' ? board.head.mode : undefined;
  const duress = isWatch(me) ? [...board.lines.values()].filter(({ person }) => person?.underDuress === true) : [];
  const clear = (deployment: string): void => setDialog({ is: 'CLEAR', deployment });
  return (
    <PlacesContext value={places ?? NO_PLACES}>
      {board.head.mode !== undefined && <ModeBand mode={board.head.mode} />}
      <div className={isLive ? 'board' : 'board board-silent'}>
        {!isLive && <SilentNote asOf={board.head.asOf} />}
        <Duress rollCall={rollCall} lines={duress} onClear={me.role === 'commander' ? clear : undefined} />
        <BoardHead board={board} isLive={isLive} />
        <BoardTools
          rollCall={rollCall}
          search={search}
          finding={finding}
          at={{ asOf: board.head.asOf, position: board.head.position }}
          onKeys={() => setDialog({ is: 'KEYS' })}
        />
        {places !== undefined && <People board={board} mode={mode} onDialog={setDialog} />}
      </div>
      <BoardDialogs dialog={dialog} board={board} keys={keys} onClose={() => setDialog(undefined)} />
    </PlacesContext>
  );
}

interface PeopleProps {
  readonly board: LiveBoard;
  readonly mode: LiveBoard['head']['mode'];
  readonly onDialog: (dialog: OpenDialog) => void;
}

function People({ board, mode, onDialog }: PeopleProps) {
  const say = useSay();
  const { by: grouping = 'state', unmet, find = '', wall } = useSearch({ from: '/roll-calls/$rollCall' });
  const among = unmet === undefined ? undefined : board.head.unmet[unmet];
  const shown = useMemo(
    () => matching(board.lines, { text: find, among, nameOf: (line) => nameOf(line, say) }),
    [board.lines, find, among, say],
  );
  const { sections, changes, apply } = useArranged(
    shown,
    `${grouping} ${unmet ?? ''} ${find}`,
    grouping,
    wall === true,
  );
  const onHelp = useCallback((deployment: string) => onDialog({ is: 'HELP', deployment }), [onDialog]);
  const onNoAnswer = useCallback((deployment: string) => onDialog({ is: 'NO_ANSWER', deployment }), [onDialog]);
  return (
    <>
      {unmet !== undefined && <OnlyThose count={shown.size} />}
      <div className="changes" role="status">
        {changes > 0 && (
          <button type="button" className="button first" onClick={apply}>
            {say('board.changes', { count: changes })}
          </button>
        )}
      </div>
      {shown.size === 0 && <p>{say('board.nobody-matches')}</p>}
      <Sections
        sections={sections}
        grouping={grouping}
        lines={board.lines}
        mode={mode}
        onHelp={onHelp}
        onNoAnswer={onNoAnswer}
      />
    </>
  );
}

function OnlyThose({ count }: { readonly count: number }) {
  const say = useSay();
  const navigate = useNavigate({ from: '/roll-calls/$rollCall' });
  return (
    <p className="only" role="status">
      {say('board.only', { count })}{' '}
      <button
        type="button"
        className="quiet"
        onClick={() => {
          void navigate({ to: '.', search: ({ unmet: _, ...search }) => search, replace: true, resetScroll: false });
        }}
      >
        {say('board.everyone')}
      </button>
    </p>
  );
}

function SilentNote({ asOf }: { readonly asOf: string }) {
  const { say, locale } = useSpoken();
  return (
    <p className="silent-note" role="alert">
      {say('board.silent', { clock: clockInWords(asOf, 'UTC', locale) })}
    </p>
  );
}

function rows(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-deployment]')];
}

/** The row in which the focus is; undefined where it is in none. */
function focusedRow(): HTMLElement | undefined {
  return document.activeElement?.closest<HTMLElement>('[data-deployment]') ?? undefined;
}

function useBoardKeys(
  finding: React.RefObject<HTMLInputElement | null>,
  open: (dialog: OpenDialog) => void,
): KeyActions {
  return useMemo(
    () => ({
      search: () => finding.current?.focus(),
      move: (by) => {
        const [all, focused] = [rows(), focusedRow()];
        const place = focused === undefined ? (by > 0 ? -1 : all.length) : all.indexOf(focused);
        all[Math.min(Math.max(place + by, 0), all.length - 1)]?.focus();
      },
      safe: () => (focusedRow() ?? rows()[0])?.querySelector<HTMLElement>('.how-button')?.focus(),
      help: () => {
        const deployment = focusedRow()?.dataset['deployment'];
        if (deployment !== undefined) open({ is: 'HELP', deployment });
      },
      showKeys: () => open({ is: 'KEYS' }),
    }),
    [finding, open],
  );
}
