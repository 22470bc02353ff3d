import type { Id } from '../../../kernel/ids.js';
import type { EpochMs } from '../../../kernel/instant.js';
import { peopleOf, tallyOf, type Assessed, type Person, type Tally } from '../rule.js';
import type { Dossier, RollCall } from './evidence.js';
import { findingOf, type Finding } from './finding.js';
import { assessAll, type PersonAssessment } from './person.js';
import { populationAtRisk } from './population.js';
import { questionOf, type Question } from './question.js';
import { around, NEVER, turnsOfPerson, turnsOfRollCall, turnsOfTour, type Around } from './turning.js';
import { TurnQueue } from './turn-queue.js';
import { Vouching } from './vouching.js';

/** What has been recorded since: people's dossiers as they now are, and the roll call where it is another. */
export interface News {
  readonly rollCall?: RollCall;
  readonly dossiers: readonly Dossier[];
}

const NO_NEWS: News = { dossiers: [] };

/** Of whom a tally is kept; where one of them is another, it is made anew of these and no others. */
const PEOPLE_PER_TALLY = 512;

/**
 * The assessment of a roll call that is kept up: what is recorded, and each instant that comes, is weighed for the people
 * whom it concerns, with the rule's own functions, and the others stay as they are. At every moment it is what `assess`
 * makes of the same evidence; a law holds it to that.
 */
export class RunningAssessment {
  private readonly dossiers = new Map<Id, Dossier>();
  private readonly findings = new Map<Id, Finding>();
  private readonly people = new Map<Id, PersonAssessment>();
  private readonly vouching = new Vouching();
  private readonly turns = new TurnQueue();
  private question: Question | undefined;
  private populationStands: Around = NEVER;
  private rollCallStands: Around = NEVER;
  /** The last instant, of those that have come, at which anything was another than before. */
  private since: EpochMs = -Infinity;
  private assessed: Assessed | undefined;
  /** Where each of the people stands among those assessed. */
  private places: ReadonlyMap<Id, number> = new Map();

  constructor(
    private rollCall: RollCall,
    dossiers: Iterable<Dossier>,
    private readonly peoplePerTally = PEOPLE_PER_TALLY,
  ) {
    this.note(dossiers);
  }

  /** Of how many people it holds what they said. */
  get size(): number {
    return this.dossiers.size;
  }

  has(deployment: Id): boolean {
    return this.dossiers.has(deployment);
  }

  get evidence(): { readonly rollCall: RollCall; readonly dossiers: ReadonlyMap<Id, Dossier> } {
    return { rollCall: this.rollCall, dossiers: this.dossiers };
  }

  /**
   * What holds at t, of all that has been learnt. Undefined for an instant from before the last change: it goes forward
   * alone, and for what is past the rule is asked anew.
   */
  at(t: EpochMs): Assessed | undefined {
    if (t < this.since) return undefined;
    if (this.assessed === undefined || t >= this.until) this.go(t, NO_NEWS);
    return this.assessed;
  }

  /** Takes in what has been recorded, as it stands at t. */
  learn(news: News, t: EpochMs): void {
    if (this.question === undefined) {
      this.rollCall = news.rollCall ?? this.rollCall;
      this.note(news.dossiers);
    } else {
      this.go(Math.max(t, this.question.at), news);
    }
  }

  /** When something changes next, if nothing is recorded. */
  private get until(): EpochMs {
    return Math.min(this.turns.next, this.populationStands.next, this.rollCallStands.next);
  }

  private go(t: EpochMs, news: News): void {
    const before = this.question;
    const movesPeople = this.concernsPopulation(news);
    this.rollCall = news.rollCall ?? this.rollCall;
    this.note(news.dossiers);
    const question = questionOf(this.evidence, t);
    if (question === undefined) return;
    this.question = question;
    const isOther = before === undefined || !asksTheSame(before, question);
    const changed = isOther
      ? this.dossiers.keys()
      : [...news.dossiers.map(({ deployment }) => deployment), ...this.turns.due(t)];
    const reassessed = this.reassess(new Set(changed), question);
    const isAnother = isOther || movesPeople || t >= this.populationStands.next || t >= this.rollCallStands.next;
    if (isAnother || this.assessed === undefined) this.populate(question);
    else this.replace(this.assessed, reassessed, question);
  }

