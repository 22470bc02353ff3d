import { signOut } from '../api/sign-out.js';
import type { Me } from '../api/me.js';
import { textShown } from '../parts/TextShown.js';
import { useSay } from '../words/spoken.js';

/** Who is signed in, as what, and the way out. */
export function SignedIn({ me }: { readonly me: Me }) {
  const say = useSay();
  const leave = async (): Promise<void> => {
    await signOut();
    // Made anew, so that nothing that was shown is left in this page's memory.
    location.reload();
  };
  return (
    <div className="signed-in">
      <span className="signed-in-name">{textShown(me.name, say)}</span>
      <span className="signed-in-role">{say(`common.role.${me.role}`)}</span>
      <button className="quiet" onClick={() => void leave()}>
        {say('common.sign-out')}
      </button>
    </div>
  );
}
