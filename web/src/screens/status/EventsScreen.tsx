import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { answered, api, type Schemas } from '../../api/client.js';
import { useSay } from '../../words/spoken.js';
import { EventCard } from './EventCard.js';
import { StatusPage } from './StatusPage.js';

/** Milliseconds between two looks for what has come. */
const LOOK_MS = 1_000;

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
  const { data, error } = useQuery({
    queryKey: ['status', 'events', before, following],
    queryFn: async () => answered(await api.GET('/api/events', { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: live ? LOOK_MS : false,
  });
  return (
    <StatusPage title={say('status.events')} error={error}>
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
        {say('status.events.end', { position: page.position })}
      </p>
    </div>
  );
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
