import { useMemo, useState } from 'react';
import type { Schemas } from '../../api/client.js';
import { claimInWords } from '../../parts/changes.js';
import type { TimelineEvent } from '../../parts/event-words.js';
import { Instant } from '../../parts/Times.js';
import { useByClock } from '../../parts/clock.js';
import { useSay } from '../../words/spoken.js';
import { CurveDrawn } from './CurveDrawn.js';
import type { ClaimHistory } from './incident-data.js';
import { endOf, markersOf, stepsOf, type ClaimChange, type Marker } from './curve-shape.js';

interface CurveProps {
  readonly incident: Schemas['IncidentAnswer'];
  readonly history: ClaimHistory;
  readonly events: readonly TimelineEvent[];
}

const MINUTE_MS = 60_000;

/** How many were accounted for, of how many, and how many not any more; drawn, and as a table of the same. */
export function Curve({ incident, history: { changes, isWhole }, events }: CurveProps) {
  const say = useSay();
  const now = useByClock((clock) => Math.ceil(clock / MINUTE_MS) * MINUTE_MS);
  const end = endOf(incident, events, changes, now);
  const steps = useMemo(() => stepsOf(changes, end), [changes, end]);
  const markers = useMemo(() => markersOf(incident, events), [incident, events]);
  const last = steps.at(-1);
  if (last === undefined) return null;
  return (
    <section className="curve card" aria-labelledby="curve">
      <h2 id="curve">{say('incident.curve')}</h2>
      <figure>
        <CurveDrawn
          {...{ steps, markers, end }}
          hazard={{ from: Date.parse(incident.hazard.earliest), to: Date.parse(incident.hazard.latest) }}
          says={say('incident.curve-says', last)}
        />
        <figcaption>
          <ul className="plain curve-keys">
            <li className="key-accounted">{say('incident.curve-accounted')}</li>
            <li className="key-denominator">{say('incident.curve-denominator')}</li>
            <li className="key-stale">{say('incident.curve-stale')}</li>
            <li className="key-hazard">{say('incident.curve-hazard')}</li>
          </ul>
          <Legend markers={markers} />
        </figcaption>
      </figure>
      {!isWhole && <p>{say('incident.curve-first', { count: changes.length })}</p>}
      <CurveTable changes={changes} />
    </section>
  );
}

/** The markers by their numbers, as they stand in the drawing. */
function Legend({ markers }: { readonly markers: readonly Marker[] }) {
  const say = useSay();
  return (
    <ol className="curve-legend">
      {markers.map(({ at, what }, index) => (
        <li key={`${at} ${what} ${index}`}>
          {say(what)} <Instant at={new Date(at).toISOString()} />
        </li>
      ))}
    </ol>
  );
}

function CurveTable({ changes }: { readonly changes: readonly ClaimChange[] }) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{say('incident.curve-table')}</summary>
      {isOpen && (
        <div className="wide" tabIndex={0} role="region" aria-label={say('incident.curve-table')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say('incident.table.at')}</th>
                <th scope="col">{say('incident.table.accounted')}</th>
                <th scope="col">{say('incident.table.denominator')}</th>
                <th scope="col">{say('incident.table.stale')}</th>
                <th scope="col">{say('incident.table.claim')}</th>
                <th scope="col">{say('incident.table.cause')}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map(({ at, counts, stale, claim, cause }) => (
                <tr key={at}>
                  <th scope="row">
                    <Instant at={at} />
                  </th>
                  <td>{counts.accounted}</td>
                  <td>{counts.denominator}</td>
                  <td>{stale}</td>
                  <td>{claimInWords(claim, say)}</td>
                  <td>{say(`incident.cause.${cause}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
