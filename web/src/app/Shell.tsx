import { useQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import { meQuery, readsEveryone, type Me } from '../api/me.js';
import { ProblemNote } from '../parts/ProblemNote.js';
import { useSay } from '../words/spoken.js';
import { ConnectionLight } from './ConnectionLight.js';
import { LogLight } from './LogLight.js';
import { LanguageSwitch } from './LanguageSwitch.js';
import { SignedIn } from './SignedIn.js';
import { NotSignedIn } from './NotSignedIn.js';

/** What stands around every screen: where one can go, who is signed in, and how it stands with the server. */
export function Shell() {
  const say = useSay();
  const { data: me, error } = useQuery(meQuery);
  return (
    <>
      <a className="skip" href="#screen">
        {say('common.skip')}
      </a>
      <header className="top">
        <Link to="/" className="brand">
          Muster
        </Link>
        {me && <Navigation me={me} />}
        <div className="top-end">
          <ConnectionLight />
          {me && <LogLight />}
          <LanguageSwitch />
          {me && <SignedIn me={me} />}
        </div>
      </header>
      <main id="screen" tabIndex={-1}>
        {error !== null && <ProblemNote error={error} />}
        {me === null && <NotSignedIn />}
        {me && (
          <Suspense fallback={<p className="waiting">{say('common.waiting')}</p>}>
            <Outlet />
          </Suspense>
        )}
      </main>
    </>
  );
}

function Navigation({ me }: { readonly me: Me }) {
  const say = useSay();
  return (
    <nav aria-label={say('common.navigation')}>
      {(readsEveryone(me) || me.role === 'teamLead' || me.role === 'liaison') && (
        <Link to="/" activeOptions={{ exact: true, includeSearch: false }}>
          {say('common.navigation.boards')}
        </Link>
      )}
      {readsEveryone(me) && <Link to="/set-up/missions">{say('common.navigation.set-up')}</Link>}
      {me.role === 'operator' && <Link to="/set-up/access">{say('common.navigation.set-up')}</Link>}
      {(readsEveryone(me) || me.role === 'operator') && <Link to="/status">{say('common.navigation.status')}</Link>}
    </nav>
  );
}
