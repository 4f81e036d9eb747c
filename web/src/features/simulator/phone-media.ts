// Files of the virtual phones: fetched with the member's token, because a picture element cannot carry one, and kept for the page's life.
import type { MediaSource } from '~/whatsapp/media-source';
import { control } from './control';

const KEPT = 100;
const known = new Map<string, string>();
const asked = new Map<string, Promise<string>>();

export const phoneMedia: MediaSource = {
  peek: (media) => (media.url === null ? null : (known.get(media.url) ?? null)),
  fetch: (media) => {
    const path = media.url;
    if (path === null) return Promise.reject(new Error('this file has no address'));
    const pending = asked.get(path) ?? load(path);
    asked.set(path, pending);
    return pending.finally(() => asked.delete(path));
  },
};

async function load(path: string): Promise<string> {
  const url = URL.createObjectURL(await control.bytes(path));
  known.set(path, url);
  const oldest = known.size > KEPT ? known.entries().next().value : undefined;
  if (oldest) {
    known.delete(oldest[0]);
    URL.revokeObjectURL(oldest[1]);
  }
  return url;
}
