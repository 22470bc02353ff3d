import { useSyncExternalStore } from 'react';

/**
 * How it stands with the stream that the screen lives on: none is needed, it is opened or taken up again, it is live, or
 * the server has been silent for so long that what is shown may not be so any more.
 */
export type Connection =
  | { readonly state: 'NONE' | 'OPENING' | 'LIVE' }
  /** `since` is when something was heard last, in milliseconds since 1970; undefined where nothing ever was. */
  | { readonly state: 'LOST' | 'SILENT'; readonly since: number | undefined };

let current: Connection = { state: 'NONE' };
const listeners = new Set<() => void>();

export function setConnection(connection: Connection): void {
  current = connection;
  for (const tell of listeners) tell();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => current);
}
