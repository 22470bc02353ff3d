import { Link } from '@tanstack/react-router';
import { useSay } from '../../words/spoken.js';
import { LANGUAGES } from '../../words/language.js';
import type { ReplaySearch } from './replay-moment.js';

/** Addresses that hold both positions, in either language. */
export function Links({ rollCall, search }: { readonly rollCall: string; readonly search: ReplaySearch }) {
  const say = useSay();
  return (
    <section className="replay-links" aria-labelledby="links">
      <h2 id="links">{say('replay.links')}</h2>
      <p>{say('replay.links-say')}</p>
      <ul className="plain">
        {LANGUAGES.map((lang) => (
          <li key={lang}>
            <Link
              to="/roll-calls/$rollCall/replay"
              params={{ rollCall }}
              search={{ ...search, lang }}
              hrefLang={lang}
              lang={lang}
            >
              {say(`common.language.${lang}`)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
