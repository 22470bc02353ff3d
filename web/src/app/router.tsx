import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type SearchMiddleware,
} from '@tanstack/react-router';
import type { EventsSearch } from '../screens/status/EventsScreen.js';
import { isLanguage, type Language } from '../words/language.js';
import { readBoardSearch } from '../screens/board/search.js';
import { readReplaySearch } from '../screens/replay/replay-search.js';
import { NotFound } from './NotFound.js';
import { Root } from './Root.js';

/** What any address may say: the language, which goes along from screen to screen. */
export interface CommonSearch {
  readonly lang?: Language;
}

/** The router reads digits alone as a number. */
function isPosition(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

/** Goes along from screen to screen, unless a link says another. */
const keepLanguage: SearchMiddleware<CommonSearch> = ({ search: { lang }, next, search }) => ({
  ...(lang === undefined ? {} : { lang }),
  ...next(search),
});

export const rootRoute = createRootRoute({
  validateSearch: ({ lang }): CommonSearch => (isLanguage(lang) ? { lang } : {}),
  search: { middlewares: [keepLanguage] },
  component: Root,
  notFoundComponent: NotFound,
});

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../screens/home/HomeScreen.js'), 'HomeScreen'),
});

const boardRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/roll-calls/$rollCall',
  validateSearch: readBoardSearch,
  component: lazyRouteComponent(() => import('../screens/board/BoardScreen.js'), 'BoardScreen'),
});

const replayRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/roll-calls/$rollCall/replay',
  validateSearch: readReplaySearch,
  component: lazyRouteComponent(() => import('../screens/replay/ReplayScreen.js'), 'ReplayScreen'),
});

interface PersonSearch {
  /** The roll call whose question is asked about him. */
  readonly rollCall?: string;
}

const personRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people/$deployment',
  validateSearch: ({ rollCall }): PersonSearch => (typeof rollCall === 'string' ? { rollCall } : {}),
  component: lazyRouteComponent(() => import('../screens/person/PersonScreen.js'), 'PersonScreen'),
});

interface IncidentSearch extends PersonSearch {
  readonly feed?: 'key' | 'all';
}

const incidentRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/incidents/$incident',
  validateSearch: ({ rollCall, feed }): IncidentSearch => ({
    ...(typeof rollCall === 'string' ? { rollCall } : {}),
    ...(feed === 'key' || feed === 'all' ? { feed } : {}),
  }),
  component: lazyRouteComponent(() => import('../screens/incident/IncidentScreen.js'), 'IncidentScreen'),
});

/** Screens of setting up and of the status: the address says what they are about. */
const setUpRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/set-up',
    beforeLoad: () => redirect({ to: '/set-up/missions', replace: true, throw: true }),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/set-up/missions',
    component: lazyRouteComponent(() => import('../screens/setup/MissionsScreen.js'), 'MissionsScreen'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/set-up/missions/$mission',
    component: lazyRouteComponent(() => import('../screens/setup/MissionScreen.js'), 'MissionScreen'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/set-up/officers',
    component: lazyRouteComponent(() => import('../screens/setup/OfficersScreen.js'), 'OfficersScreen'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/set-up/officers/$officer',
    component: lazyRouteComponent(() => import('../screens/setup/OfficerScreen.js'), 'OfficerScreen'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/set-up/import',
    component: lazyRouteComponent(() => import('../screens/setup/ImportScreen.js'), 'ImportScreen'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/set-up/incidents',
    component: lazyRouteComponent(() => import('../screens/setup/IncidentsScreen.js'), 'IncidentsScreen'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/set-up/incidents/$incident',
    component: lazyRouteComponent(() => import('../screens/setup/IncidentScreen.js'), 'IncidentScreen'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/set-up/roll-calls/$rollCall',
    component: lazyRouteComponent(() => import('../screens/setup/RollCallScreen.js'), 'RollCallScreen'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/set-up/access',
    component: lazyRouteComponent(() => import('../screens/setup/AccessScreen.js'), 'AccessScreen'),
  }),
] as const;

const statusRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/status',
    component: lazyRouteComponent(() => import('../screens/status/StatusScreen.js'), 'StatusScreen'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/status/events',
    validateSearch: ({ before, following, live }: Record<string, unknown>): EventsSearch => ({
      ...(isPosition(before) ? { before: String(before) } : {}),
      ...(isPosition(following) ? { following: String(following) } : {}),
      ...(live === true ? { live } : {}),
    }),
    component: lazyRouteComponent(() => import('../screens/status/EventsScreen.js'), 'EventsScreen'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/status/configuration',
    component: lazyRouteComponent(() => import('../screens/status/ConfigurationScreen.js'), 'ConfigurationScreen'),
  }),
] as const;

/** A print is of one moment, which its address names. */
const printRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/roll-calls/$rollCall/print',
  validateSearch: ({ asOf, position }) => ({ asOf: String(asOf), position: String(position) }),
  component: lazyRouteComponent(() => import('../screens/print/PrintScreen.js'), 'PrintScreen'),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    ...setUpRoutes,
    ...statusRoutes,
    homeRoute,
    boardRoute,
    printRoute,
    replayRoute,
    personRoute,
    incidentRoute,
  ]),
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
