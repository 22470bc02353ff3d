import { useState } from 'react';
import { useSay } from '../words/spoken.js';

/** Puts a text where it can be pasted from, and says so; where the browser refuses, it says that. */
export function CopyButton({ text }: { readonly text: string }) {
  const say = useSay();
  const [outcome, setOutcome] = useState<'copied' | 'not-copied'>();
  const copy = (): void => {
    // Without a secure connection a browser offers no clipboard.
    const writing = 'clipboard' in navigator ? navigator.clipboard.writeText(text) : Promise.reject(new Error('none'));
    writing.then(
      () => setOutcome('copied'),
      () => setOutcome('not-copied'),
    );
  };
  return (
    <span className="copy">
      <button type="button" className="button" onClick={copy}>
        {say('common.copy')}
      </button>{' '}
      <span role="status">{outcome !== undefined && say(`common.copy.${outcome}`)}</span>
    </span>
  );
}
