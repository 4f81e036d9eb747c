// Pictures, films, sounds, files and stickers: a box of known size from the first moment, and words when the file is not there.
import { Trans, useLingui } from '@lingui/react/macro';
import {
  CloudAlert,
  Download,
  FileArchive,
  File as FileIcon,
  FileSpreadsheet,
  FileText,
  FileType,
  Link2,
  TriangleAlert,
} from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { fileSize, middleEllipsis } from '~/lib/format';
import { Skeleton } from '~/ui/skeleton';
import type { MediaContent } from '../content';
import { FormattedText, SafeLink } from '../formatted-text';
import { hostOf, safeHref } from '../links';
import { useMediaUrl } from '../media-source';
import { Card, cardAction } from './card';
import { fileLook } from './file-look';
import { MissingReason } from './missing-reason';
import { Placeholder, shapeOf } from './placeholder';
import type { BubbleProps } from './props';

const AudioPlayer = lazy(() => import('./audio-player').then((player) => ({ default: player.AudioPlayer })));
const VideoPlayer = lazy(() => import('./video-player').then((player) => ({ default: player.VideoPlayer })));
const Lightbox = lazy(() => import('../lightbox'));
const frame = 'relative block max-w-full overflow-hidden rounded-card bg-fg/6';
const box = `${frame} aspect-[4/3] w-80`;

