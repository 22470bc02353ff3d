import { lengthInWords } from '../../parts/times.js';
import type { Say } from '../../words/catalogue.js';
import type { LiveBoard } from './live-board.js';

/** What stands first on a board, in words: "2 of 12 not accounted for; longest silence 41 min; next lapse in 7 min". */
export function sentenceOf({ head, lines }: LiveBoard, now: number, say: Say): string {
  const { denominator: all, accounted } = head.counts;
  if ('NOT_OPEN' in head.unmet) return say('board.sentence.not-open');
  if ('CURRENCY' in head.unmet) return say('board.sentence.not-current');
  if (all === 0) return say('board.sentence.nobody');
  const silence = longestSilence({ head, lines }, now);
  const parts = [
    accounted === all ? say('board.sentence.all', { all }) : say('board.sentence.open', { open: all - accounted, all }),
    ...(silence === undefined ? [] : [say('board.sentence.silence', { length: lengthInWords(silence, say) })]),
    ...(head.nextLapse === undefined
      ? []
      : [say('board.sentence.lapse', { length: lengthInWords(Date.parse(head.nextLapse) - now, say) })]),
  ];
  return `${parts.join(say('board.sentence.between'))}.`;
}

/** Milliseconds since whoever has been silent the longest, of those not accounted for, was heard, or since the danger. */
function longestSilence({ head, lines }: LiveBoard, now: number): number | undefined {
  let earliest = Infinity;
  for (const { person, basis } of lines.values()) {
    if (person === undefined || person.accountability === 'ACCOUNTED') continue;
    const heard = basis?.observedAt ?? head.ref;
    if (heard !== undefined) earliest = Math.min(earliest, Date.parse(heard));
  }
  return earliest === Infinity ? undefined : now - earliest;
}
