import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type SearchMiddleware,
} from '@tanstack/react-router';
import { isLanguage, type Language } from '../words/language.js';
import { NotFound } from './NotFound.js';
import { Root } from './Root.js';

/** What any address may say: the language, which goes along from screen to screen. */
export interface CommonSearch {
  readonly lang?: Language;
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
  component: lazyRouteComponent(() => import('../screens/board/BoardScreen.js'), 'BoardScreen'),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([homeRoute, boardRoute]),
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