export function ImageBubble(props: BubbleProps<MediaContent>) {
  const { message, content, actions, tail } = props;
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const { media } = message;
  const { url, failed, onError } = useMediaUrl(media, 'small');
  const name = content.caption ?? media?.filename ?? t`Photo`;
  return (
    <Captioned caption={content.caption} tail={tail}>
      {url && !failed ? (
        <button
          type="button"
          className={`${frame} ring-inside`}
          style={shapeOf(media, content.caption !== null)}
          aria-label={t`Open photo: ${name}`}
          onClick={() => (actions.onOpenMedia ? actions.onOpenMedia(message) : setOpen(true))}
        >
          {media?.placeholder && <Placeholder colours={media.placeholder} />}
          <img
            src={url}
            alt=""
            loading="lazy"
            decoding="async"
            draggable={false}
            className="relative size-full object-cover"
            onError={onError}
          />
        </button>
      ) : (
        <Missing {...props} failed={failed} />
      )}
      {open && (
        <Suspense fallback={null}>
          <Lightbox messages={[message]} start={message.id} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </Captioned>
  );
}

export function VideoBubble(props: BubbleProps<MediaContent>) {
  const { message, content, tail } = props;
  const { t } = useLingui();
  const { url, failed, onError } = useMediaUrl(message.media);
  return (
    <Captioned caption={content.caption} tail={tail}>
      {url && !failed ? (
        <Suspense fallback={<Skeleton className={box} />}>
          <VideoPlayer
            key={message.media?.id}
            url={url}
            label={content.caption ?? t`Video`}
            seconds={message.media?.duration_ms ? message.media.duration_ms / 1000 : null}
            className={box}
            onError={onError}
          />
        </Suspense>
      ) : (
        <Missing {...props} failed={failed} />
      )}
    </Captioned>
  );
}

export function StickerBubble(props: BubbleProps<MediaContent>) {
  const { t } = useLingui();
  const { url, failed, onError } = useMediaUrl(props.message.media);
  const isComing = props.message.media?.state === 'ready' && !failed;
  if (!url || failed)
    return isComing ? <Skeleton className="size-32 rounded-card" /> : <Missing {...props} failed={failed} />;
  return <img src={url} alt={t`Sticker`} draggable={false} className="size-32 object-contain" onError={onError} />;
}

export function AudioBubble(props: BubbleProps<MediaContent>) {
  const { message, content, actions } = props;
  const { url, failed, onError } = useMediaUrl(message.media);
  if (failed || !message.media || message.media.state !== 'ready') return <Missing {...props} failed={failed} />;
  return (
    <Suspense fallback={<Skeleton className="my-1 h-9 w-64 max-w-full" />}>
      <AudioPlayer
        key={message.media.id}
        file={message.media}
        url={url}
        voice={content.voice}
        onError={onError}
        onPlayed={() => actions.onPlayed?.(message)}
      />
    </Suspense>
  );
}

const icons = {
  pdf: FileType,
  text: FileText,
  sheet: FileSpreadsheet,
  archive: FileArchive,
  program: TriangleAlert,
  other: FileIcon,
};

export function DocumentBubble(props: BubbleProps<MediaContent>) {
  const { message, content, tail } = props;
  const { t } = useLingui();
  const { url, failed } = useMediaUrl(message.media);
  const { media } = message;
  const name = content.filename ?? media?.filename ?? t`Document`;
  const look = fileLook(name, media?.mime_type ?? content.mimeType ?? '');
  const Icon = icons[look.icon];
  if (media?.state !== 'ready' || failed) {
    return (
      <Captioned caption={content.caption} tail={tail}>
        <Missing {...props} failed={failed} name={name} />
      </Captioned>
    );
  }
  return (
    <Captioned caption={content.caption} tail={tail}>
      <Card>
        <div className="flex items-center gap-3 p-3">
          <Icon
            aria-hidden
            className={`size-8 shrink-0 ${look.icon === 'pdf' || look.icon === 'program' ? 'text-danger' : 'text-accent-text'}`}
            strokeWidth={1.5}
          />
          <div className="min-w-0">
            <p className="font-medium" data-tooltip={name}>
              <bdi>{middleEllipsis(name)}</bdi>
            </p>
            <p className="text-12 text-fg-2">
              {[look.type, media.size === null ? null : fileSize(media.size)].filter(Boolean).join(' · ')}
            </p>
          </div>
        </div>
        {look.icon === 'program' && (
          <p className="flex items-start gap-1.5 border-t border-fg/10 bg-danger-soft px-3 py-2 text-12 text-danger">
            <TriangleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
            <Trans>This file can run programs. Open it only if you trust the sender.</Trans>
          </p>
        )}
        {url && (
          <div className="flex border-t border-fg/10">
            <a href={url} download={name} className={cardAction} aria-label={t`Download ${name}`}>
              <Download aria-hidden className="size-4" strokeWidth={1.75} />
              <Trans>Download</Trans>
            </a>
          </div>
        )}
      </Card>
    </Captioned>
  );
}

export function MediaPlaceholderBubble({ tail }: BubbleProps<object>) {
  return (
    <p className="text-fg-2 italic">
      <Trans>A file from the phone’s history; its details have not arrived</Trans>
      {tail}
    </p>
  );
}

function Captioned({ caption, tail, children }: { caption: string | null; tail: ReactNode; children: ReactNode }) {
  if (caption === null) return children;
  return (
    <div className="flex w-80 max-w-full flex-col gap-1.5">
      {children}
      <div className="px-1.5">
        <FormattedText text={caption} tail={tail} />
      </div>
    </div>
  );
}

/** Why there is nothing to see, and what can be done. */
function Missing({
  message,
  content,
  actions,
  failed,
  name,
}: BubbleProps<MediaContent> & { failed: boolean; name?: string }) {
  const { t } = useLingui();
  const { media } = message;
  const href = content.link === null ? null : safeHref(content.link);
  if (media === null && href !== null) {
    return (
      <Card>
        <p className="flex items-center gap-2 p-3 text-13 text-fg-2">
          <Link2 aria-hidden className="size-4 shrink-0" />
          <Trans>Sent by address</Trans>
          <SafeLink href={href}>{hostOf(href) ?? href}</SafeLink>
        </p>
      </Card>
    );
  }
  if ((media?.state === 'pending' && media.error === null) || (media?.state === 'ready' && !failed)) {
    return (
      <div
        role="status"
        className={`${box} ${message.kind === 'image' || message.kind === 'video' ? '' : 'aspect-auto h-16'}`}
      >
        <Skeleton className="absolute inset-0" />
        <span className="absolute inset-0 flex items-center justify-center text-13 text-fg-2">{t`Downloading…`}</span>
      </div>
    );
  }
  return (
    <Card>
      <div className="flex items-start gap-2.5 p-3 text-13 text-fg-2">
        <CloudAlert aria-hidden className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} />
        <div>
          {name && <bdi className="block font-medium text-fg">{middleEllipsis(name)}</bdi>}
          <MissingReason media={media} />
        </div>
      </div>
      {actions.onDownloadAgain && media !== null && media.state !== 'expired' && media.state !== 'removed' && (
        <div className="flex border-t border-fg/10">
          <button type="button" className={cardAction} onClick={() => actions.onDownloadAgain?.(message)}>
            {media.state === 'pending' ? <Trans>Try now</Trans> : <Trans>Try again</Trans>}
          </button>
        </div>
      )}
    </Card>
  );
}
