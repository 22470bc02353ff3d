import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { RefObject } from 'react';
import { answered, api } from '../../api/client.js';
import { isWatch, readsEveryone, useMe } from '../../api/me.js';
import { useSay } from '../../words/spoken.js';
import { GROUPINGS, type Grouping } from './arranging.js';
import type { BoardSearch } from './search.js';

interface BoardToolsProps {
  readonly rollCall: string;
  readonly search: BoardSearch;
  readonly finding: RefObject<HTMLInputElement | null>;
  /** Where the board stands, for a print of exactly that. */
  readonly at: { readonly asOf: string; readonly position: string } | undefined;
  readonly onKeys: () => void;
}

/** How the board is looked at. What is chosen stands in the address, so that a link shows the same. */
export function BoardTools({ rollCall, search, finding, at, onKeys }: BoardToolsProps) {
  const say = useSay();
  const me = useMe();
  const navigate = useNavigate({ from: '/roll-calls/$rollCall' });
  const look = (next: BoardSearch): void => {
    void navigate({ to: '.', search: () => next, replace: true, resetScroll: false });
  };
  const groupings = readsEveryone(me) ? GROUPINGS : GROUPINGS.filter((one) => one === 'state' || one === 'agency');
  return (
    <div className="board-tools" role="search">
      <label className="tool">
        <span>{say('board.find')}</span>
        <input
          ref={finding}
          type="search"
          value={search.find ?? ''}
          onChange={({ target }) => look({ ...search, find: target.value })}
        />
      </label>
      <label className="tool">
        <span>{say('board.by')}</span>
        <select
          value={search.by ?? 'state'}
          onChange={({ target }) => look({ ...search, by: target.value as Grouping })}
        >
          {groupings.map((one) => (
            <option key={one} value={one}>
              {say(`board.by.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="choice-one tool-desk">
        <input
          type="checkbox"
          checked={search.wall === true}
          onChange={({ target }) => {
            const { wall: _, ...rest } = search;
            look(target.checked ? { ...rest, wall: true } : rest);
          }}
        />
        {say('board.wall')}
      </label>
      <BoardLinks rollCall={rollCall} at={at} onKeys={onKeys} />
    </div>
  );
}

function BoardLinks({ rollCall, at, onKeys }: Pick<BoardToolsProps, 'rollCall' | 'at' | 'onKeys'>) {
  const say = useSay();
  const me = useMe();
  const asked = useQuery({
    queryKey: ['roll-call', rollCall],
    queryFn: async () => answered(await api.GET('/api/roll-calls/{id}', { params: { path: { id: rollCall } } })),
  });
  return (
    <div className="buttons">
      <button type="button" className="quiet tool-desk" onClick={onKeys}>
        {say('board.keys')}
      </button>
      {(isWatch(me) || me.role === 'teamLead') && (
        <a className="quiet" href={`/roll-calls/${rollCall}/check-in`}>
          {say('board.list')}
        </a>
      )}
      {readsEveryone(me) && (
        <Link className="quiet" to="/roll-calls/$rollCall/replay" params={{ rollCall }}>
          {say('board.replay')}
        </Link>
      )}
      {asked.data !== undefined && (
        <Link
          className="quiet"
          to="/incidents/$incident"
          params={{ incident: asked.data.incident }}
          search={{ rollCall }}
        >
          {say('board.incident')}
        </Link>
      )}
      {at !== undefined && (
        <Link className="quiet" to="/roll-calls/$rollCall/print" params={{ rollCall }} search={at}>
          {say('board.print')}
        </Link>
      )}
    </div>
  );
}
