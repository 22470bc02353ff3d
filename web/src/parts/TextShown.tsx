import type { Schemas } from '../api/client.js';
import { useSay } from '../words/spoken.js';
import type { Say } from '../words/catalogue.js';
import { channelInWords } from './channels.js';

type TextAnswer = Schemas['TextAnswer'];

/** A personal text as it is shown: what was erased, or cannot be read, says so. */
export function textShown(answer: TextAnswer | undefined, say: Say): string {
  if (answer?.erased === true) return say('common.text.erased');
  if (answer?.unreadable === true) return say('common.text.unreadable');
  return answer?.text ?? '';
}

export function TextShown({ of: answer }: { readonly of: TextAnswer | undefined }) {
  const say = useSay();
  if (answer?.text !== undefined) return <>{answer.text}</>;
  return <span className="text-lost">{textShown(answer, say)}</span>;
}

/** By what someone was heard, or was to be reached. */
export function ChannelShown({ of: answer }: { readonly of: TextAnswer | undefined }) {
  const say = useSay();
  if (answer?.text !== undefined) return <>{channelInWords(answer.text, say)}</>;
  return <TextShown of={answer} />;
}
