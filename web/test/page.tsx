// Draws a page as a member sees it: words, router, cache, workspace, and a made-up server that answers by method and path.
import { I18nProvider } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { WorkspaceProvider } from '~/api/current-workspace';
import { queryClient } from '~/api/query-client';
import type { Role } from '~/api/schema';
import { signIn } from '~/api/session';
import { i18n } from '~/lib/i18n';
import { ConfirmHost } from '~/ui/confirm';
import { ToastHost } from '~/ui/toast';
import { everyPermission, user, workspace } from './builders';

/** What the server answers: a value (200), or whatever a function makes of the request. */
export type Answers = Record<string, unknown>;
export type Call = { method: string; path: string; body: unknown };

export const inWorkspace = `/api/v1/workspaces/${workspace.id}`;

/** Paths the pages link to; what stands there does not matter. */
const places = [
  '/',
  '/w/$ws/contacts',
  '/w/$ws/contacts/$contact',
  '/w/$ws/settings/$section',
  '/w/$ws/inbox/$view',
  '/w/$ws/inbox/$view/$conversation',
  '/w/$ws/flows',
  '/w/$ws/flows/$flow/edit',
  '/w/$ws/flows/$flow/runs',
  '/w/$ws/flows/$flow/runs/$run',
  '/w/$ws/flows/$flow/versions',
  '/w/$ws/runs',
  '/w/$ws/runs/$run',
];

export function renderPage(
  page: ReactNode,
  answers: Answers,
  { role = 'OWNER', permissions = everyPermission }: { role?: Role; permissions?: string[] } = {},
) {
  window.scrollTo = () => undefined;
  const calls = serve(answers);
  queryClient.clear();
  signIn({ access_token: 'token', expires_in: 600, user });
  const root = createRootRoute();
  const here = createRoute({ getParentRoute: () => root, path: '/here', component: () => page });
  const others = places.map((path) =>
    createRoute({ getParentRoute: () => root, path, component: () => <p>{`at ${path}`}</p> }),
  );
  const router = createRouter({
    routeTree: root.addChildren([here, ...others]),
    history: createMemoryHistory({ initialEntries: ['/here'] }),
    defaultPendingMinMs: 0,
  });
  const membership = { workspace, role, permissions };
  const view = render(
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={queryClient}>
        <WorkspaceProvider membership={membership} user={user}>
          <RouterProvider router={router} />
          <ConfirmHost />
          <ToastHost />
        </WorkspaceProvider>
      </QueryClientProvider>
    </I18nProvider>,
  );
  return { ...view, calls, router };
}

/** Answers `fetch` from the table; anything else is a 404. Returns what was asked. */
function serve(answers: Answers): Call[] {
  const calls: Call[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(
      input instanceof URL || typeof input === 'string' ? new URL(input, location.origin) : input,
      init,
    );
    const path = new URL(request.url).pathname;
    const text = await request.text();
    const call = { method: request.method, path, body: text === '' ? undefined : JSON.parse(text) };
    calls.push(call);
    const found = answers[`${call.method} ${path}`];
    const answer = typeof found === 'function' ? found(call) : found;
    if (answer instanceof Response) return answer;
    if (answer === undefined)
      return problem(404, 'resource.not_found', `There is no ${call.method} ${path} in this test.`);
    return answer === null ? new Response(null, { status: 204 }) : Response.json(answer);
  });
  return calls;
}

export function problem(
  status: number,
  code: string,
  detail: string,
  errors: { pointer: string; code: string; detail: string }[] = [],
): Response {
  return Response.json(
    { type: 'about:blank', title: detail, status, code, detail, remedy: null, request_id: 'req_1', errors },
    { status },
  );
}
