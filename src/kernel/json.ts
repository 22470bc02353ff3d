export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Canonical JSON after RFC 8785 for the values that Muster stores: keys sorted by UTF-16 code unit, no white space.
 * Undefined members are left out. Equal values give equal bytes, so that a digest of them can be compared.
 */
export function canonicalJson(value: unknown): string {
  return isInOrder(value) ? JSON.stringify(value) : inOrder(value);
}

/** Whether JSON.stringify writes it canonically: as it does whatever was once read from canonical JSON. */
function isInOrder(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object':
      return value === null || (Array.isArray(value) ? value.every(isInOrder) : isObjectInOrder(value));
    case 'undefined':
    case 'bigint':
    case 'symbol':
    case 'function':
      return false;
  }
}

/** An object of a class may have a way of its own to be written, that is not asked. */
function isObjectInOrder(value: object): boolean {
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  let last = '';
  for (const [key, member] of Object.entries(value)) {
    if (key < last || !(member === undefined || isInOrder(member))) return false;
    last = key;
  }
  return true;
}

function inOrder(value: unknown): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error('canonical JSON has no infinity and no NaN');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(inOrder).join(',')}]`;
  if (typeof value === 'object') return objectInOrder(value as Record<string, unknown>);
  throw new Error(`canonical JSON cannot hold a ${typeof value}`);
}

function objectInOrder(value: Record<string, unknown>): string {
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${inOrder(value[key])}`);
  return `{${members.join(',')}}`;
}
