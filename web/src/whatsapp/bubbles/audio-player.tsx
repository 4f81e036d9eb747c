// Plays a voice note or a sound: play, seek, speed. One plays at a time on the whole page.
import { useLingui } from '@lingui/react/macro';
import { Mic, Music, Pause, Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';

interface Props {
  url: string | null;
  voice: boolean;
  onError(): void;
  onPlayed(): void;
}

const speeds = [1, 1.5, 2] as const;
let playing: HTMLAudioElement | null = null;

export function AudioPlayer({ url, voice, onError, onPlayed }: Props) {
  const { t } = useLingui();
  const audio = useRef<HTMLAudioElement>(null);
  const [state, setState] = useState<'paused' | 'playing'>('paused');
  const [at, setAt] = useState(0);
  const [length, setLength] = useState<number | null>(null);
  const [speed, setSpeed] = useState<(typeof speeds)[number]>(1);

  useEffect(() => {
    const element = audio.current;
    return () => {
      element?.pause();
      if (playing === element) playing = null;
    };
  }, []);

  const toggle = () => {
    const element = audio.current;
    if (!element || url === null) return;
    if (state === 'playing') return element.pause();
    if (playing && playing !== element) playing.pause();
    playing = element;
    element.playbackRate = speed;
    element.play().then(onPlayed, () => setState('paused'));
  };
  const seek = (to: number) => {
    setAt(to);
    if (audio.current) audio.current.currentTime = to;
  };
  const faster = () => {
    const next = speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1;
    setSpeed(next);
    if (audio.current) audio.current.playbackRate = next;
  };

  const Icon = state === 'playing' ? Pause : Play;
  const Kind = voice ? Mic : Music;
  const shown = state === 'playing' || at > 0 ? at : (length ?? 0);
  return (
    <div className="flex w-64 max-w-full items-center gap-2 py-1">
      {/* biome-ignore lint/a11y/useMediaCaption: voice notes have no captions */}
      <audio
        ref={audio}
        src={url ?? undefined}
        preload="metadata"
        onPlay={() => setState('playing')}
        onPause={() => setState('paused')}
        onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)}
        onLoadedMetadata={(event) => setLength(finite(event.currentTarget.duration))}
        onDurationChange={(event) => setLength(finite(event.currentTarget.duration))}
        onEnded={() => setAt(0)}
        onError={onError}
      />
      <button
        type="button"
        aria-label={state === 'playing' ? t`Pause` : voice ? t`Play voice message` : t`Play audio`}
        className="flex size-9 shrink-0 items-center justify-center rounded-full bg-accent text-accent-fg hover:bg-accent-hover coarse:size-11"
        onClick={toggle}
      >
        <Icon aria-hidden className="size-4 fill-current" strokeWidth={1.75} />
      </button>
      <div className="flex min-w-0 flex-1 flex-col">
        <input
          type="range"
          aria-label={t`Position`}
          aria-valuetext={clockOf(at)}
          min={0}
          max={length ?? 1}
          step={0.1}
          value={Math.min(at, length ?? at)}
          disabled={length === null}
          onChange={(event) => seek(Number(event.currentTarget.value))}
          className="h-4 w-full cursor-pointer accent-accent disabled:cursor-default"
        />
        <span className="flex items-center gap-1 text-11 text-fg-2">
          <Kind aria-hidden className="size-3" />
          {clockOf(shown)}
        </span>
      </div>
      <button
        type="button"
        aria-label={t`Speed ${speed}×`}
        className="h-6 w-9 shrink-0 rounded-full bg-fg/8 text-11 font-semibold text-fg-2 hover:bg-fg/12"
        onClick={faster}
      >
        {speed}×
      </button>
    </div>
  );
}

function finite(duration: number): number | null {
  return Number.isFinite(duration) && duration > 0 ? duration : null;
}

/** 1:05 */
export function clockOf(seconds: number): string {
  const whole = Math.floor(Math.max(0, seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
