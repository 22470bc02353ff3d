import { useSpoken } from '../words/spoken.js';
import { useByClock } from './clock.js';
import { instantInWords, lengthInWords } from './times.js';

interface InstantProps {
  readonly at: string;
  /** IANA zones in which people there and here read their clocks; UTC is always told. */
  readonly zones?: readonly string[];
}

/** An instant with its date, in each zone that matters and in UTC: never a time without a zone. */
export function Instant({ at, zones = [] }: InstantProps) {
  const { locale } = useSpoken();
  const told = [...new Set([...zones, 'UTC'])].map((zone) => instantInWords(at, zone, locale));
  return (
    <time className="instant" dateTime={at}>
      {told.map((text, place) => (
        <span key={text} className={place === 0 ? 'instant-first' : 'instant-other'}>
          {place > 0 && ' · '}
          <Clock text={text} />
        </span>
      ))}
    </time>
  );
}

/** What follows the date stays together: a time of day never stands apart from its zone. */
function Clock({ text }: { readonly text: string }) {
  const end = text.lastIndexOf(', ') + 1;
  return (
    <>
      {text.slice(0, end)} <span className="instant-clock">{text.slice(end).trim()}</span>
    </>
  );
}

/** How long ago something was: "41 min ago". Its instant is told to whoever points at it. */
export function Age({ at }: { readonly at: string }) {
  const { say, locale } = useSpoken();
  const text = useByClock((now) => say('common.ago', { length: lengthInWords(now - Date.parse(at), say) }));
  return (
    <time className="age" dateTime={at} title={instantInWords(at, 'UTC', locale)}>
      {text}
    </time>
  );
}

/** How long it is until something: "in 7 min", or that it is over. */
export function Countdown({ to }: { readonly to: string }) {
  const { say, locale } = useSpoken();
  const text = useByClock((now) => {
    const left = Date.parse(to) - now;
    return left > 0
      ? say('common.in', { length: lengthInWords(left, say) })
      : say('common.ago', { length: lengthInWords(-left, say) });
  });
  return (
    <time className="countdown" dateTime={to} title={instantInWords(to, 'UTC', locale)}>
      {text}
    </time>
  );
}
