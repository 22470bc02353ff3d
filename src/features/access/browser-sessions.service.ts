import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '../../api/caller.js';
import type { LinkStanding, OpenedSession, SignInAttempt, SigningIn } from '../../api/signing-in.js';
import { hashOfSecret } from '../../api/token-directory.js';
import { commandIdOf, type CommandOrigin } from '../../deciding/command-origin.js';
import { Deciding } from '../../deciding/deciding.js';
import type { Clock } from '../../kernel/clock.js';
import { invariant, Refusal } from '../../kernel/failure.js';
import type { Recorded } from '../../kernel/event.js';
import { CLOCK } from '../../kernel/ports.js';
import { streamName } from '../../kernel/stream.js';
import { Sealer } from '../../sealing/sealer.js';
import { access, decideSignIn, decideSignOut } from './access.js';
import type { AccessEvent } from './access.events.js';
import { InForce } from './commands/in-force.js';
import type { TokenDocument } from './views/access.projection.js';
import { actorOf, StoredTokens } from './views/stored-tokens.js';

/** One-time links that become sessions. Whoever is signed in acts as the link's actor, in its role and its scope. */
@Injectable()
export class BrowserSessions implements SigningIn {
  constructor(
    private readonly deciding: Deciding,
    private readonly sealer: Sealer,
    private readonly tokens: StoredTokens,
    private readonly inForce: InForce,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  standingOf(link: string): LinkStanding {
    const known = this.linkOf(link);
    if (known === undefined) return 'UNKNOWN';
    if (known.revokedAt !== undefined) return 'REVOKED';
    if (known.session !== undefined) return 'USED';
    return known.expiresAt !== undefined && known.expiresAt <= this.clock.now() ? 'EXPIRED' : 'VALID';
  }

  async signIn({ link, once, correlationId }: SignInAttempt): Promise<OpenedSession> {
    const known = this.linkOf(link);
    if (known === undefined) throw new Refusal('not-found', 'There is no such link.');
    const secret = sessionSecret(link, once);
    const actor = actorOf(known);
    const key = `sign-in ${known.token} ${once}`;
    const origin = await this.originOf('SignIn', { actor, correlationId }, key, { token: known.token });
    const { events, position } = await this.deciding.run({
      decider: access,
      stream: streamName('access', known.token),
      origin,
      decide: (state, context) => decideSignIn(state, { hash: hashOfSecret(secret) }, context),
    });
    await this.inForce.demandAt(position);
    const [signedIn] = events as readonly Recorded<AccessEvent>[];
    invariant(signedIn?.type === 'SignedIn', 'whoever signs in records that alone');
    return { secret, role: known.role, expiresAt: signedIn.data.expiresAt };
  }

  async signOut({ actor, correlationId, session }: Caller): Promise<void> {
    if (session === undefined) return;
    const origin = await this.originOf('SignOut', { actor, correlationId }, `sign-out ${session}`, { session });
    const { position } = await this.deciding.run({
      decider: access,
      stream: streamName('access', session),
      origin,
      decide: (state) => decideSignOut(state),
    });
    await this.inForce.demandAt(position);
  }

  private linkOf(link: string): TokenDocument | undefined {
    const hash = hashOfSecret(link);
    const known = this.tokens.look(hash);
    return known?.kind === 'SIGN_IN_LINK' && known.hash === hash ? known : undefined;
  }

  private async originOf(
    command: string,
    { actor, correlationId }: Pick<Caller, 'actor' | 'correlationId'>,
    key: string,
    body: object,
  ): Promise<CommandOrigin> {
    const commandId = commandIdOf(actor, key);
    const fingerprint = await this.sealer.fingerprint({ command, body });
    return { commandId, causationId: commandId, correlationId, actor, fingerprint };
  }
}

/** As secret as the link that it comes from: 256 bits, of which whoever reads the log has the hash alone. */
function sessionSecret(link: string, once: string): string {
  return createHash('sha256').update(`session ${once} ${link}`).digest('base64url');
}
