// Where bubbles get a file's address: the signed link in the message while it works, a fresh one after that (events carry none).
import { useMemo } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { media } from '~/api/media';
import type { MediaSource } from '~/whatsapp/media-source';

export function useMediaSource(): MediaSource {
  const { id: ws } = useWorkspace();
  return useMemo(
    () => ({
      peek: (file, copy) => (copy === 'small' && file.has_thumbnail ? file.thumbnail_url : file.url),
      fetch: async (file, copy) => {
        const link = await media.link(ws, file.id);
        return copy === 'small' ? (link.thumbnail_url ?? link.url) : link.url;
      },
    }),
    [ws],
  );
}
