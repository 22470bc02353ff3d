import { CopyButton } from '../../parts/CopyButton.js';
import { useSay } from '../../words/spoken.js';

/** What is shown once, and kept nowhere. */
export function Secret({ text }: { readonly text: string }) {
  const say = useSay();
  return (
    <div className="secret" role="status">
      <p>{say('setup.access.once')}</p>
      <code>{text}</code>
      <CopyButton text={text} />
    </div>
  );
}
