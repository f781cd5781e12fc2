import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { sessionQuery } from './api/session';
import { parseSearch, searchTexts, stringifySearch } from './search-params';
import { Shell } from './shell/shell';
import { LoadingScreen } from './states/loading-screen';
import { NotFoundScreen } from './states/not-found-screen';
import { ScreenError } from './states/screen-error';

interface RouterContext {
  readonly client: QueryClient;
}

const root = createRootRouteWithContext<RouterContext>()({ component: Outlet, validateSearch: searchTexts });

const account = (path: '/login' | '/logout' | '/authorize', screen: 'LoginPage' | 'LogoutPage' | 'AuthorizePage') =>
  createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(() => import('./account/pages'), screen) });

/** Everything behind the sign-in; the first path asked for is kept in `next`. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    const session = await context.client.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: '/login', search: location.pathname === '/' ? {} : { next: location.href }, replace: true });
    if (location.pathname === '/') throw redirect({ to: '/home', replace: true });
  },
});

const start = createRoute({ getParentRoute: () => signedIn, path: '/', component: LoadingScreen });
const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/home',
  component: lazyRouteComponent(() => import('./home/home-page'), 'HomePage'),
});
const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  component: lazyRouteComponent(() => import('./account/pages'), 'SettingsPage'),
});
const entity = createRoute({
  getParentRoute: () => signedIn,
  path: '/$entity',
  component: lazyRouteComponent(() => import('./home/entity-page'), 'EntityPage'),
});
const entityProjects = createRoute({
  getParentRoute: () => signedIn,
  path: '/$entity/projects',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/$entity', params, replace: true });
  },
});
const workspacePage = lazyRouteComponent(() => import('./workspace/workspace-page'), 'WorkspacePage');
const project = createRoute({ getParentRoute: () => signedIn, path: '/$entity/$project', component: workspacePage });
const workspace = createRoute({ getParentRoute: () => signedIn, path: '/$entity/$project/workspace', component: workspacePage });
const table = createRoute({
  getParentRoute: () => signedIn,
  path: '/$entity/$project/table',
  component: lazyRouteComponent(() => import('./runs-table/table-page'), 'TablePage'),
});

const sweeps = createRoute({
  getParentRoute: () => signedIn,
  path: '/$entity/$project/sweeps',
  component: lazyRouteComponent(() => import('./sweeps/sweep-list-page'), 'SweepListPage'),
});
const sweep = createRoute({
  getParentRoute: () => signedIn,
  path: '/$entity/$project/sweeps/$sweep',
  component: lazyRouteComponent(() => import('./sweeps/sweep-page'), 'SweepPage'),
});

// The run page reads the parameters of its children itself: a change of tab keeps the page, its header and its live stream.
const runPage = lazyRouteComponent(() => import('./run/run-page'), 'RunPage');
const run = createRoute({ getParentRoute: () => signedIn, path: '/$entity/$project/runs/$run', component: runPage });
/** `tab` is one of the names of UI 10; what is unknown shows `Not found`. */
const runTab = createRoute({ getParentRoute: () => run, path: '/$tab' });
/** `_splat` is the path of a folder or file. */
const runFile = createRoute({ getParentRoute: () => run, path: '/files/$' });

// One page for all: a change of the chosen version keeps the tree, its search and its scroll.
const artifacts = createRoute({
  getParentRoute: () => signedIn,
  path: '/$entity/$project/artifacts',
  component: lazyRouteComponent(() => import('./artifacts/artifacts-page'), 'ArtifactsPage'),
});
const artifactType = createRoute({ getParentRoute: () => artifacts, path: '/$type' });
const artifactCollection = createRoute({ getParentRoute: () => artifacts, path: '/$type/$collection' });
const artifactVersion = createRoute({ getParentRoute: () => artifacts, path: '/$type/$collection/$version' });
const artifactTab = createRoute({ getParentRoute: () => artifacts, path: '/$type/$collection/$version/$tab' });
/** `_splat` is the path of a folder or file. */
const artifactFile = createRoute({ getParentRoute: () => artifacts, path: '/$type/$collection/$version/files/$' });

const routeTree = root.addChildren([
  account('/login', 'LoginPage'),
  account('/logout', 'LogoutPage'),
  account('/authorize', 'AuthorizePage'),
  signedIn.addChildren([
    start,
    home,
    settings,
    entity,
    entityProjects,
    project,
    workspace,
    table,
    sweeps,
    sweep,
    run.addChildren([runTab, runFile]),
    artifacts.addChildren([artifactType, artifactCollection, artifactVersion, artifactTab, artifactFile]),
  ]),
]);

export function createAppRouter(client: QueryClient) {
  return createRouter({
    routeTree,
    context: { client },
    trailingSlash: 'never',
    pathParamsAllowedCharacters: ['=', '+', '&', '$', '@'],
    caseSensitive: true,
    parseSearch,
    stringifySearch,
    scrollRestoration: true,
    defaultPreload: 'intent',
    defaultPendingComponent: LoadingScreen,
    defaultPendingMs: 400,
    defaultErrorComponent: ScreenError,
    // Outside of the shell, and so the page's own main region.
    defaultNotFoundComponent: () => (
      <main>
        <NotFoundScreen />
      </main>
    ),
    notFoundMode: 'root',
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
