import { useSay } from '../../words/spoken.js';
import { ClearDuress } from './ClearDuress.js';
import { KeysHelp } from './KeysHelp.js';
import type { LiveBoard } from './live-board.js';
import { nameOf } from './names.js';
import { NeedsHelp } from './NeedsHelp.js';
import { NoAnswer } from './NoAnswer.js';

export type OpenDialog =
  { readonly is: 'KEYS' } | { readonly is: 'HELP' | 'NO_ANSWER' | 'CLEAR'; readonly deployment: string };

interface BoardDialogsProps {
  readonly dialog: OpenDialog | undefined;
  readonly board: LiveBoard;
  readonly keys: { readonly areOn: boolean; readonly turn: (areOn: boolean) => void };
  readonly onClose: () => void;
}

export function BoardDialogs({ dialog, board, keys, onClose }: BoardDialogsProps) {
  const say = useSay();
  if (dialog === undefined) return null;
  if (dialog.is === 'KEYS') return <KeysHelp areOn={keys.areOn} onTurn={keys.turn} onClose={onClose} />;
  const line = board.lines.get(dialog.deployment);
  const { mode } = board.head;
  if (line === undefined || mode === undefined) return null;
  const about = { deployment: dialog.deployment, name: nameOf(line, say), mode, onClose };
  switch (dialog.is) {
    case 'HELP':
      return <NeedsHelp {...about} />;
    case 'NO_ANSWER':
      return <NoAnswer {...about} />;
    case 'CLEAR':
      return <ClearDuress {...about} />;
  }
}
