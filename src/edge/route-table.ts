import { Injectable, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { POLICY, type Policy } from '../api/policy.js';

export interface Route {
  readonly method: string;
  /** With Nest's parameters: `/api/missions/:id`. */
  readonly path: string;
  readonly policy: Policy;
  readonly takesQuery: boolean;
}

/** A route has no policy: nobody has said who may use it. */
export class RouteWithoutPolicy extends Error {
  override readonly name = 'RouteWithoutPolicy';
}

type Controller = abstract new (...given: never[]) => object;

/** Every route of the application, as its controllers declare them. */
@Injectable()
export class RouteTable {
  private found: ReadonlyMap<Controller, ReadonlyMap<string, Route>> | undefined;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** Throws RouteWithoutPolicy. */
  all(): readonly Route[] {
    return [...this.byController().values()].flatMap((routes) => [...routes.values()]);
  }

  servedBy(controller: Controller, handler: string): Route | undefined {
    return this.byController().get(controller)?.get(handler);
  }

  /** The methods that a path is there for; none where it is not there at all. */
  methodsAt(path: string): readonly string[] {
    return this.all()
      .filter((route) => matches(route.path, path))
      .map(({ method }) => method);
  }

  private byController(): ReadonlyMap<Controller, ReadonlyMap<string, Route>> {
    const controllers = (): Controller[] =>
      this.discovery.getControllers().map(({ metatype }) => metatype as Controller);
    this.found ??= new Map(controllers().map((controller) => [controller, this.routesOf(controller)]));
    return this.found;
  }

  private routesOf(controller: Controller): ReadonlyMap<string, Route> {
    const handlers = this.scanner.getAllMethodNames(controller.prototype as object);
    const routes = handlers.map((handler) => [handler, routeOf(controller, handler)] as const);
    return new Map(routes.filter((entry): entry is readonly [string, Route] => entry[1] !== undefined));
  }
}

function routeOf(controller: Controller, handler: string): Route | undefined {
  const method: unknown = Reflect.get(controller.prototype as object, handler);
  if (typeof method !== 'function') return undefined;
  const verb = Reflect.getMetadata(METHOD_METADATA, method) as RequestMethod | undefined;
  if (verb === undefined) return undefined;
  const path = `/${[controller, method].map(pathOf).filter(Boolean).join('/')}`;
  const policy = (Reflect.getMetadata(POLICY, method) ?? Reflect.getMetadata(POLICY, controller)) as Policy | undefined;
  if (policy === undefined) throw new RouteWithoutPolicy(`${controller.name}.${handler} (${path}) has no policy`);
  return { method: RequestMethod[verb], path, policy, takesQuery: takesQuery(controller, handler) };
}

function pathOf(declared: object): string {
  return String(Reflect.getMetadata(PATH_METADATA, declared) ?? '').replace(/^\/+|\/+$/g, '');
}

function takesQuery(controller: Controller, handler: string): boolean {
  const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, handler) ?? {}) as object;
  return Object.keys(args).some((key) => key.startsWith(`${RouteParamtypes.QUERY}:`));
}

/** Whether the path of a request is one of those that a path with parameters stands for. */
function matches(path: string, asked: string): boolean {
  const [declared, given] = [path.split('/'), asked.split('/')];
  if (declared.length !== given.length) return false;
  return declared.every((segment, place) => (segment.startsWith(':') ? given[place] !== '' : segment === given[place]));
}
