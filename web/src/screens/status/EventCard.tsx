import type { Schemas } from '../../api/client.js';
import { By } from '../../parts/Author.js';
import { CopyButton } from '../../parts/CopyButton.js';
import { roleInWords } from '../../parts/roles.js';
import { Instant } from '../../parts/Times.js';
import { textShown } from '../../parts/TextShown.js';
import type { Say } from '../../words/catalogue.js';
import { useSay } from '../../words/spoken.js';

type Event = Schemas['EventAnswer'];

/** One event: what it is in a line, and as it is stored once it is opened. */
export function EventCard({ event }: { readonly event: Event }) {
  const say = useSay();
  const { position, recordedAt, category, type, revision, metadata } = event;
  if (event.withheld === true) {
    return (
      <article className="card event event-withheld">
        <p>
          <code>{position}</code> {say('status.events.withheld', { category: say(`status.category.${category}`) })}
        </p>
        <span className="soft">
          <Who metadata={metadata} />
        </span>
        <Instant at={recordedAt} />
      </article>
    );
  }
  const text = asText(event, say);
  return (
    <details className="card event">
      <summary>
        <code>{position}</code>
        <strong>{type}</strong>
        <span className="soft">
          {say(`status.category.${category}`)} {revision !== undefined && `#${revision}`} · <Who metadata={metadata} />
        </span>
        <Instant at={recordedAt} />
      </summary>
      <pre tabIndex={0} aria-label={say('status.events.stored', { position })}>
        {text}
      </pre>
      <CopyButton text={text} />
    </details>
  );
}

function Who({ metadata }: Pick<Event, 'metadata'>) {
  const say = useSay();
  const { actor, role } = metadata;
  return (
    <>
      {roleInWords(role, say)} {actor !== undefined && <By actor={actor} />}
    </>
  );
}

/** All of it, as text: the envelope first, then data, texts and metadata. */
function asText({ texts, data, metadata, ...envelope }: Event, say: Say): string {
  const shown = Object.entries(texts ?? {}).map(([field, answer]) => [field, textShown(answer, say)] as const);
  const whole = {
    ...envelope,
    data,
    ...(shown.length === 0 ? {} : { texts: Object.fromEntries(shown) }),
    metadata,
  };
  return JSON.stringify(whole, null, 2);
}
