import type { Context, Figure } from './figure.js';
import { boards } from './reading/boards.js';
import { crowded } from './reading/crowded.js';
import { many } from './reading/many.js';

/* What is read: the verdict of a very large roll call, boards of the past, and many readers of one live board. */

export async function measure(context: Context): Promise<readonly Figure[]> {
  return [...(await boards(context)), ...(await crowded(context)), ...(await many(context))];
}
