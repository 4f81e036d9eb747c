// Alignment while dragging: the edges and centres of cards nearby that a dragged card meets, within a few pixels.
import type { Position } from '~/api/flows-types';

export interface Box extends Position {
  width: number;
  height: number;
}

export interface Guides {
  /** The place with the snap taken in. */
  x: number;
  y: number;
  /** Where lines are drawn, in the canvas' units. */
  vertical: number | null;
  horizontal: number | null;
}

/** `within` in the canvas' units: fewer when zoomed in. */
export function align(box: Box, others: readonly Box[], within: number): Guides {
  const horizontal = nearest(marksY(box), others.flatMap(marksY), within);
  const vertical = nearest(marksX(box), others.flatMap(marksX), within);
  return {
    x: box.x + (vertical?.shift ?? 0),
    y: box.y + (horizontal?.shift ?? 0),
    vertical: vertical?.at ?? null,
    horizontal: horizontal?.at ?? null,
  };
}

function marksX({ x, width }: Box): number[] {
  return [x, x + width / 2, x + width];
}

function marksY({ y, height }: Box): number[] {
  // Handles beside the title are what lines between two cards follow, so their height counts too.
  return [y, y + 22, y + height];
}

function nearest(own: number[], others: number[], within: number): { at: number; shift: number } | null {
  let best: { at: number; shift: number } | null = null;
  for (const at of others) {
    for (const mark of own) {
      const shift = at - mark;
      if (Math.abs(shift) <= within && (!best || Math.abs(shift) < Math.abs(best.shift))) best = { at, shift };
    }
  }
  return best;
}
