import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { isWatch, useMe } from '../../api/me.js';
import { now } from '../../parts/clock.js';
import { ownZone } from '../../parts/form/instants.js';
import { zoneName } from '../../parts/times.js';
import { useSay } from '../../words/spoken.js';
import { officersQuery, usePlaces } from './questions.js';
import { planRoster } from './roster.js';
import { RosterPlan } from './RosterPlan.js';
import { SetUpPage } from './SetUpPage.js';
import '../../parts/form/form.css';

/** The first line of a roster, and one as an example. */
const EXAMPLE = `name,rank,agency,language,mission,post,position,began,planned end
Ann Example,Constable,Saskatoon,en-CA,Police training,Gate,Trainer,2019-10-01,2020-10-01`;

interface Read {
  readonly header: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/** A roster from a file: what it would do is shown, with every fault, before anything is sent. */
export function ImportScreen() {
  const say = useSay();
  const { data: officers = [], error, isSuccess } = useQuery(officersQuery);
  const places = usePlaces();
  const [text, setText] = useState('');
  const [zone, setZone] = useState(ownZone());
  const [read, setRead] = useState<Read>();
  // What began in the meantime has begun: the clock is looked at when a roster is read.
  const [readAt, setReadAt] = useState(0);
  if (!isWatch(useMe())) return <SetUpPage title={say('setup.import')}>{say('setup.for-the-watch')}</SetUpPage>;
  const look = async (content: string): Promise<void> => {
    setText(content);
    setReadAt(now());
    setRead(content.trim() === '' ? undefined : await readCsv(content));
  };
  const zones = [...new Set([ownZone(), 'UTC', ...places.missions.flatMap(({ zone: one = 'UTC' }) => [one])])];
  return (
    <SetUpPage title={say('setup.import')} error={error}>
      <form className="card acts form" onSubmit={(event) => event.preventDefault()}>
        <p>{say('setup.import.says')}</p>
        <pre className="example" tabIndex={0}>
          {EXAMPLE}
        </pre>
        <div className="field">
          <label htmlFor="roster-file">{say('setup.import.file')}</label>
          <input
            id="roster-file"
            type="file"
            accept=".csv,text/csv,text/plain"
            onChange={({ target }) => void target.files?.[0]?.text().then(look)}
          />
        </div>
        <div className="field">
          <label htmlFor="roster-text">{say('setup.import.text')}</label>
          <textarea id="roster-text" rows={6} value={text} onChange={({ target }) => void look(target.value)} />
        </div>
        <div className="field">
          <label htmlFor="roster-zone">{say('setup.import.zone')}</label>
          <select id="roster-zone" value={zone} onChange={({ target }) => setZone(target.value)}>
            {zones.map((one) => (
              <option key={one} value={one}>
                {zoneName(one)}
              </option>
            ))}
          </select>
        </div>
      </form>
      {read !== undefined && isSuccess && (
        <RosterPlan plan={planRoster(read.header, read.rows, { ...places, officers, zone, now: readAt })} />
      )}
    </SetUpPage>
  );
}

/** The reader of CSV comes when there is some. */
async function readCsv(text: string): Promise<Read> {
  const { default: Papa } = await import('papaparse');
  const { data, meta } = Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ''), {
    ...{ header: true, skipEmptyLines: 'greedy' },
  });
  return { header: meta.fields ?? [], rows: data };
}
