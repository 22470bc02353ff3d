import { problemOf } from '../../api/problem.js';
import type { Schemas } from '../../api/client.js';

type BoardAnswer = Schemas['BoardAnswer'];

/** People on a page of the API, and on a page of paper. */
const ASKED_AT_A_TIME = 200;
export const ON_PAPER = 40;

/** Characters of the digest that are printed: 48 bits. */
const DIGEST_SHOWN = 12;

export interface PrintedBoard {
  readonly head: Schemas['ClaimAnswer'];
  readonly lines: readonly Schemas['BoardLineAnswer'][];
  /**
   * The beginning of the SHA-256 of what the server answered, page after page; empty where the browser counts none, as it
   * does on a connection that is not secure.
   */
  readonly digest: string;
}

/** The whole board of one moment: anybody who asks the server the same is answered the same, to the byte. */
export async function boardToPrint(rollCall: string, asOf: string, position: string): Promise<PrintedBoard> {
  const texts: string[] = [];
  const answers: BoardAnswer[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ asOf, knownAt: position, limit: String(ASKED_AT_A_TIME) });
    if (cursor !== undefined) query.set('cursor', cursor);
    const response = await fetch(`/api/roll-calls/${rollCall}/board?${query.toString()}`);
    if (!response.ok) throw await problemOf(response);
    const text = await response.text();
    const answer = JSON.parse(text) as BoardAnswer;
    texts.push(text);
    answers.push(answer);
    cursor = answer.next;
  } while (cursor !== undefined);
  const [head] = answers;
  if (head === undefined) throw new Error('A board has a first page.');
  return { head, lines: answers.flatMap(({ lines }) => lines), digest: await shortDigest(texts.join('')) };
}

async function shortDigest(text: string): Promise<string> {
  if (!isSecureContext) return '';
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, DIGEST_SHOWN);
}

/** People by sheets of paper. */
export function sheetsOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const sheets = Math.max(1, Math.ceil(items.length / ON_PAPER));
  return Array.from({ length: sheets }, (_, sheet) => items.slice(sheet * ON_PAPER, (sheet + 1) * ON_PAPER));
}
