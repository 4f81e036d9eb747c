// A call whose answer is typed by hand: for routes that came after the last generated types. Same session, same refusals as every other call.
import { authorizedFetch } from './client';
import { problemFrom } from './errors';

interface Options {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  query?: Record<string, string | number | boolean | null | undefined>;
  json?: unknown;
  /** The revision that is replaced; refused with 412 when somebody was faster. */
  ifMatch?: string | number | null | undefined;
  signal?: AbortSignal | undefined;
}

/** `path` begins after the workspace: `/wa-flows`. */
export async function ask<Answer>(workspace: string, path: string, options: Options = {}): Promise<Answer> {
  const response = await send(workspace, path, options);
  const text = await response.text();
  const body = text === '' ? undefined : read(text);
  if (!response.ok) throw problemFrom(response, body);
  return body;
}

/** The bytes of a file. */
export async function download(workspace: string, path: string, query: Options['query'] = {}): Promise<Blob> {
  const response = await send(workspace, path, { query });
  if (!response.ok) throw problemFrom(response, read(await response.text()));
  return response.blob();
}

function send(workspace: string, path: string, { method = 'GET', query = {}, json, ifMatch, signal }: Options) {
  const url = new URL(`/api/v1/workspaces/${encodeURIComponent(workspace)}${path}`, location.origin);
  for (const [name, value] of Object.entries(query))
    if (value !== null && value !== undefined) url.searchParams.set(name, String(value));
  const headers: Record<string, string> = {};
  if (json !== undefined) headers['Content-Type'] = 'application/json';
  if (ifMatch !== null && ifMatch !== undefined) headers['If-Match'] = `"${ifMatch}"`;
  return authorizedFetch(
    new Request(url, {
      method,
      headers,
      credentials: 'same-origin',
      ...(json !== undefined && { body: JSON.stringify(json) }),
      ...(signal && { signal }),
    }),
  );
}

function read(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
