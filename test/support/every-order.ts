import type { Choice } from './interleaving.js';

/** At one step: which of those who wait goes next. */
interface Step {
  readonly taken: number;
  readonly among: number;
}

/** Plays again and again, until every order of steps that there can be has been chosen once; answers how many there were. */
export async function everyOrder(play: (choose: Choice) => Promise<void>): Promise<number> {
  let orders = 0;
  for (let steps: Step[] | undefined = []; steps !== undefined; steps = nextOrder(steps)) {
    await play(following(steps));
    orders += 1;
  }
  return orders;
}

/** Follows the steps, then always takes the first; notes what there was to choose. */
function following(steps: Step[]): Choice {
  let step = 0;
  return (waiting) => {
    const taken = steps[step]?.taken ?? 0;
    steps[step] = { taken, among: waiting.length };
    step += 1;
    return waiting[taken];
  };
}

/** The next order by its last step that leaves another choice; undefined after the last order. */
function nextOrder(steps: readonly Step[]): Step[] | undefined {
  const last = steps.findLastIndex(({ taken, among }) => taken + 1 < among);
  const turn = steps[last];
  return turn === undefined ? undefined : [...steps.slice(0, last), { ...turn, taken: turn.taken + 1 }];
}
