import type { Id } from '../../../kernel/ids.js';
import { earlier, later, type EpochMs } from '../../../kernel/instant.js';
import type { Entry } from './evidence.js';
import { accountingEntries, type Finding } from './finding.js';
import { freshnessOf, type Question } from './question.js';

/** The instants at which people's evidence stops being fresh; who has none has no lapse. */
export type Lapses = ReadonlyMap<Id, EpochMs>;

/**
 * RULE.md 2.3, Lapse. A voucher's word lasts no longer than the voucher is himself accounted for, so a person's lapse
 * is the widest path from direct contacts: over each chain the earliest lapse, over all chains the latest. Lapses only
 * rise from what direct contact gives, so a circle that no direct contact enters never has one, and no chain gains by
 * passing anyone twice: that is why chains need not be enumerated.
 */
export function widestLapses(findings: ReadonlyMap<Id, Finding>, question: Question): Lapses {
  const lapses = new Map<Id, EpochMs>();
  const vouchedFor = wordsByVoucher(findings, question);
  const risen: Id[] = [];
  const raise = (deployment: Id, lapse: EpochMs): void => {
    if (lapse <= (lapses.get(deployment) ?? -Infinity)) return;
    lapses.set(deployment, lapse);
    risen.push(deployment);
  };
  for (const [deployment, finding] of findings) {
    const direct = directLapse(finding, question);
    if (direct !== undefined) raise(deployment, direct);
  }
  for (let voucher = risen.pop(); voucher !== undefined; voucher = risen.pop()) {
    const own = lapses.get(voucher) ?? -Infinity;
    for (const word of vouchedFor.get(voucher) ?? []) raise(word.about, earlier(word.until, own));
  }
  return lapses;
}

/** Whether one of the person's entries has a lapse, given everyone's: the word of a voucher who has none has none. */
export function hasLapse(
  entry: Entry,
  findings: ReadonlyMap<Id, Finding>,
  lapses: Lapses,
  question: Question,
): boolean {
  if (ownLapse(entry, question) === undefined) return false;
  if (entry.vouchedBy === undefined) return true;
  const voucher = findings.get(entry.vouchedBy);
  return voucher !== undefined && mayVouch(voucher) && lapses.has(entry.vouchedBy);
}

/** Who is impaired, or held by others, cannot speak for anyone. */
function mayVouch({ impaired, counting }: Finding): boolean {
  return impaired === undefined && !counting.some((entry) => entry.condition === 'DETAINED');
}

interface Word {
  readonly about: Id;
  readonly until: EpochMs;
}

function wordsByVoucher(findings: ReadonlyMap<Id, Finding>, question: Question): ReadonlyMap<Id, readonly Word[]> {
  const words = new Map<Id, Word[]>();
  for (const [about, finding] of findings) {
    for (const entry of accountingEntries(finding, question)) {
      const voucher = entry.vouchedBy === undefined ? undefined : findings.get(entry.vouchedBy);
      const until = ownLapse(entry, question);
      if (voucher === undefined || until === undefined || !mayVouch(voucher)) continue;
      const { deployment } = voucher.dossier;
      const known = words.get(deployment) ?? [];
      known.push({ about, until });
      words.set(deployment, known);
    }
  }
  return words;
}

function directLapse(finding: Finding, question: Question): EpochMs | undefined {
  const direct = accountingEntries(finding, question)
    .filter((entry) => entry.vouchedBy === undefined)
    .map((entry) => ownLapse(entry, question))
    .filter((lapse) => lapse !== undefined);
  return direct.length === 0 ? undefined : direct.reduce(later);
}

/** Freshness is measured from the earliest instant that the observation can have been made. */
function ownLapse(entry: Entry, { policy }: Question): EpochMs | undefined {
  const freshness = freshnessOf(policy, entry.grade);
  return freshness === undefined ? undefined : entry.lo + freshness;
}
