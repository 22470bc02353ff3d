import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { RouteTable } from './route-table.js';

/** The commands that the application must serve; `as found` for a part of it, which serves those that it knows. */
export type ServedCommands = readonly string[] | 'as found';

export const SERVED_COMMANDS = Symbol('ServedCommands');

/** Where `@CommandHandler` keeps the command's class. Were it called otherwise, nothing would have a handler and nothing would start. */
const COMMAND_HANDLER_METADATA = '__commandHandler__';

const COMMANDS_PATH = '/api/commands/';

/** The application is not whole: what is missing, or there twice, is named, all of it at once. */
export class CompositionFault extends Error {
  override readonly name = 'CompositionFault';
}

/** Refuses to start with a route that has no policy, or with a command that has not exactly one route and one handler. */
@Injectable()
export class Composition implements OnApplicationBootstrap {
  constructor(
    private readonly routes: RouteTable,
    private readonly discovery: DiscoveryService,
    @Inject(SERVED_COMMANDS) private readonly commands: ServedCommands,
  ) {}

  onApplicationBootstrap(): void {
    const routed = this.routes.all().flatMap(({ method, path }) => commandAt(method, path));
    const handled = this.handledCommands();
    const commands = this.commands === 'as found' ? [...new Set([...routed, ...handled])] : this.commands;
    const faults = [...faultsOf('route', commands, routed), ...faultsOf('handler', commands, handled)];
    if (faults.length > 0) throw new CompositionFault(faults.join('; '));
  }

  private handledCommands(): readonly string[] {
    return this.discovery.getProviders().flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const command = Reflect.getMetadata(COMMAND_HANDLER_METADATA, metatype) as { readonly name: string } | undefined;
      return command === undefined ? [] : [command.name];
    });
  }
}

function commandAt(method: string, path: string): readonly string[] {
  return method === 'POST' && path.startsWith(COMMANDS_PATH) ? [path.slice(COMMANDS_PATH.length)] : [];
}

function faultsOf(what: string, commands: readonly string[], served: readonly string[]): readonly string[] {
  const times = (name: string): number => served.filter((other) => other === name).length;
  const wrong = commands.filter((name) => times(name) !== 1).map((name) => `${name} has ${times(name)} ${what}s`);
  const unknown = served
    .filter((name) => !commands.includes(name))
    .map((name) => `${name} has a ${what} and is no command`);
  return [...wrong, ...new Set(unknown)];
}
