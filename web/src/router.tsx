// The router: every file of routes/, links preloaded on intent, pages that fail stay inside their frame.
import { createRouter } from '@tanstack/react-router';
import { ErrorPage, NotFoundPage } from '~/layouts/notice-page';
import { routeTree } from './route-tree.gen';

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 150,
  defaultNotFoundComponent: NotFoundPage,
  defaultErrorComponent: ErrorPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
