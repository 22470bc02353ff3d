import { Dialog } from '../../parts/Dialog.js';
import { useSay } from '../../words/spoken.js';

const KEYS = ['/', 'j', 'k', 's', 'h', '?'] as const;

interface KeysHelpProps {
  readonly areOn: boolean;
  readonly onTurn: (areOn: boolean) => void;
  readonly onClose: () => void;
}

/** What each key does; whoever speaks to his computer turns them off, lest words be taken for keys. */
export function KeysHelp({ areOn, onTurn, onClose }: KeysHelpProps) {
  const say = useSay();
  return (
    <Dialog title={say('board.keys.title')} onClose={onClose}>
      <dl className="keys">
        {KEYS.map((key) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{say('board.keys.what', { key: NAMES[key] })}</dd>
          </div>
        ))}
      </dl>
      <label className="choice-one">
        <input type="checkbox" checked={areOn} onChange={({ target }) => onTurn(target.checked)} />
        {say('board.keys.on')}
      </label>
    </Dialog>
  );
}

const NAMES: Readonly<Record<(typeof KEYS)[number], string>> = {
  '/': 'search',
  j: 'next',
  k: 'previous',
  s: 'safe',
  h: 'help',
  '?': 'keys',
};
