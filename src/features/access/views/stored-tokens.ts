import { Inject, Injectable } from '@nestjs/common';
import type { KnownPersonalLink, KnownToken, TokenDirectory } from '../../../api/token-directory.js';
import type { Actor } from '../../../kernel/actor.js';
import { demand, invariant, unreachable } from '../../../kernel/failure.js';
import { VIEWS } from '../../../kernel/ports.js';
import { BEFORE_ALL, type Position } from '../../../kernel/position.js';
import { present } from '../../../kernel/present.js';
import type { ViewsDb } from '../../../projecting/projection.js';
import type { ReadableViews } from '../../../projecting/views.js';
import type { AccessGrant } from '../access.events.js';
import { ACCESS_VIEW, accessOfHash, type AccessDocument } from './access.projection.js';

/** The access tokens, links and sessions that the log knows, from their view. */
@Injectable()
export class StoredTokens implements TokenDirectory {
  private readonly known = new KnownDocuments();

  constructor(@Inject(VIEWS) private readonly views: ReadableViews) {}

  find(hash: string): KnownToken | undefined {
    const token = this.look(hash);
    if (token?.kind !== 'TOKEN' || token.revokedAt !== undefined) return undefined;
    return { token: token.token, actor: actorOf(token), ...present({ expiresAt: token.expiresAt }) };
  }

  findSession(hash: string): KnownToken | undefined {
    const token = this.look(hash);
    if (token?.kind !== 'SIGN_IN_LINK' || token.session?.hash !== hash) return undefined;
    if (token.revokedAt !== undefined || token.signedOutAt !== undefined) return undefined;
    return { token: token.token, actor: actorOf(token), expiresAt: token.session.expiresAt };
  }

  findPersonalLink(hash: string): KnownPersonalLink | undefined {
    const link = this.look(hash);
    if (link?.kind !== 'PERSONAL_LINK' || link.revokedAt !== undefined) return undefined;
    const { token, rollCall, mode, zone, language, expiresAt } = link;
    return { token, actor: actorOf(link), rollCall, mode, expiresAt, ...present({ zone, language }) };
  }

  /**
   * Whatever a secret with this hash was ever given for. Throws a Refusal where the view has stopped, and after a start
   * until it has caught up: it does not know who has been shut out.
   */
  look(hash: string): AccessDocument | undefined {
    const status = this.views.status().find(({ name }) => name === ACCESS_VIEW);
    invariant(status !== undefined, 'there is a view of access tokens');
    const goesOn = status.state !== 'stopped' && status.state !== 'log-mismatch';
    demand(goesOn, 'not-current', 'The view of access tokens has stopped; it has to be rebuilt.');
    demand(status.caughtUp, 'not-current', 'The view of access tokens is still catching up; ask again.');
    return this.known.look(this.views.db, status.position, hash);
  }
}

/** What has been found in the view where it stands: the same few secrets come with every request. */
class KnownDocuments {
  private readonly byHash = new Map<string, AccessDocument>();
  private db: ViewsDb | undefined;
  private position: Position = BEFORE_ALL;

  look(db: ViewsDb, position: Position, hash: string): AccessDocument | undefined {
    if (db !== this.db || position !== this.position) {
      this.byHash.clear();
      [this.db, this.position] = [db, position];
    }
    const known = this.byHash.get(hash) ?? accessOfHash(db, hash);
    // What was never given is not kept: anybody can think of any number of secrets.
    if (known !== undefined) this.byHash.set(hash, known);
    return known;
  }
}

/** A grant has the scope that its role needs, for nothing else was ever granted. */
export function actorOf({ actor: id, role, scope: { missions, deployment, agency } }: AccessGrant): Actor {
  switch (role) {
    case 'commander':
    case 'dutyOfficer':
    case 'auditor':
    case 'operator':
      return { id, role };
    case 'teamLead':
      invariant(missions !== undefined, 'a team lead leads missions');
      return { id, role, missions };
    case 'deployedOfficer':
      invariant(deployment !== undefined, 'a deployed officer is on a deployment');
      return { id, role, deployment };
    case 'liaison':
      invariant(agency !== undefined, 'a liaison is of an agency');
      return { id, role, agency };
    default:
      return unreachable(role);
  }
}
