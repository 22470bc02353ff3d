import { useSay } from '../words/spoken.js';
import type { Schemas } from '../api/client.js';

export type Mode = Schemas['RollCallSummary']['mode'];

/** Whether this is real: a band across the screen, told by word and by pattern. */
export function ModeBand({ mode }: { readonly mode: Mode }) {
  const say = useSay();
  return (
    <p className={`mode-band mode-${mode}`}>
      <strong>{say(`common.mode.${mode}`)}</strong>
      <span>{say(`common.mode-says.${mode}`)}</span>
    </p>
  );
}
