/** Milliseconds after which something will not come any more: far longer than a loaded machine takes. */
const PATIENCE_MS = 25_000;
const POLL_MS = 5;

/** Resolves once something holds; rejects where it does not in time. */
export async function untilTrue(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('what was waited for did not come');
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
