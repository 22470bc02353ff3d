/** One line of what was pressed: about whom, in words as the page showed them, and why it was refused, if it was. */
export interface Line {
  readonly about?: string;
  readonly name?: string;
  readonly said: string;
  readonly why?: string;
}

/** What was pressed, and is on this device until the server has it. */
export interface Tap {
  /** Made once, here, so that it counts once however often it is sent. */
  readonly id: string;
  /** In whose name; empty where the link alone says so. */
  readonly who: string;
  /** The path that takes it. */
  readonly to: string;
  /** When it was pressed (RFC 3339, UTC), by this device. */
  readonly at: string;
  readonly body: string;
  readonly lines: readonly Line[];
  /** The link that lets it in, as long as the browser has no cookie of it. */
  readonly link?: string;
  readonly state: 'waiting' | 'ended' | 'refused';
}

/** What the server has acknowledged, in its words. */
export interface Received {
  readonly title?: string;
  /** Markup of ours. */
  readonly received?: string;
  readonly counts?: string;
  readonly lines?: readonly { readonly about: string; readonly refused: boolean; readonly told: string }[];
}

/** `later` is everything of which it is not certain that our server has decided. */
export type Outcome =
  | { readonly is: 'received'; readonly answer: Received }
  | { readonly is: 'refused'; readonly why: string }
  | { readonly is: 'ended' }
  | { readonly is: 'later'; readonly leastMs: number };

/** What an answer says; `body` is undefined where it is no JSON, and `status` 0 where there was no answer. */
export function outcomeOf(status: number, body: unknown, retryAfter: string | null = null): Outcome {
  if (status === 200 && isReceived(body)) return { is: 'received', answer: body };
  const why = saidIn(body);
  const later = status >= 500 || status === 429 || isPassing(body);
  // Whoever stands between (a hotel's sign-in page, a proxy) decides nothing for us.
  if (why === undefined || later || status < 400) return { is: 'later', leastMs: 1_000 * (Number(retryAfter) || 0) };
  return status === 401 || status === 403 ? { is: 'ended' } : { is: 'refused', why };
}

function isReceived(body: unknown): body is Received {
  if (typeof body !== 'object' || body === null) return false;
  return ('received' in body && typeof body.received === 'string') || ('lines' in body && Array.isArray(body.lines));
}

function saidIn(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('said' in body)) return undefined;
  return typeof body.said === 'string' ? body.said : undefined;
}

/** The same command is under way, or somebody was faster: neither is an answer to it. */
function isPassing(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || !('type' in body)) return false;
  return /:(?:command-in-flight|conflict)$/.test(String(body.type));
}

/** What is left of it on this device; undefined where nothing is, because all of it was received. */
export function after(tap: Tap, outcome: Outcome): Tap | undefined {
  switch (outcome.is) {
    case 'later':
      return tap;
    case 'ended':
      return { ...tap, state: 'ended' };
    case 'refused':
      return refused(
        tap,
        tap.lines.map((line) => ({ ...line, why: outcome.why })),
      );
    case 'received': {
      const { lines } = outcome.answer;
      if (lines === undefined) return undefined;
      const left = tap.lines.flatMap((line) => {
        const answer = lines.find(({ about }) => about === line.about);
        return answer?.refused === false ? [] : [{ ...line, why: answer?.told ?? '' }];
      });
      return left.length === 0 ? undefined : refused(tap, left);
    }
  }
}

/** It is not sent again, so that what would let it in is not needed any more. */
function refused({ link: _, ...tap }: Tap, lines: readonly Line[]): Tap {
  return { ...tap, body: '', lines, state: 'refused' };
}

/** Who the page speaks for, as far as it says so. */
export interface Speaker {
  readonly who: string;
  readonly link?: string;
}

/** Whether this page may send it: never in another's name. One whose session had ended is tried on opening a page alone. */
export function canSend({ state, who, link }: Tap, speaker: Speaker, opening: boolean): boolean {
  if (state === 'refused' || (state === 'ended' && !opening)) return false;
  if (who !== '' && speaker.who !== '') return who === speaker.who;
  return link !== undefined;
}

/** The link that goes with it: a newer one of the same person lets in what an older one does not any more. */
export function linkFor({ who, link }: Tap, speaker: Speaker): string | undefined {
  return who !== '' && who === speaker.who ? (speaker.link ?? link) : link;
}

/** Whether somebody else has said it, who was here before. */
export function isStrangers({ who }: Tap, speaker: Speaker): boolean {
  return who !== '' && speaker.who !== '' && who !== speaker.who;
}

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

/** How long to wait after so many failures in a row: doubling, capped, and never the same on all devices of a camp. */
export function pauseMs(failures: number, leastMs: number, random: number): number {
  const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);
  return Math.max(leastMs, pause * (0.5 + random / 2));
}