  private note(dossiers: Iterable<Dossier>): void {
    for (const dossier of dossiers) {
      this.dossiers.set(dossier.deployment, dossier);
      this.vouching.learn(dossier);
    }
  }

  /** Whether somebody may come into the population, or leave it, or become another tour of his officer. */
  private concernsPopulation({ rollCall, dossiers }: News): boolean {
    return (
      rollCall !== undefined || dossiers.some((dossier) => !movesAlike(this.dossiers.get(dossier.deployment), dossier))
    );
  }

  /** Those whose own finding may be another, and whoever rests on their word, with all on whose word those rest. */
  private reassess(changed: ReadonlySet<Id>, question: Question): ReadonlySet<Id> {
    for (const deployment of changed) {
      const dossier = this.dossiers.get(deployment);
      if (dossier !== undefined) this.findings.set(deployment, findingOf(dossier, question));
    }
    const affected = this.vouching.restingOn(changed);
    const weighed = new Map<Id, Finding>();
    for (const deployment of this.vouching.supporting(affected)) {
      const finding = this.findings.get(deployment);
      if (finding !== undefined) weighed.set(deployment, finding);
    }
    const assessed = assessAll(weighed, question);
    for (const deployment of affected) {
      const person = assessed.get(deployment);
      if (person !== undefined) this.keep(person, question.at);
    }
    return affected;
  }

  private keep(person: PersonAssessment, t: EpochMs): void {
    const { deployment, lapsesAt } = person;
    this.people.set(deployment, person);
    const dossier = this.dossiers.get(deployment);
    const own = dossier === undefined ? NEVER : around(t, turnsOfPerson(dossier));
    const { last, next } = lapsesAt === undefined ? own : around(t, [lapsesAt], own);
    this.since = Math.max(this.since, last);
    this.turns.expect(deployment, next);
  }

  private populate(question: Question): void {
    const population = populationAtRisk(question);
    this.rollCallStands = around(question.at, turnsOfRollCall(this.rollCall));
    this.populationStands = NEVER;
    if (!('deployments' in this.rollCall.scope)) {
      for (const dossier of this.dossiers.values()) {
        this.populationStands = around(question.at, turnsOfTour(dossier), this.populationStands);
      }
    }
    this.since = Math.max(this.since, this.rollCallStands.last, this.populationStands.last);
    const people = peopleOf(population, this.people);
    this.places = new Map(people.map(({ deployment }, place) => [deployment, place]));
    const tallies: Tally[] = [];
    for (let first = 0; first < people.length; first += this.peoplePerTally) {
      tallies.push(this.tallyFrom(first, people, question));
    }
    this.assessed = { question, population, people, tallies };
  }

  private tallyFrom(first: number, people: readonly Person[], question: Question): Tally {
    return tallyOf(people.slice(first, first + this.peoplePerTally), question);
  }

  /** The same people in the same places. */
  private replace(assessed: Assessed, reassessed: ReadonlySet<Id>, question: Question): void {
    const { population, people } = assessed;
    const present = people.slice();
    const changed = new Set<number>();
    for (const deployment of reassessed) {
      const place = this.places.get(deployment);
      const before = place === undefined ? undefined : people[place];
      const person = this.people.get(deployment);
      if (place === undefined || before === undefined || person === undefined) continue;
      present[place] = { ...person, standing: before.standing };
      changed.add(Math.floor(place / this.peoplePerTally));
    }
    const tallies = assessed.tallies?.slice() ?? [];
    for (const stretch of changed) {
      tallies[stretch] = this.tallyFrom(stretch * this.peoplePerTally, present, question);
    }
    this.assessed = { question, population, people: present, tallies };
  }
}

/** Whether an answer about a person's own dossier is the same to both, at one instant. */
function asksTheSame(a: Question, b: Question): boolean {
  const isOfOnePolicy = a.policy === b.policy || JSON.stringify(a.policy) === JSON.stringify(b.policy);
  return a.ref === b.ref && a.mode === b.mode && isOfOnePolicy;
}

function movesAlike(before: Dossier | undefined, after: Dossier): boolean {
  if (before === undefined || before.officer !== after.officer) return false;
  return (
    JSON.stringify(before.tour) === JSON.stringify(after.tour) &&
    JSON.stringify(before.assignments) === JSON.stringify(after.assignments)
  );
}
