import { demand } from '../kernel/failure.js';
import { MAX_MEMBERS, MAX_NESTING } from './limits.js';

/** Names that every object inherits: a field called so would be read as something else, or not at all. */
const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Refuses what is too deep, too long or too odd to be read. It does not recurse, so no depth can exhaust the stack. */
export function demandModest(value: object): void {
  let level: readonly object[] = [value];
  for (let depth = 1; level.length > 0; depth += 1) {
    demand(depth <= MAX_NESTING, 'invalid-request', `No more than ${MAX_NESTING} levels may be nested.`);
    for (const container of level) demandModestMembers(container);
    level = level.flatMap((container) => Object.values(container).filter(isContainer));
  }
}

function demandModestMembers(container: object): void {
  const names = Object.keys(container);
  demand(names.length <= MAX_MEMBERS, 'invalid-request', `No list may have more than ${MAX_MEMBERS} members.`);
  demand(!names.some((name) => INHERITED.has(name)), 'invalid-request', 'A field has a name that none can have.');
  demand(!Object.values(container).some(isBeyondNumbers), 'invalid-request', 'A number is larger than any can be.');
}

/** What JSON's parser makes of a number such as 1e400, which cannot be written down again. */
function isBeyondNumbers(value: unknown): boolean {
  return typeof value === 'number' && !Number.isFinite(value);
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
