import { expect } from '@jest/globals';
import type { CommandOrigin } from '../../src/deciding/command-origin.js';
import { Deciding } from '../../src/deciding/deciding.js';
import { MemoryEventLog } from '../../src/event-log/memory/memory-event-log.js';
import { MAX_EVENTS_PER_READ, readWhole, type EventLog } from '../../src/event-log/event-log.js';
import { CATALOGUE } from '../../src/features/catalogue/catalogue.js';
import {
  BeginDeployment,
  BeginDeploymentHandler,
} from '../../src/features/deployments/commands/begin-deployment.command.js';
import { EndDeployment, EndDeploymentHandler } from '../../src/features/deployments/commands/end-deployment.command.js';
import {
  ReinstateDeployment,
  ReinstateDeploymentHandler,
} from '../../src/features/deployments/commands/reinstate-deployment.command.js';
import { deployment } from '../../src/features/deployments/deployment.js';
import { Places } from '../../src/features/deployments/places.service.js';
import { Tours } from '../../src/features/deployments/tours.service.js';
import { decideEstablishMission, mission } from '../../src/features/missions/mission.js';
import { decideRegisterOfficer, officer } from '../../src/features/officers/officer.js';
import { ScriptClock } from '../../src/installation/script-clock.js';
import { fold } from '../../src/kernel/decider.js';
import { Refusal } from '../../src/kernel/failure.js';
import type { Id } from '../../src/kernel/ids.js';
import type { Instant } from '../../src/kernel/instant.js';
import { BEFORE_ALL } from '../../src/kernel/position.js';
import { streamName } from '../../src/kernel/stream.js';
import { MemoryKeyStore } from '../../src/sealing/memory-key-store.js';
import { Sealer } from '../../src/sealing/sealer.js';
import { DUTY_OFFICER, id, NOW } from '../support/given.js';
import { interleave, type Choice, type Outcomes, type Run, type Watched } from '../support/interleaving.js';
import { ANN, BEGAN_AT, evening, PLANNED_END_AT, TRAINING } from '../support/tour.js';

export const BEN = id('ben');
export const FIRST = id('first tour');
export const SECOND = id('second tour');
export const THIRD = id('third tour');
const TOURS = [FIRST, SECOND, THIRD];

export const NOON = evening('12:00:00');

/** Somebody's command about a tour, on whatever face of the log he has. */
export type Command = (world: World, log: EventLog) => Promise<unknown>;

/** A log that knows two officers and a mission, on which commands run at once. */
export class World {
  readonly log: EventLog;
  private readonly clock = new ScriptClock(NOW);
  private readonly sealer = new Sealer(new MemoryKeyStore());

  private constructor() {
    this.log = new MemoryEventLog(this.clock);
  }

  static async prepared(): Promise<World> {
    const world = new World();
    const deciding = world.deciding();
    for (const member of [ANN, BEN]) {
      const registration = { officer: member, name: 'Somebody', rank: 'Constable', homeAgency: 'Saskatoon' };
      await deciding.run({
        decider: officer,
        stream: streamName('officer', member),
        origin: originOf(`register ${member}`),
        decide: (state) => decideRegisterOfficer(state, registration),
      });
    }
    await deciding.run({
      decider: mission,
      stream: streamName('mission', TRAINING),
      origin: originOf('establish'),
      decide: (state) => decideEstablishMission(state, { mission: TRAINING, name: 'Police training' }),
    });
    return world;
  }

  deciding(log: EventLog = this.log): Deciding {
    return new Deciding({ log, sealer: this.sealer, clock: this.clock, catalogue: CATALOGUE });
  }

  async perform(...commands: readonly Command[]): Promise<void> {
    for (const command of commands) await command(this, this.log);
  }

  race(commands: Readonly<Record<string, Command>>, watched: readonly Watched[], choose: Choice): Promise<Outcomes> {
    const runs = Object.entries(commands).map(([name, command]): [string, Run] => [name, (log) => command(this, log)]);
    return interleave(this.log, Object.fromEntries(runs), watched, choose);
  }

