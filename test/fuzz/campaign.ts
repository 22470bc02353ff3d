import { ROLES, type Role } from '../../src/kernel/actor.js';
import type { FuzzCase } from './cases.js';
import { caseOf } from './requests.js';
import { PATIENCE_MS, Wire, type RawAnswer } from './wire.js';

export interface Campaign {
  readonly port: number;
  readonly seed: number;
  readonly from: number;
  readonly count: number;
  /** Connections at a time. */
  readonly lanes: number;
  readonly tokens: ReadonlyMap<Role, string>;
}

/** What came of it. Each fault is told so that it can be sent again: by seed and number, with how it begins. */
export interface Findings {
  readonly faults: readonly object[];
  readonly answers: ReadonlyMap<number, number>;
  /** Refused for what the log may have one day. */
  readonly notCurrent: number;
  /** Told by /readyz what is not there now: a state that is told truthfully, and no fault of the answer. */
  readonly notReady: number;
  /** Turned away by a limit. */
  readonly turnedAway: number;
}

const LIMITS: ReadonlySet<string> = new Set(['overloaded', 'rate-limited'].map((name) => `urn:muster:problem:${name}`));

/** What /readyz says where something is missing, and of what it says whether it is there. */
const NOT_READY = 'urn:muster:problem:unavailable';
const LOOKED_AT = ['serving', 'log', 'writable', 'keys', 'views', 'clock'] as const;
const ASKS_WHETHER_READY = /^(?:GET|HEAD) \/readyz[ ?]/;

/** Characters of a piece of a request that are told with a fault; seed and number say the rest. */
const TOLD_PIECE = 1_000;

/** Milliseconds for which answers are waited for that need not come. */
const LISTEN_MS = 60;

export async function fuzz(campaign: Campaign): Promise<Findings> {
  const found = new Found();
  let next = campaign.from;
  const end = campaign.from + campaign.count;
  const lane = async (): Promise<void> => {
    let kept: Wire | undefined;
    while (next < end) {
      const number = next;
      next += 1;
      kept = await send(campaign, number, kept, found);
    }
    kept?.leave();
  };
  await Promise.all(Array.from({ length: campaign.lanes }, lane));
  return found;
}

/** Sends one case; answers the connection where another can be sent on it. */
async function send(
  campaign: Campaign,
  number: number,
  kept: Wire | undefined,
  found: Found,
): Promise<Wire | undefined> {
  const given = caseOf(campaign.seed, number);
  const reused = given.keeps && kept?.isOpen === true && kept.isSilent ? kept : undefined;
  if (reused === undefined) kept?.leave();
  const wire = reused ?? new Wire(campaign.port);
  const fault = (what: string, more: object = {}): void => {
    const request = given.pieces.map(({ bytes, afterMs }) => ({ afterMs, bytes: bytes.slice(0, TOLD_PIECE) }));
    found.faults.push({ what, case: `${campaign.seed}:${number}`, about: given.about, request, ...more });
  };
  try {
    const answers = await exchange(given, wire, campaign.tokens);
    if (given.certain && answers.length < given.answers && !hasClosed(answers)) fault(`${answers.length} answers came`);
    for (const answer of answers) {
      const wrong = found.judge(given, answer);
      if (wrong !== undefined) fault(wrong, { status: answer.status, body: answer.body.slice(0, 600) });
    }
    if (given.keeps && !hasClosed(answers) && wire.isOpen) return wire;
  } catch (error) {
    fault(error instanceof Error ? error.message : String(error));
  }
  wire.leave();
  return undefined;
}

/** Whoever is told that the connection ends is told no more. */
function hasClosed(answers: readonly RawAnswer[]): boolean {
  return answers.at(-1)?.headers.get('connection') === 'close';
}

async function exchange(given: FuzzCase, wire: Wire, tokens: ReadonlyMap<Role, string>): Promise<readonly RawAnswer[]> {
  for (const { bytes, afterMs } of given.pieces) {
    if (afterMs !== undefined) await new Promise((resolve) => setTimeout(resolve, afterMs));
    wire.write(withTokens(bytes, tokens));
  }
  const answers: RawAnswer[] = [];
  while (answers.length < given.answers && !hasClosed(answers)) {
    const answer = await wire.next(given.head, given.certain ? PATIENCE_MS : LISTEN_MS);
    if (answer === undefined) break;
    answers.push(answer);
  }
  return answers;
}

function withTokens(bytes: string, tokens: ReadonlyMap<Role, string>): string {
  return ROLES.reduce((text, role) => text.replaceAll(`Bearer {${role}}`, `Bearer ${tokens.get(role) ?? ''}`), bytes);
}

/** HTTP without a host is refused by the parser itself, with nothing but the status. */
function isBare(status: number, headers: RawAnswer['headers'], body: string): boolean {
  return status === 400 && body === '' && headers.get('connection') === 'close' && !headers.has('content-type');
}

function asksWhetherReady({ pieces }: FuzzCase): boolean {
  return ASKS_WHETHER_READY.test(pieces.map(({ bytes }) => bytes).join(''));
}

/** Of everything that was looked at whether it is there, and something is not. */
function tellsWhatIsMissing(body: string): boolean {
  const { type, ...told } = JSON.parse(body) as Readonly<Record<string, unknown>>;
  const found = LOOKED_AT.map((name) => told[name]);
  return type === NOT_READY && found.every((is) => typeof is === 'boolean') && found.includes(false);
}

class Found implements Findings {
  readonly faults: object[] = [];
  readonly answers = new Map<number, number>();
  notCurrent = 0;
  notReady = 0;
  turnedAway = 0;

  /** What is wrong with an answer; undefined where nothing is. */
  judge(given: FuzzCase, { status, headers, body }: RawAnswer): string | undefined {
    this.answers.set(status, (this.answers.get(status) ?? 0) + 1);
    if (status < 400 || isBare(status, headers, body)) return undefined;
    if (headers.get('content-type')?.startsWith('application/problem+json') !== true)
      return 'it is no problem document';
    const type = given.head ? undefined : (JSON.parse(body) as { readonly type?: string }).type;
    if (type !== undefined && LIMITS.has(type)) this.turnedAway += 1;
    else if (status === 503 && given.waits) this.notCurrent += 1;
    else if (status === 503 && asksWhetherReady(given) && (given.head || tellsWhatIsMissing(body))) this.notReady += 1;
    else if (status >= 500) return 'it is answered as a fault of the server';
    return undefined;
  }
}
