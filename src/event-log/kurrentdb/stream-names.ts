import { CATEGORIES } from '../../kernel/stream.js';
import { DamagedLog } from '../stored-json.js';

/** No dash, so that the server's projection by category keeps the namespaces apart. */
const NAMESPACE = /^[A-Za-z0-9_]{1,32}$/;

export function isNamespace(text: string): boolean {
  return NAMESPACE.test(text);
}

/** How streams are called on the server: `[namespace.]category-id`. */
export class StreamNames {
  readonly #prefix: string;
  /** What the name of every stream of the log begins with, and no other name. */
  readonly prefixes: readonly string[];
  /** Holds the one event that says whose log this is; it is none of the log's own. */
  readonly marker: string;

  constructor(namespace?: string) {
    if (namespace !== undefined && !isNamespace(namespace)) throw new Error(`not a namespace: ${namespace}`);
    this.#prefix = namespace === undefined ? '' : `${namespace}.`;
    this.prefixes = CATEGORIES.map((category) => `${this.#prefix}${category}-`);
    this.marker = `${this.#prefix}muster-log`;
  }

  onServer(stream: string): string {
    return `${this.#prefix}${stream}`;
  }

  /** Throws DamagedLog for a stream that is not of this namespace. */
  inLog(name: string): string {
    if (!name.startsWith(this.#prefix)) throw new DamagedLog('a stream of another namespace');
    return name.slice(this.#prefix.length);
  }
}
