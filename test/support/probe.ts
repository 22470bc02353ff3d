import { Body, Controller, Get, Module, Param, Post, Query } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, ValidateNested } from 'class-validator';
import { field, IdField, InstantField, LabelField, ObjectField } from '../../src/api/fields.js';
import { MayUse } from '../../src/api/policy.js';
import { FreshQuery } from '../../src/api/freshness.js';
import { IdParam } from '../../src/api/query-route.js';
import { TheCaller, type Caller } from '../../src/api/caller.js';
import { Indeterminate, LogUnavailable } from '../../src/event-log/event-log.js';
import { KeyDamaged, KeyDestroyed, KeyStoreUnavailable } from '../../src/sealing/key-store.js';

/** What the specs of the edge ask: routes that do nothing but what they are asked for. */

class HazardBody {
  @InstantField()
  readonly earliest!: string;
}

class LineBody {
  @LabelField()
  readonly name!: string;
}

class HowParam {
  @LabelField()
  readonly how!: string;
}

export class ProbeBody {
  @IdField()
  readonly id!: string;

  @LabelField({ optional: true })
  readonly name?: string;

  @ObjectField(() => HazardBody, { optional: true })
  readonly hazard?: HazardBody;

  @field(
    {},
    { type: LineBody, isArray: true },
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(3),
    // A list of lists would pass as nested objects do.
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    Type(() => LineBody),
  )
  readonly lines!: readonly LineBody[];
}

const FAILURES: Readonly<Record<string, () => Error>> = {
  log: () => new LogUnavailable('/data/log.db is locked'),
  'key-store': () => new KeyStoreUnavailable('/data/keys.db is locked'),
  'key-damaged': () => new KeyDamaged('officer:1'),
  'key-destroyed': () => new KeyDestroyed('officer:1'),
  indeterminate: () => new Indeterminate('the connection broke'),
  bug: () => new Error('a secret of the house'),
};

@Controller()
export class ProbeController {
  /** What the page of one aggregate shows, and of something else. */
  shown: object = { revision: 4 };

  @Post('api/probe')
  @MayUse(['dutyOfficer'])
  take(@Body() body: ProbeBody, @TheCaller() { actor, ...said }: Caller): object {
    return { body, said, by: actor.role };
  }

  @Get('api/probe')
  @MayUse(['dutyOfficer'])
  list(): object {
    return this.shown;
  }

  @Get('api/probe/:id')
  @MayUse(['dutyOfficer'])
  ask(@Param() { id }: IdParam, @Query() { after }: FreshQuery): object {
    return { id, after };
  }

  @Get('api/failing/:how')
  @MayUse('anyone')
  fail(@Param() { how }: HowParam): object {
    throw FAILURES[how]?.() ?? new Error(how);
  }
}

@Module({ controllers: [ProbeController] })
export class ProbeModule {}
