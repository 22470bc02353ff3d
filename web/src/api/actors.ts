import { answered, api, type Schemas } from './client.js';

type Name = Schemas['TextAnswer'];

/** Milliseconds for which names that are needed are gathered, to be asked for in one question. */
const GATHER_MS = 20;

/** Actors that one question names at most. */
const ASKED_AT_A_TIME = 100;

interface Asker {
  readonly actor: string;
  readonly hear: (name: Name | null) => void;
  readonly fail: (error: unknown) => void;
}

let askers: Asker[] = [];

/** The name of whoever recorded something; null where none is told. Throws a `Problem`. */
export function nameOfActor(actor: string): Promise<Name | null> {
  return new Promise((hear, fail) => {
    askers.push({ actor, hear, fail });
    if (askers.length === 1) setTimeout(askForAll, GATHER_MS);
  });
}

function askForAll(): void {
  const all = askers;
  askers = [];
  for (let from = 0; from < all.length; from += ASKED_AT_A_TIME) void ask(all.slice(from, from + ASKED_AT_A_TIME));
}

async function ask(some: readonly Asker[]): Promise<void> {
  try {
    const query = { actor: some.map(({ actor }) => actor) };
    const { actors } = answered(await api.GET('/api/actors', { params: { query } }));
    const names = new Map(actors.map(({ actor, name }) => [actor, name]));
    for (const { actor, hear } of some) hear(names.get(actor) ?? null);
  } catch (error) {
    for (const { fail } of some) fail(error);
  }
}
