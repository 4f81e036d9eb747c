// A picture before it is loaded: the right shape, and a handful of its colours that run into each other.
import type { CSSProperties } from 'react';
import type { MediaView } from '../message';

const ACROSS = 4;
const DOWN = 3;
/** Taller or wider pictures are cut in the thread and whole in the viewer. */
const TALLEST = 3 / 4;
const WIDEST = 16 / 9;
const WIDEST_PIXELS = 320;
const NARROWEST_PIXELS = 160;

/** The box of a picture, known before its first byte: nothing moves when it comes. With words below it, it is as wide as they may be. */
export function shapeOf(media: Pick<MediaView, 'width' | 'height'> | null, captioned: boolean): CSSProperties {
  const { width, height } = media ?? {};
  if (!width || !height) return { width: WIDEST_PIXELS, aspectRatio: 4 / 3 };
  return {
    width: captioned ? WIDEST_PIXELS : Math.max(NARROWEST_PIXELS, Math.min(WIDEST_PIXELS, width)),
    aspectRatio: Math.max(TALLEST, Math.min(WIDEST, width / height)),
  };
}

export function Placeholder({ colours }: { colours: string }) {
  return (
    <canvas
      aria-hidden
      width={ACROSS}
      height={DOWN}
      className="absolute inset-0 size-full scale-110"
      ref={(canvas) => {
        const pixels = read(colours);
        const context = canvas?.getContext('2d');
        if (!pixels || !context) return;
        context.putImageData(new ImageData(pixels, ACROSS, DOWN), 0, 0);
      }}
    />
  );
}

function read(colours: string): Uint8ClampedArray<ArrayBuffer> | null {
  let bytes: string;
  try {
    bytes = atob(colours);
  } catch {
    return null;
  }
  if (bytes.length !== ACROSS * DOWN * 3) return null;
  const pixels = new Uint8ClampedArray(ACROSS * DOWN * 4).fill(255);
  for (let at = 0; at < bytes.length; at += 1) pixels[Math.floor(at / 3) * 4 + (at % 3)] = bytes.charCodeAt(at);
  return pixels;
}
