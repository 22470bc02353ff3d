import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import { catalogueOf, type Say } from './catalogue.js';
import { LOCALES, type Language } from './language.js';

interface Spoken {
  readonly language: Language;
  readonly locale: string;
  readonly say: Say;
}

const SpokenContext = createContext<Spoken | undefined>(undefined);

/** What is said here, and in which language. */
export function useSpoken(): Spoken {
  const spoken = use(SpokenContext);
  if (spoken === undefined) throw new Error('Nothing is said outside of a Speaking.');
  return spoken;
}

export function useSay(): Say {
  return useSpoken().say;
}

/**
 * Says everything within it in one language. Another language comes without anything within being made anew: what was
 * typed, chosen or opened stays as it is.
 */
export function Speaking({ language, children }: { readonly language: Language; readonly children: ReactNode }) {
  const [spoken, setSpoken] = useState<Spoken>();
  useEffect(() => {
    let isWanted = true;
    void catalogueOf(language).then((say) => {
      if (!isWanted) return;
      document.documentElement.lang = language;
      setSpoken({ language, locale: LOCALES[language], say });
    });
    return () => {
      isWanted = false;
    };
  }, [language]);
  return spoken && <SpokenContext value={spoken}>{children}</SpokenContext>;
}
