import { useConnection } from '../api/connection.js';
import { clockInWords } from '../parts/times.js';
import { useSpoken } from '../words/spoken.js';

/** A light, and what it means: live, looking for the server, or silent for too long. */
export function ConnectionLight() {
  const { say, locale } = useSpoken();
  const connection = useConnection();
  if (connection.state === 'NONE') return null;
  const since = 'since' in connection ? connection.since : undefined;
  const words =
    connection.state === 'SILENT' && since !== undefined
      ? say('common.connection.SILENT', { clock: clockInWords(since, 'UTC', locale) })
      : say(`common.connection.${connection.state === 'SILENT' ? 'LOST' : connection.state}`);
  return (
    <p className={`light light-${connection.state}`} role="status">
      <span className="light-lamp" aria-hidden="true" />
      {words}
    </p>
  );
}
