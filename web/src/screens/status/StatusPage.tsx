import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { readsEveryone, useMe } from '../../api/me.js';
import { ProblemNote } from '../../parts/ProblemNote.js';
import { useSay } from '../../words/spoken.js';
import './status.css';

interface StatusPageProps {
  readonly title: string;
  readonly error: Error | null;
  readonly children: ReactNode;
}

/** What stands around each screen of the status. */
export function StatusPage({ title, error, children }: StatusPageProps) {
  const say = useSay();
  const me = useMe();
  const isConfigurationHis = me.role === 'operator' || me.role === 'auditor';
  return (
    <section className="page">
      <nav className="status-nav" aria-label={say('status.navigation')}>
        <Link to="/status" activeOptions={{ exact: true, includeSearch: false }}>
          {say('status.views')}
        </Link>
        {(readsEveryone(me) || me.role === 'operator') && <Link to="/status/events">{say('status.events')}</Link>}
        {isConfigurationHis && <Link to="/status/configuration">{say('status.configuration')}</Link>}
      </nav>
      <h1>{title}</h1>
      {error !== null && <ProblemNote error={error} />}
      {children}
    </section>
  );
}
