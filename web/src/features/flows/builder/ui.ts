// What floats over the editor and what is open beside the canvas: state of the page, not of the flow.
import { createContext, use } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Position, Step } from '~/api/flows-types';

/** What is being chosen, and where on the screen. */
export type Choosing =
  /** A kind for a new step: at a place, after an exit, or in a line. */
  | { what: 'kind'; at: Position; place?: Position; from?: { node: string; handle: string }; edge?: string }
  /** The step an exit leads to. */
  | { what: 'target'; at: Position; from: { node: string; handle: string } }
  /** The exit a line begins at. */
  | { what: 'exit'; at: Position; node: string }
  /** A step to go to. */
  | { what: 'step'; at: Position };

/** The first entry among the steps a line may lead to. */
export const NEW_STEP = '+';

export interface UiState {
  choosing: Choosing | null;
  renaming: string | null;
  panel: 'none' | 'problems' | 'flow' | 'test' | 'figures';
  dialog: 'none' | 'publish' | 'keys';
  /** Steps of the last try of the draft: what each step gave, for its output and for live values. */
  tried: readonly Step[];
}

export type UiStore = StoreApi<UiState>;

export function createUi(panel: UiState['panel'] = 'none'): UiStore {
  return createStore(() => ({ choosing: null, renaming: null, panel, dialog: 'none' as const, tried: [] }));
}

export const UiContext = createContext<UiStore | null>(null);

export function useUiStore(): UiStore {
  const store = use(UiContext);
  if (!store) throw new Error('the flow editor is only below UiContext');
  return store;
}

export function useUi<Slice>(select: (state: UiState) => Slice): Slice {
  return useStore(useUiStore(), select);
}
