/** Questions to the server that are under way at a time, of one list. */
const MAX_AT_ONCE = 32;

/** Asks of each, a few at a time; the answers are in the order of the questions. */
export async function inTurn<Item, Answer>(
  items: readonly Item[],
  ask: (item: Item) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers = new Map<number, Answer>();
  const waiting = items.entries();
  const worker = async (): Promise<void> => {
    for (const [place, item] of waiting) answers.set(place, await ask(item));
  };
  await Promise.all(Array.from({ length: Math.min(MAX_AT_ONCE, items.length) }, worker));
  return [...answers].sort(([left], [right]) => left - right).map(([, answer]) => answer);
}
