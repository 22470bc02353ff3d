import { Injectable } from '@nestjs/common';
import { settle, type Moment } from '../../../api/moment.js';
import type { Actor } from '../../../kernel/actor.js';
import { demand } from '../../../kernel/failure.js';
import type { Id } from '../../../kernel/ids.js';
import type { Position } from '../../../kernel/position.js';
import { readIncident } from '../facts/read-evidence.js';
import { Assessing, type AskedAssessment } from './assessing.js';
import { audienceOf, type Audience } from './audience.js';

/** A reader and the moment at which he asks. */
export interface Reader {
  readonly audience: Audience;
  readonly moment: Moment;
}

/**
 * Which incidents and roll calls a reader sees at all: whoever reads only some people sees those that one of them is
 * in or excluded from, or was ever pending in, and of any other he is told the same as of one that is not there.
 */
@Injectable()
export class Seeing {
  constructor(private readonly assessing: Assessing) {}

  /** Who asks for a list, now. Refused with 'not-current' where it would not be whole. */
  async list(actor: Actor, after: Position | undefined): Promise<Reader> {
    await this.assessing.demandApplied(after);
    const moment = await settle({}, this.assessing.tools);
    demand(moment.current, 'not-current', 'The views have not reached the end of the log; ask again.');
    return { audience: this.audienceOf(actor), moment };
  }

  /** Who asks for an incident, now. */
  async incident(incident: Id, actor: Actor, after: Position | undefined): Promise<Reader> {
    const { facts } = this.assessing;
    await this.assessing.demandApplied(after);
    const isKnown = (): boolean => readIncident(facts, incident, this.assessing.newest()) !== undefined;
    if (this.audienceOf(actor).among === undefined) await this.assessing.demandKnown(isKnown, 'incident');
    const moment = await settle({}, this.assessing.tools);
    const audience = this.audienceOf(actor);
    demandHis(this.seesIncident(incident, { audience, moment }));
    return { audience, moment };
  }

  /** What is told of a roll call, now. */
  async rollCall(rollCall: Id, actor: Actor, after: Position | undefined): Promise<AskedAssessment> {
    if (this.audienceOf(actor).among === undefined) return this.assessing.ask(rollCall, {}, actor, after);
    await this.assessing.demandApplied(after);
    const moment = await settle({}, this.assessing.tools);
    const answer = this.assessing.tell(rollCall, this.audienceOf(actor), moment);
    demandHis(hasSomeone(answer));
    return answer;
  }

  seesIncident(incident: Id, { audience, moment }: Reader): boolean {
    const { among } = audience;
    return among === undefined || this.assessing.facts.involvedIn(incident, moment.known).some(among);
  }

  seesRollCall(rollCall: Id, { audience, moment }: Reader): boolean {
    return audience.among === undefined || hasSomeone(this.assessing.tell(rollCall, audience, moment));
  }

  /** What is told of an incident's roll calls, the newest first. */
  rollCallsOf(incident: Id, { audience, moment }: Reader): readonly (AskedAssessment & { readonly rollCall: Id })[] {
    return this.assessing.facts
      .rollCallsOf(incident, moment.known)
      .map((rollCall) => ({ rollCall, ...this.assessing.tell(rollCall, audience, moment) }))
      .filter((answer) => audience.among === undefined || hasSomeone(answer))
      .reverse();
  }

  private audienceOf(actor: Actor): Audience {
    return audienceOf(actor, this.assessing.facts, this.assessing.newest());
  }
}

function hasSomeone({ told }: AskedAssessment): boolean {
  return told.people.length > 0 || told.excluded.length > 0;
}

function demandHis(isHis: boolean): void {
  demand(isHis, 'forbidden', 'This is not yours to read.');
}
