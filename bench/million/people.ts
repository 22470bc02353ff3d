import { deployment } from '../../src/features/deployments/deployment.js';
import { decideRecordCheckIn, decideRecordContactAttempt } from '../../src/features/deployments/check-ins.js';
import type { RecordCheckIn } from '../../src/features/deployments/deployment.commands.js';
import type { DeploymentEvent } from '../../src/features/deployments/deployment.events.js';
import type { DeploymentState } from '../../src/features/deployments/deployment-state.js';
import { decideBeginDeployment } from '../../src/features/deployments/tour.js';
import { mission } from '../../src/features/missions/mission.js';
import { decideEstablishMission, decideOpenDutyPost } from '../../src/features/missions/mission.js';
import { officer } from '../../src/features/officers/officer.js';
import { decideRecordContactChannel, decideRegisterOfficer } from '../../src/features/officers/officer.js';
import type { Actor } from '../../src/kernel/actor.js';
import type { DecisionContext } from '../../src/kernel/decider.js';
import { entryId, type EntryId } from '../../src/kernel/entry-id.js';
import { derivedId, type Id } from '../../src/kernel/ids.js';
import { instantOf, msOf, type Instant } from '../../src/kernel/instant.js';
import { streamName } from '../../src/kernel/stream.js';
import type { Random } from './random.js';
import type { Recorder } from './recorder.js';
import { AGENCIES, CHANNELS, GRADES, LANGUAGES, NAMES, NOTES, PLACES, RANKS, ZONES } from './words.js';

export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;
const TOUR_MS = 270 * DAY_MS;

export interface Mission {
  readonly id: Id;
  readonly posts: ReadonlySet<Id>;
  readonly lead: Actor;
  /** On tour there now; the first of them vouches for the others. */
  readonly people: Person[];
}

export interface Person {
  readonly deployment: Id;
  readonly officer: Id;
  readonly mission: Mission;
  readonly ends: number;
  leave: boolean;
  transit: boolean;
  plannedEndAt: Instant;
  assignment: Id;
}

/** Whom the missions are made of, and the commands that everyone's days are made of. */
export class People {
  readonly watch: readonly [Actor, ...Actor[]];
  readonly commander: Actor;
  #made = 0;

  constructor(
    readonly recorder: Recorder,
    readonly random: Random,
    /** Keeps the ids of one kind of people from those of another. */
    private readonly kind: string,
  ) {
    const dutyOfficer = (name: string): Actor => ({ id: derivedId('bench watch', name), role: 'dutyOfficer' });
    this.watch = [dutyOfficer('one'), dutyOfficer('two'), dutyOfficer('three'), dutyOfficer('four')];
    this.commander = { id: derivedId('bench commander'), role: 'commander' };
  }

