import { useQuery } from '@tanstack/react-query';
import { useConnection } from '../api/connection.js';
import { useSay } from '../words/spoken.js';

/** Milliseconds between two looks at how the log fares. */
const LOOK_MS = 10_000;

/** Whether the log takes events and the views follow it, as the server says it: beside a board, and wherever they do not. */
export function LogLight() {
  const say = useSay();
  const connection = useConnection();
  const { data, error } = useQuery({
    queryKey: ['ready'],
    queryFn: async ({ signal }) => {
      const response = await fetch('/readyz', { signal, cache: 'no-store' });
      // An answer that nobody reads to its end keeps its connection.
      await response.text();
      return response.ok;
    },
    refetchInterval: LOOK_MS,
    retry: false,
  });
  if (data === undefined && error === null) return null;
  const known = data === undefined ? 'UNKNOWN' : data ? 'OK' : 'NOT';
  const state = error === null ? known : 'UNKNOWN';
  if (state === 'OK' && connection.state === 'NONE') return null;
  return (
    <p className={`light light-log-${state}`} role="status">
      <span className="light-lamp" aria-hidden="true" />
      {say(`common.log.${state}`)}
    </p>
  );
}
