import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answered, api } from '../../api/client.js';
import { ProblemNote } from '../../parts/ProblemNote.js';
import { useSpoken } from '../../words/spoken.js';

/** Milliseconds between two looks while it is under way. */
const LOOK_MS = 500;

const HEADERS = { 'X-Muster-Client': 'console' };

const KEY = ['status', 'rebuild'];

/** Makes the views anew from the log, beside the live ones, or calls that off. */
export function Rebuild() {
  const { say, locale } = useSpoken();
  const queries = useQueryClient();
  const { data, error } = useQuery({
    queryKey: KEY,
    queryFn: async () => answered(await api.GET('/api/projections/rebuild')),
    refetchInterval: ({ state }) => (state.data?.state === 'RUNNING' ? LOOK_MS : false),
  });
  const acting = useMutation({
    mutationFn: async (what: 'begin' | 'cancel') =>
      what === 'begin'
        ? answered(await api.POST('/api/projections/rebuild', { headers: HEADERS }))
        : answered(await api.POST('/api/projections/rebuild/cancel', { headers: HEADERS })),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  const isRunning = data?.state === 'RUNNING';
  const failure = error ?? acting.error;
  return (
    <section className="card rebuild" aria-label={say('status.rebuild')}>
      <h2>{say('status.rebuild')}</h2>
      <p className="soft">{say('status.rebuild.says')}</p>
      <p role="status">
        {data !== undefined && say(`status.rebuild.${data.state}`)}
        {data?.events !== undefined &&
          ` ${say('status.rebuild.events', { events: data.events.toLocaleString(locale) })}`}
        {isRunning &&
          data.eventsPerSecond !== undefined &&
          ` ${say('status.rebuild.speed', { events: Math.round(data.eventsPerSecond).toLocaleString(locale) })}`}
      </p>
      {failure !== null && <ProblemNote error={failure} />}
      <button className="button" onClick={() => acting.mutate(isRunning ? 'cancel' : 'begin')}>
        {say(isRunning ? 'status.rebuild.cancel' : 'status.rebuild.begin')}
      </button>
    </section>
  );
}
