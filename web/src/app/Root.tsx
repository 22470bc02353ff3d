import { useSearch } from '@tanstack/react-router';
import { I18nProvider } from 'react-aria-components';
import { LOCALES } from '../words/language.js';
import { Speaking } from '../words/spoken.js';
import { keptLanguage } from './kept-language.js';
import { Shell } from './Shell.js';

/** The language of the address, or the one that was chosen before. */
export function Root() {
  const { lang = keptLanguage() } = useSearch({ from: '__root__' });
  return (
    <I18nProvider locale={LOCALES[lang]}>
      <Speaking language={lang}>
        <Shell />
      </Speaking>
    </I18nProvider>
  );
}
