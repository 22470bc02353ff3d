import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { field, must, readAs, WordField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { KeySubject } from '../../../kernel/event.js';
import { Refusal } from '../../../kernel/failure.js';
import { KEY_STORE } from '../../../kernel/ports.js';
import { KeyStoreUnavailable, type KeyStore } from '../../../sealing/key-store.js';
import type { EraseTexts as Fields } from '../erasure.commands.js';
import { GROUNDS, type Ground } from '../erasure.events.js';
import { decideEraseTexts, erasures, erasureStream, parseSubject } from '../erasure.js';
import { Standings } from './standings.js';

function SubjectField(): PropertyDecorator {
  const isSubject = (value: unknown): boolean => typeof value === 'string' && parseSubject(value) !== undefined;
  const message = 'must be officer:, mission:, incident: or access: and an id';
  const description = 'Whose texts: `officer:`, `mission:`, `incident:` or `access:`, and the id of it.';
  return field(
    { description },
    { type: String },
    readAs((text) => text.toLowerCase()),
    must('isSubject', message, isSubject),
  );
}

export class EraseTextsBody implements Fields {
  @SubjectField()
  readonly subject!: KeySubject;

  @WordField(GROUNDS, { description: 'Why; no free text, which could name the person once more.' })
  readonly ground!: Ground;
}

export class EraseTexts extends GivenCommand<EraseTextsBody> {}

@CommandHandler(EraseTexts)
export class EraseTextsHandler implements ICommandHandler<EraseTexts, CommandAnswer> {
  constructor(
    private readonly deciding: Deciding,
    private readonly standings: Standings,
    @Inject(KEY_STORE) private readonly keys: KeyStore,
  ) {}

  async execute({ body, origin }: EraseTexts): Promise<CommandAnswer> {
    const { subject } = body;
    const run = this.deciding.run({
      decider: erasures,
      stream: erasureStream(subject),
      origin,
      decide: async (state, { now }) => decideEraseTexts(state, body, await this.standings.of(subject, now)),
    });
    const decided = await run.catch(async (error: unknown) => {
      // Whoever is told that it is erased already relies on it.
      if (error instanceof Refusal && error.problem === 'already-exists') await this.carryOut(subject);
      throw error;
    });
    await this.carryOut(subject);
    return { ...answerOf(decided), id: parseSubject(subject)?.id ?? subject };
  }

  private async carryOut(subject: KeySubject): Promise<void> {
    try {
      await this.keys.destroy(subject);
    } catch (error) {
      if (!(error instanceof KeyStoreUnavailable)) throw error;
      const detail = 'The erasure is recorded, and the key could not be destroyed for good yet.';
      throw new Refusal('unavailable', `${detail} Repeat it with the same key; the next start carries it out too.`);
    }
  }
}
