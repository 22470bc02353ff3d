import {
  decideAnnotateEntry,
  decideCorrectEntry,
  decideRetractEntry,
} from '../../src/features/deployments/corrections.js';
import { decideEndAssignment, decideStartAssignment } from '../../src/features/deployments/assignments.js';
import {
  decideEndLeave,
  decideObserveArrival,
  decideStartLeave,
  decideStartTransit,
} from '../../src/features/deployments/movements.js';
import { decideEndDeployment, decideExtendDeployment } from '../../src/features/deployments/tour.js';
import { instantOf, msOf } from '../../src/kernel/instant.js';
import { openIncident } from './night.js';
import { DAY_MS, MINUTE_MS, type Mission, type People, type Person } from './people.js';
import { NOTES, PLACES, REASONS } from './words.js';

/** Of a day: in each of them a part of the people have their routine. */
const WATCHES = 6;
export const WATCH_MS = DAY_MS / WATCHES;
/** How often a mission has an incident, in a watch. */
const INCIDENT = 1 / (WATCHES * 30);

/** The ordinary days of many missions: most of what a log holds. */
export class Days {
  #watch = 0;

  constructor(
    private readonly people: People,
    private readonly missions: Mission[],
    /** Whether the log has its size. */
    private readonly isFull: () => boolean,
  ) {}

  /** One watch of four hours; it breaks off once the log has its size. */
  async watch(): Promise<void> {
    const { recorder, random } = this.people;
    for (const mission of this.missions) {
      for (const [place, person] of [...mission.people].entries()) {
        if (this.isFull()) return;
        if (place % WATCHES === this.#watch % WATCHES) await this.#routine(person);
      }
      if (!this.isFull() && random.chance(INCIDENT)) await openIncident(this.people, mission, this.isFull);
    }
    this.#watch += 1;
    recorder.moveTo(msOf(recorder.now) + WATCH_MS);
  }

  async #routine(person: Person): Promise<void> {
    const { random } = this.people;
    if (person.leave) return this.#onLeave(person);
    if (person.transit) return this.#arrive(person);
    if (msOf(this.people.recorder.now) >= person.ends) return this.#replaced(person);
    if (random.chance(0.06)) await this.people.contactAttempt(person);
    if (random.chance(0.9)) await this.#heardOf(person);
    const move = random.next();
    if (move < 0.006) await this.#goOnLeave(person);
    else if (move < 0.014) await this.#setOut(person);
    else if (move < 0.017) await this.#extend(person);
    else if (move < 0.019) await this.#reassign(person);
  }

  async #heardOf(person: Person): Promise<void> {
    const { people } = this;
    const entry = await people.checkIn(person);
    const [after, actor, reason] = [people.random.next(), people.onWatch(), people.random.of(REASONS)];
    if (after < 0.015) {
      const changes = { place: people.random.of(PLACES), condition: 'SAFE' } as const;
      await people.about(person, actor, (state, context) =>
        decideCorrectEntry(state, { entry, changes, reason }, { ...context, voucher: undefined }),
      );
    } else if (after < 0.019) {
      await people.about(person, actor, (state, context) => decideRetractEntry(state, { entry, reason }, context));
    } else if (after < 0.029) {
      const text = people.random.of(NOTES);
      await people.about(person, actor, (state, context) => decideAnnotateEntry(state, { entry, text }, context));
    }
  }

  async #goOnLeave(person: Person): Promise<void> {
    const { deployment } = person;
    const place = this.people.random.of(PLACES);
    await this.people.about(person, this.people.onWatch(), (state, context) =>
      decideStartLeave(state, { deployment, from: context.now, place }, context),
    );
    person.leave = true;
  }

  async #onLeave(person: Person): Promise<void> {
    const { random } = this.people;
    const { deployment } = person;
    if (random.chance(0.1)) await this.people.checkIn(person);
    if (!random.chance(0.12)) return;
    await this.people.about(person, this.people.onWatch(), (state, context) =>
      decideEndLeave(state, { deployment, at: context.now }, context),
    );
    person.leave = false;
  }

  async #setOut(person: Person): Promise<void> {
    const { deployment } = person;
    const to = this.people.random.of(PLACES);
    await this.people.about(person, this.people.onWatch(), (state, context) => {
      const dueAt = instantOf(msOf(context.now) + 300 * MINUTE_MS);
      return decideStartTransit(state, { deployment, departedAt: context.now, to, dueAt }, context);
    });
    person.transit = true;
  }

  async #arrive(person: Person): Promise<void> {
    const { deployment } = person;
    const place = this.people.random.of(PLACES);
    await this.people.about(person, this.people.onWatch(), (state, context) =>
      decideObserveArrival(state, { deployment, arrivedAt: context.now, place }, context),
    );
    person.transit = false;
  }

  async #extend(person: Person): Promise<void> {
    const { deployment } = person;
    const plannedEndAt = instantOf(msOf(person.plannedEndAt) + 14 * DAY_MS);
    await this.people.about(person, this.people.commander, (state, context) =>
      decideExtendDeployment(state, { deployment, plannedEndAt, reason: 'Asked for by the mission.' }, context),
    );
    person.plannedEndAt = plannedEndAt;
  }

  /** To another post of the mission: the new assignment first, for nobody in theatre is nobody's. */
  async #reassign(person: Person): Promise<void> {
    const { people } = this;
    const { deployment, mission, assignment: ending } = person;
    const assignment = people.newId();
    const post = people.random.of([...mission.posts] as [string, ...string[]]);
    const known = { mission: { posts: mission.posts } };
    await people.about(person, people.onWatch(), (state, context) => {
      const command = { deployment, assignment, mission: mission.id, post, position: 'Trainer', from: context.now };
      return decideStartAssignment(state, command, { ...context, ...known });
    });
    await people.about(person, people.onWatch(), (state, context) =>
      decideEndAssignment(state, { deployment, assignment: ending, at: context.now }, context),
    );
    person.assignment = assignment;
  }

  /** His tour is over, and somebody else comes in his place. */
  async #replaced(person: Person): Promise<void> {
    const { people } = this;
    const { deployment, mission } = person;
    await people.about(person, people.onWatch(), (state, context) =>
      decideEndDeployment(state, { deployment, endedAt: context.now, reason: 'The tour is over.' }, context),
    );
    mission.people.splice(mission.people.indexOf(person), 1);
    await people.newcomer(mission);
  }
}
