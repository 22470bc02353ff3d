import { useQuery } from '@tanstack/react-query';
import { nameOfActor } from '../api/actors.js';
import { useMe } from '../api/me.js';
import { useSay } from '../words/spoken.js';
import { textShown } from './TextShown.js';

/** Characters of an id that stand for someone who has no name. */
const ID_SHOWN = 8;

/** What whoever recorded something is called; where he has no name, or it is not known yet, the beginning of his id. */
export function useAuthor(actor: string): string {
  const say = useSay();
  const { data } = useQuery({ queryKey: ['actors', actor], queryFn: () => nameOfActor(actor), staleTime: Infinity });
  return data === undefined || data === null ? actor.slice(0, ID_SHOWN) : textShown(data, say);
}

/** By whom something was recorded: "by you", or by his name. */
export function By({ actor }: { readonly actor: string }) {
  const say = useSay();
  const me = useMe();
  const name = useAuthor(actor);
  return <span className="by">{actor === me.actor ? say('common.by-you') : say('common.by', { name })}</span>;
}
