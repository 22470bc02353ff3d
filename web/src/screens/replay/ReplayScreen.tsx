import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { ModeBand } from '../../parts/ModeBand.js';
import { ProblemNote } from '../../parts/ProblemNote.js';
import { useSay } from '../../words/spoken.js';
import { Replay } from './Replay.js';
import { historyQuery, outlineQuery, rollCallQuery } from './replay-data.js';
import type { ReplaySearch } from './replay-moment.js';
import './replay.css';

/** A roll call as it was: at any time, as known at any event. */
export function ReplayScreen() {
  const say = useSay();
  const { rollCall } = useParams({ from: '/roll-calls/$rollCall/replay' });
  const search = useSearch({ from: '/roll-calls/$rollCall/replay' });
  const navigate = useNavigate({ from: '/roll-calls/$rollCall/replay' });
  const asked = useQuery(rollCallQuery(rollCall));
  const incident = asked.data?.incident;
  const outline = useQuery({ ...outlineQuery(incident ?? ''), enabled: incident !== undefined });
  const history = useQuery(historyQuery(rollCall));
  const error = asked.error ?? outline.error ?? history.error;
  const move = useCallback(
    (held: ReplaySearch): void => {
      void navigate({ search: (before) => ({ ...before, ...held }), replace: true, resetScroll: false });
    },
    [navigate],
  );
  return (
    <section className="page replay">
      {asked.data?.mode !== undefined && <ModeBand mode={asked.data.mode} />}
      <h1>{say('replay.title')}</h1>
      <p className="replay-ways">
        <Link to="/roll-calls/$rollCall" params={{ rollCall }}>
          {say('replay.to-board')}
        </Link>
        {incident !== undefined && (
          <Link to="/incidents/$incident" params={{ incident }}>
            {say('replay.to-incident')}
          </Link>
        )}
      </p>
      {error !== null && <ProblemNote error={error} />}
      {outline.data !== undefined && history.data !== undefined && incident !== undefined && (
        <Replay {...{ rollCall, incident, search, move }} outline={outline.data} history={history.data} />
      )}
      {error === null && (outline.isPending || history.isPending) && <p className="waiting">{say('common.waiting')}</p>}
    </section>
  );
}
