import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { isWatch, readsEveryone, useMe } from '../../api/me.js';
import { ProblemNote } from '../../parts/ProblemNote.js';
import { useSay } from '../../words/spoken.js';
import './setup.css';

interface SetUpPageProps {
  readonly title: ReactNode;
  readonly error?: Error | null;
  readonly children: ReactNode;
}

/** What stands around each screen of setting up: where else one can go, and what could not be read. */
export function SetUpPage({ title, error = null, children }: SetUpPageProps) {
  const say = useSay();
  const me = useMe();
  return (
    <section className="page set-up">
      <nav className="set-up-nav" aria-label={say('setup.navigation')}>
        {readsEveryone(me) && (
          <>
            <Link to="/set-up/missions">{say('setup.missions')}</Link>
            <Link to="/set-up/officers">{say('setup.officers')}</Link>
            {isWatch(me) && <Link to="/set-up/import">{say('setup.import')}</Link>}
            <Link to="/set-up/incidents">{say('setup.incidents')}</Link>
          </>
        )}
        {me.role === 'operator' && <Link to="/set-up/access">{say('setup.access')}</Link>}
      </nav>
      <h1>{title}</h1>
      {error !== null && <ProblemNote error={error} />}
      {children}
    </section>
  );
}

/** What the watch can do here, for the watch alone. */
export function Acts({ children }: { readonly children: ReactNode }) {
  if (!isWatch(useMe())) return null;
  return <div className="card acts">{children}</div>;
}
