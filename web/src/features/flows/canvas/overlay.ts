// What is drawn over a graph without changing it: the path of a run or a try, counts, coverage, differences. Pages fill it, nodes and edges read their own line only.
import { createContext, use } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** Where a run or a try is with a node or a line. */
export type TraceState = 'done' | 'current' | 'failed' | 'skipped';

/** What became of a part between two versions. */
export type ChangeState = 'added' | 'removed' | 'changed';

export interface NodeOverlay {
  state?: TraceState;
  /** How often it was visited; shown from 2. */
  visits?: number;
  /** Runs that stand here now. */
  live?: number;
  /** Runs that came here in the time looked at. */
  entered?: number;
  change?: ChangeState;
  /** A short line for the tooltip and for screen readers. */
  label?: string;
}

export interface EdgeOverlay {
  state?: TraceState;
  /** Runs that took it. */
  count?: number;
  /** Runs of a hundred that were at its node and took it. */
  percent?: number;
  /** Taken by a test, or by none. */
  coverage?: 'taken' | 'missed';
  change?: ChangeState;
}

export interface Overlay {
  /** By node id. */
  nodes: Readonly<Record<string, NodeOverlay>>;
  /** By edge id. */
  edges: Readonly<Record<string, EdgeOverlay>>;
  /** Parts that are in neither list are drawn as `skipped`. */
  dimOthers?: boolean;
}

export type OverlayStore = StoreApi<Overlay>;

const nothing: Overlay = { nodes: {}, edges: {} };

/** One per canvas. `store.setState(overlay, true)` draws another overlay; only what differs is drawn again. */
export function createOverlay(first: Overlay = nothing): OverlayStore {
  return createStore(() => first);
}

/** Takes everything off again. */
export function clearOverlay(overlay: OverlayStore): void {
  overlay.setState(nothing, true);
}

const none = createOverlay();
const OverlayContext = createContext<OverlayStore>(none);
export const OverlayProvider = OverlayContext;

const dimmed: NodeOverlay & EdgeOverlay = { state: 'skipped' };

export function useNodeOverlay(id: string): NodeOverlay | undefined {
  return useStore(use(OverlayContext), (overlay) => overlay.nodes[id] ?? (overlay.dimOthers ? dimmed : undefined));
}

export function useEdgeOverlay(id: string): EdgeOverlay | undefined {
  return useStore(use(OverlayContext), (overlay) => overlay.edges[id] ?? (overlay.dimOthers ? dimmed : undefined));
}
