// Pictures large: zoom, previous and next, download, Esc (fetched when the first one is opened).
import { useLingui } from '@lingui/react/macro';
import { ChevronLeft, ChevronRight, Download, type LucideIcon, X, ZoomIn, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { moment } from '~/lib/dates';
import { readers } from './content';
import { useMediaUrl } from './media-source';
import type { MessageView } from './message';

/** What is needed of a message, so that files of other places can be shown too. */
export type Picture = Pick<MessageView, 'id' | 'kind' | 'content' | 'media' | 'sent_at'>;

interface Props {
  /** The pictures and films to page through, oldest first. */
  messages: readonly Picture[];
  /** Which one to begin with. */
  start: string;
  onClose(): void;
}

export default function Lightbox({ messages, start, onClose }: Props) {
  const { t } = useLingui();
  const dialog = useRef<HTMLDialogElement>(null);
  const [index, setIndex] = useState(() =>
    Math.max(
      0,
      messages.findIndex((message) => message.id === start),
    ),
  );
  const [zoomed, setZoomed] = useState(false);
  const message = messages[index];
  const { url, onError } = useMediaUrl(message?.media ?? null);
  const small = useMediaUrl(message?.kind === 'image' ? (message.media ?? null) : null, 'small');

  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
  }, []);

  const go = (step: number) => {
    setZoomed(false);
    setIndex((at) => Math.min(messages.length - 1, Math.max(0, at + step)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') go(event.key === forward ? 1 : -1);
    if (event.key === '+' || event.key === '-') setZoomed(event.key === '+');
  };
  if (!message) return null;
  const caption = readers.image(message.content)?.caption ?? null;
  const name = message.media?.filename ?? message.id;
  return (
    <dialog
      ref={dialog}
      aria-label={t`Photo viewer`}
      className="m-0 flex size-full max-h-none max-w-none flex-col bg-black/90 p-0 text-white outline-none backdrop:bg-transparent"
      onClose={onClose}
      onKeyDown={onKeyDown}
    >
      <header className="flex items-center gap-1 p-2">
        <p className="min-w-0 flex-1 truncate px-2 text-13 text-white/80">
          {moment(message.sent_at)}
          {messages.length > 1 && ` · ${index + 1} / ${messages.length}`}
        </p>
        <Tool
          icon={zoomed ? ZoomOut : ZoomIn}
          label={zoomed ? t`Zoom out` : t`Zoom in`}
          onClick={() => setZoomed(!zoomed)}
        />
        {url && (
          <a href={url} download={name} aria-label={t`Download`} data-tooltip={t`Download`} className={tool}>
            <Download aria-hidden className="size-5" strokeWidth={1.75} />
          </a>
        )}
        <Tool icon={X} label={t`Close`} onClick={() => dialog.current?.close()} />
      </header>
      <div className={`relative min-h-0 flex-1 ${zoomed ? 'overflow-auto' : 'overflow-hidden'}`}>
        {url && message.kind === 'video' && (
          // biome-ignore lint/a11y/useMediaCaption: what customers film has no captions
          <video src={url} controls className="size-full object-contain" onError={onError} />
        )}
        {url && message.kind !== 'video' && (
          <img
            src={url}
            alt={caption ?? t`Photo`}
            className={
              zoomed ? 'min-w-[200%] max-w-none' : 'size-full bg-contain bg-center bg-no-repeat object-contain'
            }
            // The small copy is here already and shows until the whole picture is.
            style={zoomed || !small.url ? undefined : { backgroundImage: `url("${small.url}")` }}
            onError={onError}
          />
        )}
      </div>
      {caption && (
        <p dir="auto" className="max-h-[25%] overflow-y-auto p-4 text-center text-14 whitespace-pre-wrap">
          {caption}
        </p>
      )}
      {index > 0 && (
        <span className="absolute inset-y-0 start-2 m-auto size-fit">
          <Tool icon={ChevronLeft} label={t`Previous`} onClick={() => go(-1)} directional />
        </span>
      )}
      {index < messages.length - 1 && (
        <span className="absolute inset-y-0 end-2 m-auto size-fit">
          <Tool icon={ChevronRight} label={t`Next`} onClick={() => go(1)} directional />
        </span>
      )}
    </dialog>
  );
}

const tool =
  'inline-flex size-11 items-center justify-center rounded-full bg-black/40 text-white hover:bg-white/15 focus-visible:outline-white';

function Tool({
  icon: Icon,
  label,
  onClick,
  directional,
}: {
  icon: LucideIcon;
  label: string;
  onClick(): void;
  directional?: boolean;
}) {
  return (
    <button type="button" aria-label={label} data-tooltip={label} className={tool} onClick={onClick}>
      <Icon aria-hidden className={`size-5 ${directional ? 'mirror' : ''}`} strokeWidth={1.75} />
    </button>
  );
}
