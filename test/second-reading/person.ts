import type { Id } from '../../src/kernel/ids.js';
import type { EpochMs, Instant } from '../../src/kernel/instant.js';
import type { Disposition } from '../../src/features/deployments/deployment.events.js';
import { counts, freshnessOf, isCertain, isInConflict } from './counting.js';
import { liveEntries, type Entry, type EntryCondition } from './entries.js';
import { impairment, isUnderDuress, type Impairment } from './impairment.js';
import { deploymentsOf, eventsOfDeployment, instantOrNothing, type Case } from './known.js';

export type Accountability = 'UNKNOWN' | 'ACCOUNTED' | 'STALE' | 'CONFLICTED' | 'MISSING';
export type Condition = EntryCondition | 'NOT_REPORTED';

/** What section 2.3 says of one person; `impaired`, `entries` and `counting` are kept for section 2.4. */
export interface Assessed {
  readonly accountability: Accountability;
  readonly condition: Condition;
  readonly disposition?: Disposition;
  readonly lapsesAt?: Instant;
  readonly conflicts: number;
  readonly flags: readonly string[];
  readonly impaired: Impairment | undefined;
  /** Whatever else impairs him. */
  readonly underDuress: boolean;
  readonly entries: readonly Entry[];
  readonly counting: readonly Entry[];
}

/** What is needed of everybody before anyone's lapse can be found, for a voucher may be anybody. */
interface Person {
  readonly entries: readonly Entry[];
  readonly counting: readonly Entry[];
  readonly inConflict: readonly Entry[];
  readonly impaired: Impairment | undefined;
  readonly underDuress: boolean;
}

type People = ReadonlyMap<Id, Person>;

/** Section 2.3 for every deployment that is known at k, in whatever roll call it is or is not. */
export function assessEveryone(asked: Case): Map<Id, Assessed> {
  const people = new Map(deploymentsOf(asked.known).map((deployment) => [deployment, personOf(asked, deployment)]));
  const assessed = new Map<Id, Assessed>();
  for (const [deployment, person] of people) assessed.set(deployment, assess(asked, people, deployment, person));
  return assessed;
}

function personOf(asked: Case, deployment: Id): Person {
  const events = eventsOfDeployment(asked.known, deployment);
  const entries = liveEntries(deployment, events);
  const counting = entries.filter((entry) => counts(asked, entry, entries));
  const inConflict = entries.filter((entry) => isInConflict(asked, entry, entries, counting));
  const impaired = impairment(asked, events, entries, counting, inConflict);
  return { entries, counting, inConflict, impaired, underDuress: isUnderDuress(asked, events) };
}

function assess(asked: Case, people: People, deployment: Id, person: Person): Assessed {
  const { entries, counting, inConflict, impaired, underDuress } = person;
  const lapse = lapseOfPerson(asked, people, deployment, [deployment]);
  const disposition = latest(counting.filter((entry) => entry.disposition !== undefined))?.disposition;
  return {
    accountability: accountability(asked, impaired, lapse),
    condition: condition(person, (entry) => lapseOfEntry(asked, people, entry, [deployment]) !== undefined),
    ...(disposition === undefined ? {} : { disposition }),
    ...instantOrNothing(impaired === 'DEAD' ? undefined : lapse),
    conflicts: inConflict.filter((entry) => entry.condition !== 'SAFE').length,
    flags: entries.some((entry) => entry.isFlagged) ? ['CLOCK_AHEAD'] : [],
    impaired,
    underDuress,
    entries,
    counting,
  };
}

/** Section 2.3, *Accountability*. */
function accountability(asked: Case, impaired: Impairment | undefined, lapse: EpochMs | undefined): Accountability {
  if (impaired === 'DEAD') return 'ACCOUNTED';
  if (impaired === 'MISSING') return 'MISSING';
  if (impaired === 'CONFLICTED') return 'CONFLICTED';
  if (lapse !== undefined && asked.t < lapse) return 'ACCOUNTED';
  return lapse === undefined ? 'UNKNOWN' : 'STALE';
}

/** Section 2.3, *Condition*. */
function condition(person: Person, hasLapse: (entry: Entry) => boolean): Condition {
  const { counting, inConflict, impaired } = person;
  if (impaired === 'DEAD') return 'DECEASED';
  const contradicted = latest(inConflict.filter((entry) => entry.condition !== 'SAFE'));
  if (contradicted !== undefined) return contradicted.condition;
  const deciding = latest(counting.filter((entry) => entry.condition !== 'SAFE' || hasLapse(entry)));
  if (deciding === undefined) return 'NOT_REPORTED';
  return impaired === 'MISSING' && deciding.condition === 'SAFE' ? 'NOT_REPORTED' : deciding.condition;
}

/** Section 2.3: *latest* is by observedAt, then the one that is not `SAFE`, then the later recorded. */
function latest(entries: readonly Entry[]): Entry | undefined {
  let best: Entry | undefined;
  for (const entry of entries) if (best === undefined || isLater(entry, best)) best = entry;
  return best;
}

function isLater(entry: Entry, other: Entry): boolean {
  if (entry.observedAt !== other.observedAt) return entry.observedAt > other.observedAt;
  const isBad = entry.condition !== 'SAFE';
  if (isBad !== (other.condition !== 'SAFE')) return isBad;
  return entry.place > other.place;
}

/** Section 2.3: the latest of his entries'. `chain` begins with the person assessed and ends with this one. */
function lapseOfPerson(asked: Case, people: People, deployment: Id, chain: readonly Id[]): EpochMs | undefined {
  let result: EpochMs | undefined;
  for (const entry of people.get(deployment)?.counting ?? []) {
    const lapse = lapseOfEntry(asked, people, entry, chain);
    if (lapse !== undefined && (result === undefined || lapse > result)) result = lapse;
  }
  return result;
}

/** Section 2.3, *Lapse*, of an entry that counts. */
function lapseOfEntry(asked: Case, people: People, entry: Entry, chain: readonly Id[]): EpochMs | undefined {
  if (entry.isDeathReport || entry.mode !== asked.mode || !isCertain(asked, entry)) return undefined;
  const freshness = freshnessOf(asked.policy, entry.grade);
  if (freshness === undefined) return undefined;
  const own = entry.lo + freshness;
  if (entry.grade !== 3) return own;
  const vouched = lapseOfVoucher(asked, people, entry.vouchedBy, chain);
  return vouched === undefined ? undefined : Math.min(own, vouched);
}

/** Section 2.3: not impaired, no counting entry of `DETAINED`, and not earlier in the same chain of vouchers. */
function lapseOfVoucher(
  asked: Case,
  people: People,
  voucher: Id | undefined,
  chain: readonly Id[],
): EpochMs | undefined {
  const person = voucher === undefined ? undefined : people.get(voucher);
  if (voucher === undefined || person === undefined || chain.includes(voucher)) return undefined;
  if (person.impaired !== undefined) return undefined;
  if (person.counting.some((entry) => entry.condition === 'DETAINED')) return undefined;
  return lapseOfPerson(asked, people, voucher, [...chain, voucher]);
}
