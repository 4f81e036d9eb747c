// Renders a component as it stands in the console: texts, cache, router, a member's workspace, and the made-up server behind `fetch`.
import { I18nProvider } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import type { ReactNode } from 'react';
import { WorkspaceProvider } from '~/api/current-workspace';
import { queryClient } from '~/api/query-client';
import type { Role } from '~/api/schema';
import { signIn } from '~/api/session';
import { i18n } from '~/lib/i18n';
import { ToastHost } from '~/ui/toast';
import { everyPermission, user, workspace } from './builders';
import { makeServer } from './mock/server';
import { makeWorld } from './mock/world';

export interface Stage {
  world: ReturnType<typeof makeWorld>;
  /** The network: `stage.network.use(http.post(…))` makes one call go wrong. */
  network: ReturnType<typeof setupServer>;
}

/** A made-up server behind the network, for one test. Call `network.close()` when done. */
export function stage(): Stage {
  const world = makeWorld(Date.now(), 3);
  const server = makeServer(world);
  const network = setupServer(
    http.all('*/api/*', async ({ request }) => {
      const answer = await server.handle(request.clone());
      return new HttpResponse(await answer.text().then((text) => text || null), {
        status: answer.status,
        headers: { 'content-type': answer.headers.get('content-type') ?? 'application/json' },
      });
    }),
  );
  network.listen({ onUnhandledRequest: 'error' });
  queryClient.clear();
  signIn({ access_token: 'test', expires_in: 600, user });
  return { world, network };
}

export function show(children: ReactNode, options: { role?: Role; permissions?: string[] } = {}) {
  const membership = { workspace, role: options.role ?? 'OWNER', permissions: options.permissions ?? everyPermission };
  const root = createRootRoute({
    component: () => (
      <WorkspaceProvider membership={membership} user={user}>
        {children}
        <ToastHost />
      </WorkspaceProvider>
    ),
  });
  const router = createRouter({ routeTree: root, history: createMemoryHistory() });
  const view = render(
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={queryClient}>
        {/* biome-ignore lint/suspicious/noExplicitAny: a router of its own, not the console's */}
        <RouterProvider router={router as any} />
      </QueryClientProvider>
    </I18nProvider>,
  );
  return { ...view, user: userEvent.setup() };
}
