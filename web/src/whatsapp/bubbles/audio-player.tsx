// Plays a voice note or a sound: play, seek, speed. One plays at a time on the whole page.
import { useLingui } from '@lingui/react/macro';
import { clsx } from 'clsx';
import { Mic, Music, Pause, Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { MediaView } from '../message';
import { clockOf, leave, takeTurn } from './one-player';
import { useWaveform } from './waveform';

interface Props {
  file: MediaView;
  url: string | null;
  /** The sound itself, where it was made on this page. */
  sound?: Blob;
  voice: boolean;
  onError(): void;
  onPlayed(): void;
}

const speeds = [1, 1.5, 2] as const;

export function AudioPlayer({ file, url, sound, voice, onError, onPlayed }: Props) {
  const { t } = useLingui();
  const audio = useRef<HTMLAudioElement>(null);
  const [state, setState] = useState<'paused' | 'playing'>('paused');
  const [at, setAt] = useState(0);
  const told = file.duration_ms === null ? null : file.duration_ms / 1000;
  const [length, setLength] = useState(told);
  const bars = useWaveform(file, voice ? (sound ?? url) : null);
  const [speed, setSpeed] = useState<(typeof speeds)[number]>(1);

  useEffect(() => {
    const element = audio.current;
    return () => leave(element);
  }, []);

  const toggle = () => {
    const element = audio.current;
    if (!element || url === null) return;
    if (state === 'playing') return element.pause();
    takeTurn(element);
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
        preload={told === null ? 'metadata' : 'none'}
        onPlay={() => setState('playing')}
        onPause={() => setState('paused')}
        onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)}
        onLoadedMetadata={(event) => setLength(finite(event.currentTarget.duration) ?? told)}
        onDurationChange={(event) => setLength(finite(event.currentTarget.duration) ?? told)}
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
        <span className="relative flex h-6 items-center">
          {bars && <Bars bars={bars} share={length ? at / length : 0} />}
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
            className={clsx(
              'w-full cursor-pointer accent-accent disabled:cursor-default',
              // The bars stand for the line; the slider over them stays for hands and keys.
              bars ? 'peer absolute inset-0 h-full opacity-0' : 'h-4',
            )}
          />
          {bars && (
            <span
              aria-hidden
              className="pointer-events-none absolute -inset-1 rounded-control peer-focus-visible:outline-2 peer-focus-visible:outline-accent"
            />
          )}
        </span>
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

/** The played part in the accent colour. */
export function Bars({ bars, share }: { bars: readonly number[]; share: number }) {
  return (
    <span aria-hidden className="flex h-full w-full items-center gap-px">
      {bars.map((bar, at) => (
        <span
          key={at}
          className={clsx(
            'min-h-[3px] flex-1 rounded-full',
            (at + 0.5) / bars.length <= share ? 'bg-accent' : 'bg-fg/30',
          )}
          style={{ height: `${Math.round(bar * 100)}%` }}
        />
      ))}
    </span>
  );
}

function finite(duration: number): number | null {
  return Number.isFinite(duration) && duration > 0 ? duration : null;
}
