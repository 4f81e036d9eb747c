// How loud a voice note is over its length, for the bars of its player: decoded by the browser, once for each file.
import { useEffect, useState } from 'react';
import type { MediaView } from '../message';

export const BARS = 40;
/** Longer notes get a plain line: decoding takes memory, and nobody reads a waveform of an hour. */
const MOST_BYTES = 2_000_000;
const KEPT = 200;
/** Enough to see loudness; decoding at full rate would take six times the memory. */
const SAMPLE_RATE = 8000;
const known = new Map<string, readonly number[] | null>();
const asked = new Map<string, Promise<readonly number[] | null>>();

/** Bars from 0 to 1, or nothing while they are unknown or cannot be had. */
export function useWaveform(file: MediaView, sound: string | Blob | null): readonly number[] | null {
  const [bars, setBars] = useState(known.get(file.id) ?? null);
  const wanted = bars === null && sound !== null && !known.has(file.id) && (file.size ?? 0) <= MOST_BYTES;
  useEffect(() => {
    if (!wanted || sound === null) return;
    let gone = false;
    const pending = asked.get(file.id) ?? load(file.id, sound);
    asked.set(file.id, pending);
    pending.then((found) => !gone && setBars(found)).finally(() => asked.delete(file.id));
    return () => {
      gone = true;
    };
  }, [wanted, file.id, sound]);
  return bars;
}

async function load(id: string, sound: string | Blob): Promise<readonly number[] | null> {
  const bars = await decode(sound).catch(() => null);
  known.set(id, bars);
  const oldest = known.keys().next().value;
  if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
  return bars;
}

async function decode(sound: string | Blob): Promise<readonly number[] | null> {
  if (typeof OfflineAudioContext === 'undefined') return null;
  const bytes = typeof sound === 'string' ? await read(sound) : await sound.arrayBuffer();
  if (bytes === null) return null;
  const decoded = await new OfflineAudioContext(1, 1, SAMPLE_RATE).decodeAudioData(bytes);
  return barsOf(decoded.getChannelData(0));
}

async function read(url: string): Promise<ArrayBuffer | null> {
  // The page may call its own server only (its content security policy), not addresses of things in its memory.
  if (!url.startsWith('/')) return null;
  const answer = await fetch(url);
  return answer.ok ? answer.arrayBuffer() : null;
}

/** The loudest moment of each stretch, against the loudest of all; silence stays flat. */
export function barsOf(samples: ArrayLike<number>, count = BARS): readonly number[] {
  const stretch = Math.max(1, Math.floor(samples.length / count));
  const peaks = Array.from({ length: count }, (_, bar) => {
    let peak = 0;
    for (let at = bar * stretch; at < Math.min(samples.length, (bar + 1) * stretch); at += 1)
      peak = Math.max(peak, Math.abs(samples[at] ?? 0));
    return peak;
  });
  const loudest = Math.max(...peaks);
  return loudest < 0.01 ? peaks.map(() => 0) : peaks.map((peak) => peak / loudest);
}
