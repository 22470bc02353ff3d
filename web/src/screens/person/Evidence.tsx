import { useState } from 'react';
import { isWatch, useMe, type Me } from '../../api/me.js';
import { useSay } from '../../words/spoken.js';
import { AskReason, type ReasonedCommand } from './AskReason.js';
import { Correct } from './Correct.js';
import { Entry } from './Entry.js';
import type { CheckIn, DeathReport, EvidenceProps } from './person-data.js';

/** What was heard of someone, the newest observation first; corrections beside what they correct. */
export function Evidence({ heard, rollCall, ...shown }: EvidenceProps & { readonly rollCall: string | undefined }) {
  const say = useSay();
  return (
    <section aria-labelledby="evidence" className="evidence">
      <h2 id="evidence">{say('person.evidence')}</h2>
      {heard.length === 0 && <p>{say('person.nothing-heard')}</p>}
      <ol className="plain evidence-list" reversed>
        {heard.map((one) => (
          <li key={one.entry.entry} className="card evidence-entry">
            <div className="versions">
              <Entry {...shown} heard={one} rollCall={rollCall} />
              {one.kind === 'CHECK_IN' &&
                one.corrected.map((version) => (
                  <div key={version.entry} className="corrected">
                    <h3>{say('person.corrected')}</h3>
                    <Entry {...shown} heard={{ kind: 'CHECK_IN', entry: version, corrected: [] }} rollCall={rollCall} />
                  </div>
                ))}
            </div>
            {one.kind === 'CHECK_IN' ? (
              <Actions entry={one.entry} id={shown.id} rollCall={rollCall} />
            ) : (
              <DeathActions entry={one.entry} id={shown.id} />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

interface ActionsProps {
  readonly entry: CheckIn;
  readonly id: string;
  readonly rollCall: string | undefined;
}

type Doing = 'correct' | ReasonedCommand;

/** Check-ins are corrected by the watch, and by a team lead where he recorded them. */
function mayCorrect(me: Me, { recordedBy }: CheckIn): boolean {
  return isWatch(me) || (me.role === 'teamLead' && recordedBy === me.actor);
}

function Actions({ entry, id, rollCall }: ActionsProps) {
  const say = useSay();
  const me = useMe();
  const [doing, setDoing] = useState<Doing>();
  if (!mayCorrect(me, entry)) return null;
  const stands = entry.standing === 'LIVE' || entry.standing === 'SET_ASIDE';
  const ways: readonly Doing[] = stands ? ['correct', 'RetractEntry', 'AnnotateEntry'] : ['AnnotateEntry'];
  // Another form may have been opened while this one's command was stored.
  const done = (): void => setDoing((open) => (open === doing ? undefined : open));
  return (
    <div className="entry-actions">
      <div className="entry-buttons">
        {ways.map((way) => (
          <button
            key={way}
            className="button"
            aria-expanded={doing === way}
            onClick={() => setDoing(doing === way ? undefined : way)}
          >
            {say(`person.do.${way}`)}
          </button>
        ))}
      </div>
      {doing === 'correct' && <Correct {...{ entry, id, rollCall, done }} />}
      {doing !== undefined && doing !== 'correct' && (
        <AskReason key={doing} command={doing} entry={entry.entry} {...{ id, done }} />
      )}
    </div>
  );
}

/** Confirmed by someone other than its reporter, and refuted, by a commander. */
function DeathActions({ entry, id }: { readonly entry: DeathReport; readonly id: string }) {
  const say = useSay();
  const { role } = useMe();
  const [doing, setDoing] = useState<ReasonedCommand>();
  if (role !== 'commander' || entry.standing === 'REFUTED') return null;
  const ways =
    entry.standing === 'REPORTED' ? (['ConfirmDeath', 'RefuteDeathReport'] as const) : (['RefuteDeathReport'] as const);
  return (
    <div className="entry-actions">
      <div className="entry-buttons">
        {ways.map((way) => (
          <button
            key={way}
            className="button"
            aria-expanded={doing === way}
            onClick={() => setDoing(doing === way ? undefined : way)}
          >
            {say(`person.do.${way}`)}
          </button>
        ))}
      </div>
      {doing !== undefined && (
        <AskReason key={doing} command={doing} entry={entry.entry} id={id} done={() => setDoing(undefined)} />
      )}
    </div>
  );
}
