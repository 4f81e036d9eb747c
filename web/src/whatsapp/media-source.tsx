// Where a file's address comes from: usually the short signed link in the message; a screen may renew it, or fetch the bytes with its own token.
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import type { MediaView } from './message';

/** The file as it was sent, or the small copy that threads show. */
export type Copy = 'whole' | 'small';

export interface MediaSource {
  /** An address that works now, if there is one already. A file without a small copy is small itself. */
  peek(media: MediaView, copy: Copy): string | null;
  /** Gets an address; asked again when the known one stopped working. */
  fetch(media: MediaView, copy: Copy): Promise<string>;
}

const signedLinks: MediaSource = {
  peek: (media, copy) => (copy === 'small' && media.has_thumbnail ? media.thumbnail_url : media.url),
  fetch: () => Promise.reject(new Error('the link of this file is too old')),
};

const Context = createContext<MediaSource>(signedLinks);

export function MediaSourceProvider({ source, children }: { source: MediaSource; children: ReactNode }) {
  return <Context value={source}>{children}</Context>;
}

export interface MediaUrl {
  url: string | null;
  failed: boolean;
  /** The address did not work: get another one, once. */
  onError(): void;
}

type Renewal = { key: string; url: string | null; state: 'fetching' | 'ready' | 'failed' };

/** The address of a file that is ready, as soon as there is one. */
export function useMediaUrl(media: MediaView | null, copy: Copy = 'whole'): MediaUrl {
  const source = use(Context);
  const [renewal, setRenewal] = useState<Renewal | null>(null);
  const keyOf = (file: MediaView) => `${copy} ${file.id}`;
  const own = media !== null && renewal?.key === keyOf(media) ? renewal : null;
  const known = media?.state === 'ready' ? source.peek(media, copy) : null;
  const wanted = media?.state === 'ready' && known === null && own === null;

  const renew = (file: MediaView) => {
    const key = keyOf(file);
    setRenewal({ key, url: null, state: 'fetching' });
    source.fetch(file, copy).then(
      (url) => setRenewal({ key, url, state: 'ready' }),
      () => setRenewal({ key, url: null, state: 'failed' }),
    );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each file that has no address
  useEffect(() => {
    if (wanted && media) renew(media);
  }, [wanted, media?.id]);

  return {
    url: own ? own.url : known,
    failed: own?.state === 'failed',
    onError: () => {
      if (!media) return;
      if (own === null) renew(media);
      else setRenewal({ key: keyOf(media), url: null, state: 'failed' });
    },
  };
}
