// Files: uploading with progress, fresh links, trying a download again.
import { mutationOptions } from '@tanstack/react-query';
import { client, unwrap } from './client';
import { ApiProblem, offlineProblem, problemFrom } from './errors';
import type { Media } from './schema';
import { freshToken, refreshSession } from './session';

const base = '/api/v1/workspaces/{workspace}/media';

export const media = {
  link: (workspace: string, id: string) =>
    unwrap(client.POST(`${base}/{media}/link`, { params: { path: { workspace, media: id } } })),

  download: (workspace: string) =>
    mutationOptions({
      mutationFn: (id: string) =>
        unwrap(client.POST(`${base}/{media}/download`, { params: { path: { workspace, media: id } } })),
    }),
};

/** Uploads one file. `fetch` cannot tell how far it is, so this is the one place with XMLHttpRequest. */
export async function uploadMedia(
  workspace: string,
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Media> {
  const first = await attempt(workspace, file, onProgress, signal, await freshToken());
  if (first.status !== 401 || !(await refreshSession())) return read(first);
  return read(await attempt(workspace, file, onProgress, signal, await freshToken()));
}

function attempt(
  workspace: string,
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
  token: string | null,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', base.replace('{workspace}', encodeURIComponent(workspace)));
    if (token) request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.setRequestHeader('X-PrismWA', '1');
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () => resolve(new Response(request.responseText, { status: request.status }));
    request.onerror = () => reject(offlineProblem());
    request.onabort = () => reject(new DOMException('The upload was cancelled', 'AbortError'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
}

async function read(response: Response): Promise<Media> {
  const body = await response.json().catch(() => null);
  if (!response.ok) throw problemFrom(response, body);
  if (!isMedia(body))
    throw new ApiProblem({
      status: response.status,
      code: 'media.unreadable',
      detail: 'The upload was answered with something else than a file.',
    });
  return body;
}

function isMedia(value: unknown): value is Media {
  return typeof value === 'object' && value !== null && 'id' in value && 'mime_type' in value;
}
