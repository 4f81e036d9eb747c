// The test panel beside the canvas: a conversation with the draft.
import type { Graph } from '~/api/flows-types';
import type { OverlayStore } from '../canvas/overlay';

export interface TestPanelProps {
  flow: string;
  /** The draft as it is on screen, with changes that are not saved yet. */
  graph: Graph;
  /** The step that is selected on the canvas. */
  selected: string | null;
  /** What is drawn over the canvas. */
  overlay: OverlayStore;
  onShowNode: (node: string) => void;
  onClose: () => void;
}

export default function TestPanel(_props: TestPanelProps) {
  return null;
}
