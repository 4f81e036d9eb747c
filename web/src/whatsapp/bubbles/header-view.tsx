// The head of an interactive or template message: a bold line, a picture, a film or a file.
import { useLingui } from '@lingui/react/macro';
import { FileText, ImageIcon, Video } from 'lucide-react';
import { middleEllipsis } from '~/lib/format';
import { Filled } from '../formatted-text';
import type { Header } from '../interactive';
import { useMediaUrl } from '../media-source';
import type { MediaView } from '../message';
import { noLook } from '../no-look';

const icons = { image: ImageIcon, video: Video, document: FileText } as const;

export function HeaderView({
  header,
  media,
  className = '',
}: {
  header: Header;
  media: MediaView | null;
  className?: string;
}) {
  const { t } = useLingui();
  const kind = header.media?.kind;
  const { url, failed, onError } = useMediaUrl(header.media === null ? null : (media ?? named(header.media)));
  if (kind === undefined) {
    return header.text === null ? null : (
      <p dir="auto" className={`font-semibold ${className}`}>
        <Filled text={header.text} />
      </p>
    );
  }
  const frame = `aspect-[1.91] w-full overflow-hidden rounded-card bg-fg/6 ${className}`;
  if (kind === 'image' && url && !failed) {
    return <img src={url} alt={t`Header of the message`} className={`${frame} object-cover`} onError={onError} />;
  }
  if (kind === 'video' && url && !failed) {
    return (
      // biome-ignore lint/a11y/useMediaCaption: the film of a message has no captions
      <video src={url} controls preload="metadata" playsInline className={`${frame} bg-black`} onError={onError} />
    );
  }
  const Icon = icons[kind];
  const words = { image: t`Photo`, video: t`Video`, document: t`Document` }[kind];
  const name = header.media?.filename ?? media?.filename;
  const height = kind === 'document' ? 'aspect-auto h-14' : '';
  return (
    <div className={`${frame} ${height} flex items-center justify-center gap-2 px-3 text-13 text-fg-2`}>
      <Icon aria-hidden className="size-5 shrink-0" strokeWidth={1.5} />
      {name ? <bdi>{middleEllipsis(name)}</bdi> : words}
    </div>
  );
}

/** A file that is only named: by our id in the console, by its place in the simulator. */
function named({ id, url, filename }: NonNullable<Header['media']>): MediaView | null {
  if (url === null && !id?.startsWith('med_')) return null;
  return { ...nothingKnown, id: id ?? url ?? '', url, filename };
}

const nothingKnown: MediaView = {
  ...noLook,
  id: '',
  state: 'ready',
  mime_type: '',
  filename: null,
  size: null,
  url: null,
  error: null,
};
