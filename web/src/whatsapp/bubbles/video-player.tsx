// A film in a thread: one of its own frames, how long it takes, and a button; the browser's controls once it plays.
// The frame is drawn by the viewer's browser, which fetches a small part of the file for it; the server never opens films.
import { useLingui } from '@lingui/react/macro';
import { clsx } from 'clsx';
import { Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { clockOf, leave, takeTurn } from './one-player';

interface Props {
  url: string;
  label: string;
  /** Known before the file is. */
  seconds: number | null;
  className: string;
  onError(): void;
}

/** The very first frame is often black. */
const POSTER_AT = { share: 0.1, atMost: 1 };

export function VideoPlayer({ url, label, seconds, className, onError }: Props) {
  const { t } = useLingui();
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<'resting' | 'started'>('resting');
  const [length, setLength] = useState(seconds);
  useEffect(() => {
    const element = video.current;
    return () => leave(element);
  }, []);

  const drawPoster = () => {
    const element = video.current;
    if (!element || !Number.isFinite(element.duration)) return;
    setLength(element.duration);
    if (state === 'resting') element.currentTime = Math.min(POSTER_AT.atMost, element.duration * POSTER_AT.share);
  };
  const start = () => {
    const element = video.current;
    if (!element) return;
    setState('started');
    element.currentTime = 0;
    element.focus();
    // Refused or broken: the controls that are there now say so.
    element.play().catch(() => undefined);
  };

  const resting = state === 'resting';
  return (
    <div className={className}>
      {/* biome-ignore lint/a11y/useMediaCaption: what customers film has no captions */}
      <video
        ref={video}
        src={url}
        controls={!resting}
        preload="metadata"
        playsInline
        tabIndex={resting ? -1 : 0}
        aria-label={label}
        className={clsx('size-full bg-black', resting ? 'object-cover' : 'object-contain')}
        onLoadedMetadata={drawPoster}
        onPlay={(event) => takeTurn(event.currentTarget)}
        onError={onError}
      />
      {resting && (
        <button
          type="button"
          aria-label={t`Play: ${label}`}
          onClick={start}
          className="ring-inside group/play absolute inset-0 flex items-center justify-center rounded-card"
        >
          <span className="flex size-12 items-center justify-center rounded-full bg-black/55 text-white transition-colors duration-120 group-hover/play:bg-black/75">
            <Play aria-hidden className="ms-0.5 size-5 fill-current" strokeWidth={1.75} />
          </span>
          {length !== null && (
            <span className="absolute start-2 bottom-2 rounded-badge bg-black/60 px-1.5 text-11 text-white tabular-nums">
              {clockOf(length)}
            </span>
          )}
        </button>
      )}
    </div>
  );
}
