import { Inject, Injectable } from '@nestjs/common';
import type { GivenCommands } from '../../../api/given-commands.js';
import type { Id } from '../../../kernel/ids.js';
import { VIEWS } from '../../../kernel/ports.js';
import { prepared } from '../../../projecting/prepared.js';
import type { ReadableViews } from '../../../projecting/views.js';

@Injectable()
export class StoredCommands implements GivenCommands {
  constructor(@Inject(VIEWS) private readonly views: ReadableViews) {}

  fingerprintOf(commandId: Id): string | undefined {
    const sql = 'SELECT fingerprint FROM given_command WHERE command = ? LIMIT 1';
    const row = prepared(this.views.db, sql).get(commandId) as { readonly fingerprint: string } | undefined;
    return row?.fingerprint;
  }
}
