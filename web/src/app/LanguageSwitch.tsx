import { useNavigate } from '@tanstack/react-router';
import { LANGUAGES } from '../words/language.js';
import { useSpoken } from '../words/spoken.js';
import { keepLanguage } from './kept-language.js';

/** Says everything in the other language, and leaves everything else as it is: the address, what was typed and opened. */
export function LanguageSwitch() {
  const { language, say } = useSpoken();
  const navigate = useNavigate();
  return (
    <>
      {LANGUAGES.filter((other) => other !== language).map((other) => (
        <button
          key={other}
          className="quiet"
          lang={other}
          onClick={() => {
            keepLanguage(other);
            void navigate({
              to: '.',
              search: (search) => ({ ...search, lang: other }),
              replace: true,
              resetScroll: false,
            });
          }}
        >
          {say(`common.language.${other}`)}
        </button>
      ))}
    </>
  );
}
