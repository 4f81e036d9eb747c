// Turns a call typed by openapi-fetch into a Request and its answer into data or error: JSON both ways, which is all the API speaks.
import type { Client } from 'openapi-fetch';
import type { paths } from '~/generated/api';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

type Values = Record<string, unknown>;
type Call = Omit<RequestInit, 'body'> & {
  params?: { path?: Values; query?: Values; header?: Values };
  body?: unknown;
};

/** A client for every path of the API; `send` does the sending. */
export function typedFetch(origin: string, send: (request: Request) => Promise<Response>): ApiClient {
  const call = async (method: string, template: string, { params, body, ...init }: Call = {}) => {
    const headers = new Headers(body === undefined ? {} : { 'Content-Type': 'application/json' });
    for (const [name, value] of defined(params?.header)) headers.set(name, String(value));
    const request = new Request(origin + addressOf(template, params), {
      credentials: 'same-origin',
      ...init,
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const response = await send(request);
    const answer = read(await response.text(), response.ok);
    return response.ok ? { data: answer, response } : { error: answer, response };
  };
  // The types say what the paths promise; at run time a call is a method and a path.
  return Object.fromEntries(
    methods.map((method) => [method, (template: string, options?: Call) => call(method, template, options)]),
  ) as unknown as ApiClient;
}

export type ApiClient = Pick<Client<paths>, (typeof methods)[number]>;

/** The path with its holes filled; a list in the query repeats its name. */
export function addressOf(template: string, params: Call['params']): string {
  let path = template;
  for (const [name, value] of defined(params?.path))
    path = path.replace(`{${name}}`, encodeURIComponent(String(value)));
  const query = new URLSearchParams();
  for (const [name, value] of defined(params?.query)) {
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
  }
  return query.size > 0 ? `${path}?${query}` : path;
}

function defined(values: Values = {}): [string, unknown][] {
  return Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
}

/** JSON, nothing, or the words of something between us and the server. */
function read(text: string, isPromised: boolean): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (isPromised) throw error;
    return text;
  }
}
