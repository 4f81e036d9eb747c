// What can be done in the editor, for keys, buttons and menus alike: each is one step of undo.
import { t } from '@lingui/core/macro';
import { useReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import type { Graph, Position } from '~/api/flows-types';
import { toast } from '~/ui/toast';
import { isDrawnOnly } from '../canvas/catalog';
import { outputsOf } from '../canvas/exits';
import { cardOf } from '../canvas/geometry';
import { motion } from '../canvas/motion';
import { copy, paste, readClip } from './clipboard';
import {
  addNode,
  appendNode,
  connect,
  groupNodes,
  insertOnEdge,
  lineOf,
  moveNodes,
  nodeOf,
  removeParts,
} from './edits';
import { freePlace, roomOf } from './place';
import { type EditorStore, useEditorStore } from './store';
import { tidyUp } from './tidy-up';
import { type Choosing, NEW_STEP, type UiStore, useUiStore } from './ui';

type Flow = ReturnType<typeof useReactFlow>;

export function useActions() {
  const store = useEditorStore();
  const ui = useUiStore();
  const flow = useReactFlow();
  const { id: workspace } = useWorkspace();
  return useMemo(() => makeActions(store, ui, flow, workspace), [store, ui, flow, workspace]);
}

export type Actions = ReturnType<typeof makeActions>;

function makeActions(store: EditorStore, ui: UiStore, flow: Flow, workspace: string) {
  const graph = () => store.getState().graph;
  const chosen = () => store.getState().selection;

  /** Changes the graph and selects what came of it. */
  const change = (edit: (graph: Graph) => { graph: Graph; id: string } | null) => {
    const made = edit(graph());
    if (!made) return null;
    store.getState().change(() => made.graph);
    store.getState().select([made.id]);
    return made.id;
  };

  /** Brings a step into sight. */
  const show = (id: string, only = false) => {
    const node = nodeOf(graph(), id);
    if (!node) return;
    const card = cardOf(node);
    const zoom = flow.getZoom();
    const corner = flow.flowToScreenPosition(node.position);
    const end = flow.flowToScreenPosition({ x: node.position.x + card.width, y: node.position.y + card.height });
    const bounds = document.querySelector('.flow-canvas')?.getBoundingClientRect();
    const inSight =
      bounds &&
      corner.x > bounds.left + 8 &&
      corner.y > bounds.top + 8 &&
      end.x < bounds.right - 8 &&
      end.y < bounds.bottom - 8;
    if (only && inSight) return;
    void flow.setCenter(node.position.x + card.width / 2, node.position.y + card.height / 2, {
      zoom: Math.min(1.25, Math.max(zoom, 0.7)),
      duration: motion(),
    });
  };

  const screenPlace = (id: string): Position => {
    const node = nodeOf(graph(), id);
    const at = node && flow.flowToScreenPosition({ x: node.position.x + 256, y: node.position.y });
    return at ?? { x: window.innerWidth / 2 - 148, y: 120 };
  };

  const middle = (): Position => {
    const bounds = document.querySelector('.flow-canvas')?.getBoundingClientRect();
    if (!bounds) return { x: 0, y: 0 };
    return flow.screenToFlowPosition({ x: bounds.left + bounds.width / 2 - 120, y: bounds.top + bounds.height / 3 });
  };

  /** The exit a following step would leave by: the first free one, else the first. */
  const freeExit = (id: string): string | null => {
    const node = nodeOf(graph(), id);
    const exits = node ? outputsOf(node).main : [];
    return (exits.find(({ handle }) => !lineOf(graph(), id, handle)) ?? exits[0])?.handle ?? null;
  };

  const add = (kind: string, place?: Position) => {
    const [only, more] = [...chosen().nodes];
    const exit = only && !more && !place && !isDrawnOnly(kind) ? freeExit(only) : null;
    const free = exit && only && !lineOf(graph(), only, exit) ? { node: only, handle: exit } : null;
    const id = change((before) =>
      free
        ? appendNode(before, free.node, free.handle, kind)
        : addNode(before, kind, place ?? freePlace(before, middle())),
    );
    if (id) show(id, true);
    return id;
  };

  const remove = (nodes: ReadonlySet<string> = chosen().nodes, edges: ReadonlySet<string> = chosen().edges) => {
    if (nodes.size === 0 && edges.size === 0) return;
    store.getState().change((before) => removeParts(before, nodes, edges));
  };

  const pasteText = (text: string): boolean => {
    const clip = readClip(text);
    if (!clip) return false;
    const at = freePlace(graph(), middle(), roomOf(clip.nodes));
    const made = paste(graph(), clip, at, workspace);
    store.getState().change(() => made.graph);
    store.getState().select(made.ids);
    const [first] = made.ids;
    if (first) show(first, true);
    if (made.stripped.length > 0)
      toast({ title: t`Some settings belong to another workspace`, description: made.stripped.join(' · ') });
    return true;
  };

  return {
    add,
    remove,
    show,
    append(id: string, handle = freeExit(id), at = screenPlace(id)) {
      if (handle) ui.setState({ choosing: { what: 'kind', at, from: { node: id, handle } } });
    },
    /** Begins a line from the keyboard. */
    connectFrom(id: string, handle?: string, at = screenPlace(id)) {
      const node = nodeOf(graph(), id);
      const exits = node ? outputsOf(node) : null;
      if (!exits || exits.main.length + exits.failures.length === 0) return;
      if (handle) ui.setState({ choosing: { what: 'target', at, from: { node: id, handle } } });
      else ui.setState({ choosing: { what: 'exit', at, node: id } });
    },
    find() {
      ui.setState({ choosing: { what: 'step', at: { x: window.innerWidth / 2 - 148, y: 96 } } });
    },
    /** An entry of the open menu was taken. */
    chosen(choosing: Choosing, id: string) {
      switch (choosing.what) {
        case 'kind': {
          const { from, edge, place } = choosing;
          const made = change((before) => {
            if (edge) return insertOnEdge(before, edge, id);
            if (from) return appendNode(before, from.node, from.handle, id, place);
            return addNode(before, id, place ?? freePlace(before, middle()));
          });
          if (made) show(made, true);
          return;
        }
        case 'exit':
          ui.setState({ choosing: { what: 'target', at: choosing.at, from: { node: choosing.node, handle: id } } });
          return;
        case 'target':
          if (id === NEW_STEP) ui.setState({ choosing: { what: 'kind', at: choosing.at, from: choosing.from } });
          else store.getState().change((before) => connect(before, choosing.from.node, choosing.from.handle, id));
          return;
        case 'step':
          store.getState().select([id]);
          show(id);
      }
    },
    copy(): boolean {
      const clip = copy(graph(), chosen().nodes, workspace);
      if (!clip) return false;
      void navigator.clipboard?.writeText(JSON.stringify(clip)).catch(() => undefined);
      return true;
    },
    clipText(): string | null {
      const clip = copy(graph(), chosen().nodes, workspace);
      return clip && JSON.stringify(clip);
    },
    pasteText,
    duplicate(ids: ReadonlySet<string> = chosen().nodes) {
      const clip = copy(graph(), ids, workspace);
      if (!clip) return;
      const left = Math.min(...clip.nodes.map(({ position }) => position.x));
      const top = Math.min(...clip.nodes.map(({ position }) => position.y));
      const made = paste(graph(), clip, { x: left + 32, y: top + 48 }, workspace);
      store.getState().change(() => made.graph);
      store.getState().select(made.ids);
    },
    selectAll() {
      store.getState().select(
        graph().nodes.map(({ id }) => id),
        graph().edges.map(({ id }) => id),
      );
    },
    group() {
      change((before) => groupNodes(before, chosen().nodes));
    },
    nudge(dx: number, dy: number) {
      const { nodes } = chosen();
      if (nodes.size === 0) return;
      store.getState().change(
        (before) => {
          const places = before.nodes
            .filter((node) => nodes.has(node.id))
            .map((node): [string, Position] => [node.id, { x: node.position.x + dx, y: node.position.y + dy }]);
          return moveNodes(before, new Map(places));
        },
        `nudge ${[...nodes].join()}`,
      );
    },
    tidy() {
      const places = tidyUp(graph(), chosen().nodes);
      store.getState().change((before) => moveNodes(before, places));
      requestAnimationFrame(() => void flow.fitView({ duration: motion(), maxZoom: 1, padding: 0.12 }));
    },
    fit: () => void flow.fitView({ duration: motion(), maxZoom: 1, padding: 0.12 }),
    fitSelection() {
      const ids = [...chosen().nodes].map((id) => ({ id }));
      if (ids.length > 0) void flow.fitView({ nodes: ids, duration: motion(), maxZoom: 1.25, padding: 0.3 });
    },
    actualSize: () => void flow.zoomTo(1, { duration: motion() }),
  };
}
