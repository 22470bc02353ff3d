import { setTimeout as pause } from 'node:timers/promises';

const ADMITTED_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 20;

/** Gives a command over HTTP; answers what it answers. Rejects where it is refused. */
export async function give(
  url: string,
  token: string,
  command: string,
  body: object,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${url}/api/commands/${command}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${command} was answered with ${response.status}: ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}

/** A token of a role, once it is known. `operator` is the secret of the one who may grant it. */
export async function admitted(url: string, operator: string, role: string): Promise<string> {
  const { secret } = await give(url, operator, 'GrantAccessToken', { name: 'The benchmark', role });
  const token = String(secret);
  await known(url, token);
  return token;
}

/** Resolves once a token is known there. */
export async function known(url: string, token: string): Promise<void> {
  const until = Date.now() + ADMITTED_WITHIN_MS;
  while (Date.now() < until) {
    const { status } = await fetch(`${url}/api/access-tokens`, { headers: { authorization: `Bearer ${token}` } });
    if (status !== 401) return;
    await pause(LOOK_EVERY_MS);
  }
  throw new Error('nobody was admitted');
}
