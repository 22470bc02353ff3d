import type { LogEnd } from '../../event-log/event-log.js';
import { MAX_CLOCK_BEHIND_MS } from '../../kernel/clock.js';
import { msOf } from '../../kernel/instant.js';
import { fault, ok, type Finding } from './finding.js';

/** This machine's clock against the last stamp in the log: one that is behind refuses commands. */
export function clock({ recordedAt }: LogEnd): Finding {
  const behindMs = recordedAt === undefined ? 0 : msOf(recordedAt) - Date.now();
  if (behindMs <= MAX_CLOCK_BEHIND_MS) return ok('clock', 'the clock is not behind the log');
  const says = `the clock is ${Math.round(behindMs / 1_000)} s behind the log`;
  return fault('clock', says, 'set the clock right; timedatectl');
}
