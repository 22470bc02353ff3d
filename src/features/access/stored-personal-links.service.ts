import { Inject, Injectable } from '@nestjs/common';
import { openTexts, type TextAnswer } from '../../api/opened.js';
import type { PersonalLinks } from '../../api/personal-links.js';
import type { LinkStanding } from '../../api/signing-in.js';
import { hashOfSecret } from '../../api/token-directory.js';
import type { Clock } from '../../kernel/clock.js';
import type { Id } from '../../kernel/ids.js';
import { CLOCK } from '../../kernel/ports.js';
import { Sealer } from '../../sealing/sealer.js';
import { RollCallPeople } from './roll-call-people.service.js';
import { StoredTokens } from './views/stored-tokens.js';

@Injectable()
export class StoredPersonalLinks implements PersonalLinks {
  constructor(
    private readonly tokens: StoredTokens,
    private readonly people: RollCallPeople,
    private readonly sealer: Sealer,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  standingOf(link: string): LinkStanding {
    const known = this.tokens.look(hashOfSecret(link));
    if (known?.kind !== 'PERSONAL_LINK') return 'UNKNOWN';
    if (known.revokedAt !== undefined) return 'REVOKED';
    return known.expiresAt <= this.clock.now() ? 'EXPIRED' : 'VALID';
  }

  async nameOf(deployment: Id): Promise<TextAnswer | undefined> {
    const texts = await this.people.nameOf(deployment);
    if (texts === undefined) return undefined;
    const opened = await openTexts(this.sealer, [texts]);
    return opened(texts, 'name');
  }
}
