import { Problem } from '../api/problem.js';
import type { MessageKey } from '../words/catalogue.js';
import { useSay } from '../words/spoken.js';

/** The problems that have words of their own here; whatever else comes is told as the server says it. */
const KINDS = [
  'unreachable',
  'invalid-request',
  'unauthenticated',
  'forbidden',
  'not-found',
  'already-exists',
  'instant-ahead',
  'instants-out-of-order',
  'nothing-to-change',
  'not-in-force',
  'tour-open',
  'closed',
  'superseded',
  'same-person',
  'no-contradiction',
  'voucher',
  'reason-missing',
  'not-complete',
  'in-use',
  'erased',
  'conflict',
  'command-in-flight',
  'command-id-reused',
  'precondition-failed',
  'too-large',
  'rate-limited',
  'overloaded',
  'not-current',
  'clock-insane',
  'indeterminate',
  'unavailable',
] as const;

function wordsFor(kind: string): MessageKey {
  const known = KINDS.find((name) => name === kind);
  return known === undefined ? 'common.problem.bug' : `common.problem.${known}`;
}

/** What went wrong, in words; it stays until whoever shows it takes it away. */
export function ProblemNote({ error }: { readonly error: unknown }) {
  const say = useSay();
  const details = error instanceof Problem ? error.details : undefined;
  const kind = error instanceof Problem ? error.kind : 'bug';
  return (
    <div className="problem" role="alert">
      <p>{say(wordsFor(kind))}</p>
      {details?.detail !== undefined && (
        <p className="problem-detail" lang="en">
          {details.detail}
        </p>
      )}
      {details?.errors !== undefined && (
        <ul lang="en">
          {details.errors.map(({ pointer, message }) => (
            <li key={`${pointer} ${message}`}>
              <code>{pointer}</code> {message}
            </li>
          ))}
        </ul>
      )}
      {details?.correlationId !== undefined && (
        <p className="problem-detail">{say('common.problem.reference', { id: details.correlationId })}</p>
      )}
    </div>
  );
}
