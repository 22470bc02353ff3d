import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { CalledRequest } from '../api/caller.js';
import { demand, invariant, Refusal } from '../kernel/failure.js';
import { RouteTable } from './route-table.js';

/** Lets in whom the route's policy names. What it says is the same whatever exists, so that nothing can be probed. */
@Injectable()
export class PolicyGuard implements CanActivate {
  constructor(private readonly routes: RouteTable) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest & CalledRequest>();
    const route = this.routes.servedBy(context.getClass(), context.getHandler().name);
    invariant(route !== undefined, 'a route that is asked is in the table');
    if (route.policy !== 'anyone') {
      if (request.caller === undefined) throw new Refusal('unauthenticated', 'A valid access token is required.');
      demand(route.policy.includes(request.caller.actor.role), 'forbidden', 'This is not yours to ask or to do.');
    }
    const unasked = route.takesQuery ? [] : Object.keys(request.query as object);
    demand(unasked.length === 0, 'invalid-request', 'This takes no query parameters.');
    return true;
  }
}
