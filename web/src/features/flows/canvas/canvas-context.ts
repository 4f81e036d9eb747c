// What cards ask the page they stand on: how many findings they have, whether one is being renamed, and what may be done to a line.
import { type ReactFlowState, useStore } from '@xyflow/react';
import { type ComponentType, createContext } from 'react';
import type { FlowNode } from '~/api/flows-types';

export interface Counts {
  errors: number;
  warnings: number;
}

export interface CanvasPage {
  /** A hook, so that a card is drawn again only for its own findings. */
  useCounts: (node: string) => Counts;
  renaming: string | null;
  Rename: ComponentType<{ node: FlowNode }> | null;
  /** Puts a step into a line; absent where nothing may be changed. */
  onInsert: ((edge: string, at: { x: number; y: number }) => void) | null;
  /** Words of a note on the canvas were changed. */
  onNote: ((node: string, text: string) => void) | null;
  onResize: ((node: string, size: { width: number; height: number }) => void) | null;
}

const nothing: Counts = { errors: 0, warnings: 0 };

export const readOnlyCanvas: CanvasPage = {
  useCounts: () => nothing,
  renaming: null,
  Rename: null,
  onInsert: null,
  onNote: null,
  onResize: null,
};

export const CanvasContext = createContext<CanvasPage>(readOnlyCanvas);

/** From further away handles cannot be hit: a large flow seen whole does without them. Lines know their places from the element. */
const CLOSE = 0.3;
const isClose = (state: ReactFlowState) => state.transform[2] > CLOSE;

/** Whether cards are drawn with their handles: asked once for the canvas, since each card that listens would cost time in every frame of a pan. */
export const CloseContext = createContext(true);

export function useClose(): boolean {
  return useStore(isClose);
}
