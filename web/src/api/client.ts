// The one place that calls the server: adds the token, renews it once on 401, and turns refusals into ApiProblem.
import type { FetchResponse } from 'openapi-fetch';
import { ApiProblem, offlineProblem, problemFrom } from './errors';
import { currentSession, freshToken, refreshSession } from './session';
import { typedFetch } from './typed-fetch';

export const client = typedFetch(
  typeof location === 'undefined' ? 'http://localhost' : location.origin,
  authorizedFetch,
);

/** The data of an answer; everything else is thrown as ApiProblem. */
export async function unwrap<
  Method extends Record<string | number, unknown>,
  Options,
  Type extends `${string}/${string}`,
>(answer: Promise<FetchResponse<Method, Options, Type>>) {
  const { data, error, response } = await answer;
  if (!response.ok) throw problemFrom(response, error);
  if (data === undefined && response.status !== 204 && response.status !== 202) throw problemFrom(response, null);
  // biome-ignore lint/style/noNonNullAssertion: a 2xx with a documented body has one; 202 and 204 are typed as none
  return data!;
}

/** `fetch` as a signed-in member. Also for what the generated client cannot do, such as uploads with progress. */
export async function authorizedFetch(request: Request): Promise<Response> {
  const retry = request.clone();
  const response = await send(request, await freshToken().catch(unreachable));
  if (response.status !== 401 || currentSession().state !== 'signed_in') return response;
  const renewed = await refreshSession().catch(unreachable);
  return renewed ? send(retry, await freshToken()) : response;
}

async function send(request: Request, token: string | null): Promise<Response> {
  if (token) request.headers.set('Authorization', `Bearer ${token}`);
  request.headers.set('X-PrismWA', '1');
  try {
    return await globalThis.fetch(request);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw offlineProblem();
  }
}

function unreachable(error: unknown): never {
  throw error instanceof ApiProblem ? error : offlineProblem();
}
