import { Inject, Injectable, Optional } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { commandIdOf, type CommandOrigin } from '../deciding/command-origin.js';
import { keyReused } from '../deciding/deciding.js';
import { demand } from '../kernel/failure.js';
import type { Id, IdSource } from '../kernel/ids.js';
import { ID_SOURCE } from '../kernel/ports.js';
import { Sealer } from '../sealing/sealer.js';
import type { Caller } from './caller.js';
import type { GivenCommand } from './command.js';
import { GIVEN_COMMANDS, type GivenCommands } from './given-commands.js';

type CommandClass<Body extends object> = new (body: Body, origin: CommandOrigin) => GivenCommand<Body>;

/**
 * Where every command passes: it gets its id and its fingerprint, one that is still under way is not begun twice, and one
 * whose key was used for another is refused before anything is read or decided.
 */
@Injectable()
export class CommandGate {
  private readonly underWay = new Set<Id>();

  constructor(
    private readonly bus: CommandBus,
    private readonly sealer: Sealer,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
    // An application that serves some features alone may be without; the log refuses the second use in any case.
    @Optional() @Inject(GIVEN_COMMANDS) private readonly given?: GivenCommands,
  ) {}

  async give<Body extends object, Answer>(command: CommandClass<Body>, body: Body, caller: Caller): Promise<Answer> {
    const origin = await this.originOf(command.name, body, caller);
    demand(!this.underWay.has(origin.commandId), 'command-in-flight', 'This command is still under way.');
    const known = this.given?.fingerprintOf(origin.commandId);
    if (known !== undefined && known !== origin.fingerprint) throw keyReused();
    this.underWay.add(origin.commandId);
    try {
      return await this.bus.execute<GivenCommand<Body>, Answer>(new command(body, origin));
    } finally {
      this.underWay.delete(origin.commandId);
    }
  }

  private async originOf(name: string, body: object, caller: Caller): Promise<CommandOrigin> {
    const { actor, correlationId, seenRevision } = caller;
    const commandId = commandIdOf(actor, caller.key ?? this.ids.next());
    return {
      ...{ commandId, correlationId, actor },
      causationId: commandId,
      fingerprint: await this.sealer.fingerprint({ command: name, body }),
      ...(seenRevision === undefined ? {} : { seenRevision }),
    };
  }
}
