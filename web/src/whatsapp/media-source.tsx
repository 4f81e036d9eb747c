// Where a file's address comes from: usually the short signed link in the message; a screen may renew it, or fetch the bytes with its own token.
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import type { MediaView } from './message';

export interface MediaSource {
  /** An address that works now, if there is one already. */
  peek(media: MediaView): string | null;
  /** Gets an address; asked again when the known one stopped working. */
  fetch(media: MediaView): Promise<string>;
}

const signedLinks: MediaSource = {
  peek: (media) => media.url,
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

type Renewal = { media: string; url: string | null; state: 'fetching' | 'ready' | 'failed' };

/** The address of a file that is ready, as soon as there is one. */
export function useMediaUrl(media: MediaView | null): MediaUrl {
  const source = use(Context);
  const [renewal, setRenewal] = useState<Renewal | null>(null);
  const own = renewal?.media === media?.id ? renewal : null;
  const known = media?.state === 'ready' ? source.peek(media) : null;
  const wanted = media?.state === 'ready' && known === null && own === null;

  const renew = (file: MediaView) => {
    setRenewal({ media: file.id, url: null, state: 'fetching' });
    source.fetch(file).then(
      (url) => setRenewal({ media: file.id, url, state: 'ready' }),
      () => setRenewal({ media: file.id, url: null, state: 'failed' }),
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
      else setRenewal({ media: media.id, url: null, state: 'failed' });
    },
  };
}
