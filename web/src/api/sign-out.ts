/** Ends the session of this browser. Where nobody answers, its cookie lasts until it expires or is revoked. */
export async function signOut(): Promise<void> {
  await fetch('/sign-out', { method: 'POST', headers: { 'X-Muster-Client': 'console' }, redirect: 'manual' });
  // The names that the page of a roll call keeps for when there is no connection; away from TLS there are none.
  if ('caches' in globalThis) await caches.delete('muster-lists');
}
