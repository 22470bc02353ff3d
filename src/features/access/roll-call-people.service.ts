import { Inject, Injectable } from '@nestjs/common';
import { readWhole, type EventLog } from '../../event-log/event-log.js';
import type { Recorded, RecordedEvent, SealedTexts } from '../../kernel/event.js';
import { demand, invariant } from '../../kernel/failure.js';
import type { Id } from '../../kernel/ids.js';
import type { Mode } from '../../kernel/mode.js';
import { EVENT_LOG } from '../../kernel/ports.js';
import { present } from '../../kernel/present.js';
import { streamName, type Category } from '../../kernel/stream.js';
import type { RollCallEvent } from '../accountability/roll-call.events.js';
import type { DeploymentEvent } from '../deployments/deployment.events.js';
import type { MissionEvent } from '../missions/mission.events.js';
import type { OfficerEvent } from '../officers/officer.events.js';

/** A roll call as far as links are made for it. */
export interface RollCallOfLinks {
  readonly mode: Mode;
  /** Everyone who was ever in its denominator: whoever is excluded can still say that he is safe. */
  readonly people: readonly Id[];
}

/** How someone is spoken to. */
export interface Person {
  readonly zone?: string;
  readonly language?: string;
}

/** Who a roll call's links are for, read from the streams themselves, which no view is behind. */
@Injectable()
export class RollCallPeople {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  async rollCall(id: Id): Promise<RollCallOfLinks> {
    const [opened, ...others] = await this.eventsOf<RollCallEvent>('rollCall', id);
    demand(opened !== undefined, 'not-found', 'There is no such roll call.');
    invariant(opened.type === 'RollCallOpened', 'a roll call begins with its opening');
    const added = others.flatMap((event) => (event.type === 'OfficerAddedToRollCall' ? [event.data.deployment] : []));
    return { mode: opened.data.mode, people: [...new Set([...opened.data.denominator, ...added])] };
  }

  async person(deployment: Id): Promise<Person> {
    const began = await this.beginningOf(deployment);
    invariant(began !== undefined, 'whoever is in a roll call is on a deployment');
    const { officer, mission } = began;
    const [established] = await this.eventsOf<MissionEvent>('mission', mission);
    const zone = established?.type === 'MissionEstablished' ? established.data.zone : undefined;
    const language = (await this.eventsOf<OfficerEvent>('officer', officer)).flatMap(languageIn).at(-1);
    return present({ zone, language });
  }

  /** The texts that have the name of whose deployment it is; undefined where there is no such deployment. */
  async nameOf(deployment: Id): Promise<SealedTexts | undefined> {
    const began = await this.beginningOf(deployment);
    if (began === undefined) return undefined;
    const events = await this.eventsOf<OfficerEvent>('officer', began.officer);
    return events.flatMap(({ personal }) => (personal?.sealed['name'] === undefined ? [] : [personal])).at(-1);
  }

  private async beginningOf(deployment: Id): Promise<{ readonly officer: Id; readonly mission: Id } | undefined> {
    const [began] = await this.log.read(streamName('deployment', deployment), 0, 1);
    const first = began as Recorded<DeploymentEvent> | undefined;
    invariant(first === undefined || first.type === 'DeploymentBegan', 'a deployment begins with its beginning');
    return first?.data;
  }

  private async eventsOf<F extends RollCallEvent | MissionEvent | OfficerEvent>(
    category: Category,
    id: Id,
  ): Promise<readonly (Recorded<F> & RecordedEvent<string, object>)[]> {
    const events = await readWhole(this.log, streamName(category, id));
    return events as readonly RecordedEvent<string, object>[] as readonly (Recorded<F> &
      RecordedEvent<string, object>)[];
  }
}

function languageIn(event: Recorded<OfficerEvent>): readonly string[] {
  const states = event.type === 'OfficerRegistered' || event.type === 'OfficerCorrected';
  return states && event.data.language !== undefined ? [event.data.language] : [];
}
