// Calls renew the session by themselves: once, however many calls need it, and never in a circle.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { user } from '~test/builders';
import { client, unwrap } from './client';
import { ApiProblem } from './errors';
import { currentSession, signIn, signOut } from './session';

const token = (access_token: string, expires_in = 600) => ({ access_token, expires_in, user });
let calls: string[] = [];

/** Answers every request by its path and the token it carries. */
function network(answer: (path: string, bearer: string | null) => Response | Promise<Response>) {
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(
      new URL(input instanceof Request ? input.url : String(input), 'http://localhost'),
      input instanceof Request ? input : init,
    );
    const path = new URL(request.url).pathname.replace('/api/v1', '');
    const bearer = request.headers.get('authorization');
    calls.push(`${path} ${bearer ?? '-'}`);
    return answer(path, bearer);
  });
}

const problem = (status: number, body: object) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/problem+json' } });

beforeEach(() => {
  calls = [];
  signIn(token('old'));
});
afterEach(() => vi.unstubAllGlobals());

describe('a call refused with 401', () => {
  it('is repeated with a new token; calls at the same time share the renewal', async () => {
    network((path, bearer) => {
      if (path === '/auth/refresh') return Response.json(token('new'));
      return bearer === 'Bearer new' ? Response.json({ memberships: [] }) : problem(401, { code: 'auth.expired' });
    });
    const [one, two] = await Promise.all([unwrap(client.GET('/api/v1/me')), unwrap(client.GET('/api/v1/me'))]);
    expect(one).toEqual({ memberships: [] });
    expect(two).toEqual({ memberships: [] });
    expect(calls.filter((call) => call.startsWith('/auth/refresh'))).toHaveLength(1);
  });

  it('ends the session when the cookie is refused too, without trying for ever', async () => {
    network(() => problem(401, { code: 'auth.revoked', detail: 'Signed out.' }));
    await expect(unwrap(client.GET('/api/v1/me'))).rejects.toMatchObject({ status: 401 });
    expect(currentSession().state).toBe('signed_out');
    expect(calls).toHaveLength(2);
  });

  it('sends a body a second time whole', async () => {
    const bodies: unknown[] = [];
    vi.stubGlobal('fetch', async (input: RequestInfo | URL) => {
      if (!(input instanceof Request)) return Response.json(token('new'));
      bodies.push(await input.json());
      return bodies.length === 1 ? problem(401, {}) : Response.json(user);
    });
    await unwrap(client.PATCH('/api/v1/me', { body: { name: 'Priya' } }));
    expect(bodies).toEqual([{ name: 'Priya' }, { name: 'Priya' }]);
  });
});

it('renews a token that is about to end before using it', async () => {
  signIn(token('dying', 5));
  network((path) => (path === '/auth/refresh' ? Response.json(token('new')) : Response.json({})));
  await unwrap(client.GET('/api/v1/me'));
  expect(calls).toEqual(['/auth/refresh -', '/me Bearer new']);
});

it('keeps the session when the server is only out of reach', async () => {
  signIn(token('dying', 5));
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch');
  });
  const error = await unwrap(client.GET('/api/v1/me')).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ApiProblem);
  expect(error).toMatchObject({ isOffline: true, code: 'network.unreachable' });
  expect(currentSession().state).toBe('signed_in');
});

it('reads a problem with its fields', async () => {
  network(() =>
    problem(422, {
      code: 'request.invalid',
      detail: 'Some fields are wrong.',
      remedy: 'Correct them.',
      request_id: 'req_1',
      errors: [{ pointer: '/name', code: 'too_long', detail: 'At most 100 characters.' }],
    }),
  );
  const error = await unwrap(client.PATCH('/api/v1/me', { body: { name: 'x' } })).catch((thrown: unknown) => thrown);
  if (!(error instanceof ApiProblem)) throw new Error('no problem came');
  expect(error).toMatchObject({ code: 'request.invalid', remedy: 'Correct them.', requestId: 'req_1' });
  expect(error.field('/name')).toBe('At most 100 characters.');
});

it('forgets the token at sign-out', async () => {
  network(() => new Response(null, { status: 204 }));
  await signOut();
  expect(currentSession().state).toBe('signed_out');
  expect(calls).toEqual(['/auth/logout Bearer old']);
});
