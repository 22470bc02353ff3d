import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { commandIdOf, type CommandOrigin } from '../deciding/command-origin.js';
import { demand } from '../kernel/failure.js';
import type { Id, IdSource } from '../kernel/ids.js';
import { ID_SOURCE } from '../kernel/ports.js';
import { Sealer } from '../sealing/sealer.js';
import type { Caller } from './caller.js';
import type { GivenCommand } from './command.js';

type CommandClass<Body extends object> = new (body: Body, origin: CommandOrigin) => GivenCommand<Body>;

/** Where every command passes: it gets its id and its fingerprint, and one that is still under way is not begun twice. */
@Injectable()
export class CommandGate {
  private readonly underWay = new Set<Id>();

  constructor(
    private readonly bus: CommandBus,
    private readonly sealer: Sealer,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  async give<Body extends object, Answer>(command: CommandClass<Body>, body: Body, caller: Caller): Promise<Answer> {
    const origin = await this.originOf(command.name, body, caller);
    demand(!this.underWay.has(origin.commandId), 'command-in-flight', 'This command is still under way.');
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
