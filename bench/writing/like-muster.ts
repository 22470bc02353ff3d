import { Body, Controller, HttpCode, Inject, Module, Post, type DynamicModule } from '@nestjs/common';
import { MayUse } from '../../src/api/policy.js';
import { TheCaller, type Caller } from '../../src/api/caller.js';
import { RecordCheckInBody } from '../../src/features/deployments/commands/record-check-in.command.js';
import { COMMAND_ROLES } from '../../src/kernel/authority.js';

/** What stands in the place of everything that Muster does with a check-in once it is known to be a sound one. */
export type Instead = (body: RecordCheckInBody, caller: Caller) => Promise<void>;

const INSTEAD = Symbol('Instead');

/** An answer as RecordCheckIn gives one. */
const CONSTANT = {
  position: '000000000001234',
  id: '0d7f6f3e-5b7a-4e43-9c0a-3d3b3f6c1a11',
  revision: 7,
  entry: 'DX9vPlt6TkOcCj07P2waEQ1_bz5bek5DnAo9Oz9sGhE',
};

@Controller()
class LikeMusterController {
  constructor(@Inject(INSTEAD) private readonly instead: Instead) {}

  @Post('like-muster')
  @HttpCode(200)
  @MayUse(COMMAND_ROLES.RecordCheckIn)
  async answer(@Body() body: RecordCheckInBody, @TheCaller() caller: Caller): Promise<object> {
    await this.instead(body, caller);
    return CONSTANT;
  }
}

/** A route of Muster's own server that authenticates and validates a check-in as the real one does. */
@Module({})
export class LikeMusterModule {
  static doing(instead: Instead): DynamicModule {
    return {
      module: LikeMusterModule,
      controllers: [LikeMusterController],
      providers: [{ provide: INSTEAD, useValue: instead }],
    };
  }
}