  newId(): Id {
    this.#made += 1;
    return derivedId('bench', this.kind, String(this.#made));
  }

  onWatch(): Actor {
    return this.random.of(this.watch);
  }

  async newMission(): Promise<Mission> {
    const id = this.newId();
    const posts = [this.newId(), this.newId(), this.newId()];
    const [stream, actor] = [streamName('mission', id), this.commander];
    const establishing = { mission: id, name: `Mission ${this.#made}`, zone: this.random.of(ZONES) };
    await this.recorder.give({
      ...{ decider: mission, stream, actor },
      decide: (state) => decideEstablishMission(state, establishing),
    });
    for (const post of posts) {
      const opening = { mission: id, post, name: `Post ${post.slice(0, 4)}`, place: this.random.of(PLACES) };
      await this.recorder.give({
        ...{ decider: mission, stream, actor },
        decide: (state) => decideOpenDutyPost(state, opening),
      });
    }
    const lead: Actor = { id: this.newId(), role: 'teamLead', missions: [id] };
    return { id, posts: new Set(posts), lead, people: [] };
  }

  /** A new officer on a new tour. Most arrive at its beginning; those who were there before are some way into it. */
  async newcomer(to: Mission, served = 0): Promise<Person> {
    const [officerId, deploymentId] = [this.newId(), this.newId()];
    await this.#register(officerId);
    const now = msOf(this.recorder.now);
    const ends = now + Math.max(DAY_MS, TOUR_MS - served);
    const [beganAt, plannedEndAt] = [instantOf(now), instantOf(ends)];
    const [post = deploymentId] = to.posts;
    const place = { mission: to.id, post, position: 'Adviser' };
    const command = { deployment: deploymentId, officer: officerId, ...place, beganAt, plannedEndAt };
    const known = { officerExists: true, lastTour: undefined, mission: { posts: to.posts } };
    await this.recorder.give({
      ...{ decider: deployment, stream: streamName('deployment', deploymentId), actor: this.onWatch() },
      decide: (state, context) => decideBeginDeployment(state, command, { ...context, ...known }),
      reserve: (pending) => ({
        stream: streamName('officer', officerId),
        fact: { type: 'TourReserved', data: { deployment: deploymentId, purpose: 'BEGIN', pending } },
      }),
    });
    const state = { leave: false, transit: false, plannedEndAt, assignment: deploymentId };
    const person = { deployment: deploymentId, officer: officerId, mission: to, ends, ...state };
    to.people.push(person);
    return person;
  }

  async #register(id: Id): Promise<void> {
    const [stream, actor] = [streamName('officer', id), this.onWatch()];
    const who = { officer: id, name: `${this.random.of(NAMES)} ${this.#made}`, rank: this.random.of(RANKS) };
    const registering = { ...who, homeAgency: this.random.of(AGENCIES), language: this.random.of(LANGUAGES) };
    await this.recorder.give({
      ...{ decider: officer, stream, actor },
      decide: (state) => decideRegisterOfficer(state, registering),
    });
    const contact = { officer: id, channel: 'phone', address: `+1 555 ${String(this.#made).padStart(7, '0')}` };
    await this.recorder.give({
      ...{ decider: officer, stream, actor },
      decide: (state) => decideRecordContactChannel(state, contact),
    });
  }

  /** Gives a command about someone's tour. */
  async about(
    { deployment: id }: Person,
    actor: Actor,
    decide: (state: DeploymentState, context: DecisionContext) => readonly DeploymentEvent[],
  ): Promise<EntryId> {
    const stream = streamName('deployment', id);
    const [event] = await this.recorder.give({ decider: deployment, stream, actor, decide });
    if (event === undefined) throw new Error('a decision records something');
    return entryId(id, event.id);
  }

  /** Someone is heard of, most by their own word, many through their leader. Answers the name of the entry. */
  async checkIn(person: Person, grade = this.random.weighted(GRADES)): Promise<EntryId> {
    const { mission: at, deployment: id } = person;
    const leader = at.people[0];
    const vouched = grade === 3 && leader !== undefined && leader !== person ? leader.deployment : undefined;
    const fitting = grade === 3 && vouched === undefined ? 1 : grade;
    const command = this.#observation(id, fitting, vouched);
    const voucher = vouched === undefined ? undefined : { deployment: vouched };
    return this.about(person, this.#speaker(fitting, person), (state, context) =>
      decideRecordCheckIn(state, command, { ...context, voucher }),
    );
  }

  #speaker(grade: number, { deployment: id, mission: { lead } }: Person): Actor {
    if (grade === 2) return { id: derivedId('bench self', id), role: 'deployedOfficer', deployment: id };
    return grade === 3 ? lead : this.onWatch();
  }

  #observation(id: Id, grade: RecordCheckIn['grade'], vouchedBy: Id | undefined): RecordCheckIn {
    const { random } = this;
    const observed = msOf(this.recorder.now) - random.below(40) * MINUTE_MS;
    const condition = random.weighted([
      ['SAFE', 970],
      ['NEEDS_ASSISTANCE', 20],
      ['INJURED', 8],
      ['DETAINED', 2],
    ] as const);
    return {
      ...{ deployment: id, condition, grade, channel: random.of(CHANNELS), observedAt: instantOf(observed) },
      ...(random.chance(0.7) ? { disposition: 'AT_POST' as const } : {}),
      ...(random.chance(0.6) ? { place: random.of(PLACES) } : {}),
      ...(random.chance(0.2) ? { note: random.of(NOTES) } : {}),
      ...(grade === 2 ? { sentAt: instantOf(observed + MINUTE_MS) } : {}),
      ...(vouchedBy === undefined ? {} : { vouchedBy }),
    };
  }

  async contactAttempt(person: Person): Promise<void> {
    const outcome = this.random.weighted([
      ['NO_ANSWER', 6],
      ['BUSY', 2],
      ['UNDELIVERABLE', 1],
    ] as const);
    const attempt = { deployment: person.deployment, channel: this.random.of(CHANNELS), outcome };
    await this.about(person, this.onWatch(), (state, context) =>
      decideRecordContactAttempt(state, { ...attempt, attemptedAt: context.now }, context),
    );
  }
}
