/** A log cannot be moved as it is asked for; the message says why and what to do. What was copied stays and is gone on with. */
export class MoveRefused extends Error {
  override readonly name = 'MoveRefused';
}
