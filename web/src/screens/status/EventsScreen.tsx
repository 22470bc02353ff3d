import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { answered, api, type Schemas } from '../../api/client.js';
import { reach } from '../../api/reached.js';
import { useConnection } from '../../api/connection.js';
import { useSay } from '../../words/spoken.js';
import { EventCard } from './EventCard.js';
import { StatusPage } from './StatusPage.js';
import { useLogEnd } from './use-log-end.js';

/** Where the log begins. */
const BEGINNING = '0';

export interface EventsSearch {
  /** The events just before this position, or just after; neither, the newest. */
  readonly before?: string;
  readonly following?: string;
  readonly live?: boolean;
}

/** The log, event by event, the newest first: from either end, page by page, or as it grows. */
export function EventsScreen() {
  const say = useSay();
  const { before, following, live = false } = useSearch({ from: '/status/events' });
  const query = { ...(before === undefined ? {} : { before }), ...(following === undefined ? {} : { following }) };
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['status', 'events', before, following],
    queryFn: async () => answered(await api.GET('/api/events', { params: { query } })),
    placeholderData: keepPreviousData,
  });
  const end = useLogEnd(live);
  const looked = useRef(end.told);
  useEffect(() => {
    // While the page is being asked for, more ends may come: one more question is enough for all of them.
    if (looked.current === end.told || isFetching) return;
    looked.current = end.told;
    if (end.position === undefined) return;
    reach(end.position);
    void refetch();
  }, [end, isFetching, refetch]);
  return (
    <StatusPage title={say('status.events')} error={end.problem ?? error}>
      {data !== undefined && (
        <>
          <Pages page={data} live={live} />
          <ol className="plain events" reversed>
            {data.events.toReversed().map((event) => (
              <li key={event.position}>
                <EventCard event={event} />
              </li>
            ))}
          </ol>
          {data.events.length === 0 && <p>{say('status.events.none')}</p>}
        </>
      )}
    </StatusPage>
  );
}

interface PagesProps {
  readonly page: Schemas['EventsAnswer'];
  readonly live: boolean;
}

function Pages({ page, live }: PagesProps) {
  const say = useSay();
  const navigate = useNavigate({ from: '/status/events' });
  const go = (search: EventsSearch): void =>
    void navigate({ search: ({ lang }) => ({ ...(lang === undefined ? {} : { lang }), ...search }) });
  const last = page.events.at(-1)?.position ?? page.newer;
  const isNewest = last >= page.position;
  useKeys(
    {
      ArrowLeft: page.older === undefined ? undefined : { before: page.older },
      ArrowRight: isNewest ? undefined : { following: page.newer },
      Home: { following: BEGINNING },
      End: {},
    },
    go,
  );
  return (
    <div className="events-pages" role="group" aria-label={say('status.events.pages')}>
      <PageButton go={go} to={page.older === undefined ? undefined : { following: BEGINNING }}>
        {say('status.events.oldest')}
      </PageButton>
      <PageButton go={go} to={page.older === undefined ? undefined : { before: page.older }}>
        {say('status.events.older')}
      </PageButton>
      <PageButton go={go} to={isNewest ? undefined : { following: page.newer }}>
        {say('status.events.newer')}
      </PageButton>
      <PageButton go={go} to={isNewest ? undefined : {}}>
        {say('status.events.newest')}
      </PageButton>
      <button className="button" aria-pressed={live} onClick={() => go(live ? {} : { live: true })}>
        {say('status.events.live')}
      </button>
      <p className="soft" role="status">
        {say('status.events.end', { position: page.position })} {live && <Following />}
      </p>
    </div>
  );
}

/** Whether what is shown is what there is. */
function Following() {
  const say = useSay();
  const { state } = useConnection();
  if (state === 'LIVE') return say('status.events.followed');
  const isLost = state === 'LOST' || state === 'SILENT';
  return isLost && <strong>{say('status.events.not-followed')}</strong>;
}

interface PageButtonProps {
  readonly go: (search: EventsSearch) => void;
  /** Undefined where there is nothing that way. */
  readonly to: EventsSearch | undefined;
  readonly children: string;
}

function PageButton({ go, to, children }: PageButtonProps) {
  return (
    <button
      className="button"
      aria-disabled={to === undefined}
      data-disabled={to === undefined || undefined}
      onClick={() => to && go(to)}
    >
      {children}
    </button>
  );
}

/** Pages by the keyboard, unless somebody is writing. */
function useKeys(keys: Readonly<Record<string, EventsSearch | undefined>>, go: (search: EventsSearch) => void): void {
  useEffect(() => {
    const hear = ({ key, target, altKey, ctrlKey, metaKey }: KeyboardEvent): void => {
      const isWriting = target instanceof HTMLElement && target.matches('input, textarea, select, pre');
      const search = keys[key];
      if (!isWriting && !altKey && !ctrlKey && !metaKey && search !== undefined) go(search);
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  });
}
