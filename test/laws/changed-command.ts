import { instantOf, msOf, parseInstant } from '../../src/kernel/instant.js';
import type { Json, JsonObject } from '../../src/kernel/json.js';

const TEXTS: ReadonlySet<string> = new Set([
  ...['name', 'rank', 'homeAgency', 'reason', 'text', 'channel', 'address', 'place', 'note'],
]);

/** The same command about the same things with one of its texts, instants or policies changed. */
export function changed(body: JsonObject): JsonObject {
  for (const [name, value] of Object.entries(body)) {
    const other = otherThan(name, value);
    if (other !== undefined) return { ...body, [name]: other };
  }
  throw new Error(`nothing to change in ${JSON.stringify(body)}`);
}

function otherThan(name: string, value: Json): Json | undefined {
  if (Array.isArray(value)) return name === 'checkIns' ? changedList(value as readonly JsonObject[]) : undefined;
  if (typeof value === 'object' && value !== null)
    return name === 'policy' ? changedPolicy(value as JsonObject) : undefined;
  if (typeof value !== 'string') return undefined;
  if (name === 'outcome' && value === 'COMPLETE') return 'INCOMPLETE';
  if (TEXTS.has(name)) return `${value}, or so`;
  const instant = parseInstant(value);
  return instant === undefined ? undefined : instantOf(msOf(instant) + 1_000);
}

function changedList([first, ...others]: readonly JsonObject[]): Json | undefined {
  return first === undefined ? undefined : [changed(first), ...others];
}

function changedPolicy(policy: JsonObject): JsonObject {
  return { ...policy, leastGrade: policy['leastGrade'] === 1 ? 2 : 1 };
}
