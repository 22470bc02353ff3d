import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { GivenCommand } from '../../src/api/command.js';
import { IdParam } from '../../src/api/query-route.js';
import { MayUse } from '../../src/api/policy.js';
import { AccessModule } from '../../src/features/access/access.module.js';
import { startApp, type AppUnderTest } from '../support/app.js';

@Controller()
class UnguardedController {
  @Get('api/unguarded')
  ask(): object {
    return {};
  }
}

@Module({ controllers: [UnguardedController] })
class UnguardedModule {}

class MoveMountain extends GivenCommand<IdParam> {}

@CommandHandler(MoveMountain)
class MoveMountainHandler {
  async execute(): Promise<object> {
    return {};
  }
}

@CommandHandler(MoveMountain)
class OtherMoveMountainHandler extends MoveMountainHandler {}

@Controller()
class MountainController {
  @Post('api/commands/MoveMountain')
  @MayUse(['commander'])
  moveMountain(@Body() body: IdParam): object {
    return body;
  }
}

@Controller()
class OtherMountainController extends MountainController {}

@Module({ controllers: [MountainController], providers: [MoveMountainHandler] })
class MountainModule {}

@Module({ controllers: [MountainController] })
class UnhandledModule {}

@Module({ providers: [MoveMountainHandler] })
class UnroutedModule {}

@Module({ controllers: [MountainController], providers: [MoveMountainHandler, OtherMoveMountainHandler] })
class TwiceHandledModule {}

@Module({ controllers: [OtherMountainController] })
class RoutedAgainModule {}

describe('the application', () => {
  let app: AppUnderTest | undefined;
  afterEach(async () => {
    await app?.close();
    app = undefined;
  });

  async function start(features: readonly (new () => object)[], commands: readonly string[]): Promise<void> {
    const all = [
      ...['GrantAccessToken', 'IssueSignInLink', 'RevokeAccessToken', 'IssuePersonalLinks', 'RevokePersonalLink'],
      ...commands,
    ];
    app = await startApp({ features: [AccessModule, ...features], commands: all });
  }

  it('starts when every command has one route and one handler', async () => {
    await start([MountainModule], ['MoveMountain']);
    expect(await app?.inject('GET', '/livez')).toMatchObject({ status: 200, body: { live: true } });
  });

  it('refuses to start with a route that has no policy, and names it', async () => {
    await expect(start([UnguardedModule], [])).rejects.toThrow(
      'UnguardedController.ask (/api/unguarded) has no policy',
    );
  });

  it('refuses to start with a command that has no handler, and names it', async () => {
    await expect(start([UnhandledModule], ['MoveMountain'])).rejects.toThrow('MoveMountain has 0 handlers');
  });

  it('refuses to start with a command that has no route, and names it', async () => {
    await expect(start([UnroutedModule], ['MoveMountain'])).rejects.toThrow('MoveMountain has 0 routes');
  });

  it('refuses to start with a command that has two handlers, and names it', async () => {
    await expect(start([TwiceHandledModule], ['MoveMountain'])).rejects.toThrow('MoveMountain has 2 handlers');
  });

  it('refuses to start with a command that has two routes, and names it', async () => {
    await expect(start([MountainModule, RoutedAgainModule], ['MoveMountain'])).rejects.toThrow(/MoveMountain/);
  });

  it('refuses to start with a route and a handler for what is no command', async () => {
    const started = start([MountainModule], []);
    await expect(started).rejects.toThrow('MoveMountain has a route and is no command');
    await expect(started).rejects.toThrow('MoveMountain has a handler and is no command');
  });

  it('names everything that is missing at once', async () => {
    await expect(start([], ['MoveMountain', 'CrossRiver'])).rejects.toThrow(
      'MoveMountain has 0 routes; CrossRiver has 0 routes; MoveMountain has 0 handlers; CrossRiver has 0 handlers',
    );
  });
});