  /** Lets so many appends of a command through, and then never another. */
  async crash(command: Command, appends: number): Promise<void> {
    let left = appends;
    await this.race({ crashed: command }, ['append'], () => (left-- > 0 ? 'crashed' : undefined));
  }

  async openTours(member: Id = ANN): Promise<readonly Id[]> {
    const states = await Promise.all(
      TOURS.map((tour) => this.deciding().load(deployment, streamName('deployment', tour))),
    );
    return states.flatMap(({ state }) =>
      state?.officer === member && state.endedAt === undefined ? [state.deployment] : [],
    );
  }

  /** After each event of the log: no officer had two open tours, and none began one before his last had ended. */
  async expectNeverTwoAtOnce(): Promise<void> {
    const events = await this.log.readAll(BEFORE_ALL, MAX_EVENTS_PER_READ);
    for (const [place] of events.entries()) {
      const sofar = events.slice(0, place + 1);
      const tours = TOURS.flatMap((tour) => {
        const stream = streamName('deployment', tour);
        const state = fold(
          deployment,
          sofar.filter((event) => event.stream === stream),
        );
        return state === undefined ? [] : [state];
      });
      for (const tour of tours) {
        const others = tours.filter((other) => other !== tour && other.officer === tour.officer);
        for (const other of others) {
          const apart =
            (tour.endedAt !== undefined && tour.endedAt <= other.beganAt) ||
            (other.endedAt !== undefined && other.endedAt <= tour.beganAt);
          expect({ apart, tour, other }).toMatchObject({ apart: true });
        }
      }
    }
  }

  /** Whoever was told that it is recorded finds it on its tour's stream once; whoever was refused left nothing there. */
  async expectKept(outcomes: Outcomes): Promise<void> {
    const events = (await Promise.all(TOURS.map((tour) => readWhole(this.log, streamName('deployment', tour))))).flat();
    for (const [name, outcome] of Object.entries(outcomes)) {
      const own = events.filter(({ metadata }) => metadata.causationId === originOf(name).causationId);
      expect({ name, outcome, recorded: own.length }).toMatchObject({ recorded: isTold(outcome) ? 1 : 0 });
    }
  }
}

function isTold(outcome: Outcomes[string] | undefined): boolean {
  return outcome !== undefined && outcome !== 'never ended' && outcome.status === 'fulfilled';
}

/** The problems of those that were refused; whatever else went wrong stands there as it is. */
export function refusalsIn(outcomes: Outcomes): readonly unknown[] {
  return Object.values(outcomes).flatMap((outcome): readonly unknown[] => {
    if (outcome === 'never ended') return [outcome];
    if (outcome.status === 'fulfilled') return [];
    return [outcome.reason instanceof Refusal ? outcome.reason.problem : outcome.reason];
  });
}

function originOf(name: string): CommandOrigin {
  const commandId = id(`command ${name}`);
  return { commandId, correlationId: commandId, causationId: commandId, actor: DUTY_OFFICER, fingerprint: name };
}

interface Beginning {
  readonly beganAt?: Instant;
  readonly member?: Id;
}

/** `name` is the command's: a race has one of each. */
export function begin(name: string, tour: Id, { beganAt = BEGAN_AT, member = ANN }: Beginning = {}): Command {
  return (world, log) => {
    const deciding = world.deciding(log);
    const handler = new BeginDeploymentHandler(deciding, new Tours(deciding, log), new Places(log));
    const body = { deployment: tour, officer: member, mission: TRAINING, beganAt, plannedEndAt: PLANNED_END_AT };
    return handler.execute(new BeginDeployment(body, originOf(name)));
  };
}

export function reinstate(name: string, tour: Id): Command {
  return (world, log) => {
    const deciding = world.deciding(log);
    const handler = new ReinstateDeploymentHandler(deciding, new Tours(deciding, log));
    return handler.execute(new ReinstateDeployment({ deployment: tour, reason: 'Mistaken' }, originOf(name)));
  };
}

export function end(name: string, tour: Id, endedAt: Instant): Command {
  return (world, log) => {
    const handler = new EndDeploymentHandler(world.deciding(log));
    return handler.execute(new EndDeployment({ deployment: tour, endedAt, reason: 'Over' }, originOf(name)));
  };
}
