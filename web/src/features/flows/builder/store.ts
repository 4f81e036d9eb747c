// The document that is being edited: graph, what is selected, undo and redo. One per open flow; the server's side of it is in use-autosave.ts.
import { createContext, use } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bounds, Finding, Graph } from '~/api/flows-types';

export interface Selection {
  nodes: ReadonlySet<string>;
  edges: ReadonlySet<string>;
}

export interface EditorState {
  graph: Graph;
  /** Grows with every change of the graph; what was saved is compared by it. */
  version: number;
  selection: Selection;
  past: readonly Graph[];
  future: readonly Graph[];
  /** What the last change was about, and when: the next one of the same field within a second joins it. */
  last: { key: string; at: number } | null;
  findings: readonly Finding[];
  bounds: Bounds | null;
  /** The setting to go to, as the checker names it. A new object each time, so that the same field can be asked for again. */
  focus: { node: string; field: string } | null;
  editable: boolean;
}

export interface EditorActions {
  /** A change made by a person; `key` joins typing in one field into one step of undo. */
  change: (edit: (graph: Graph) => Graph, key?: string) => void;
  undo: () => void;
  redo: () => void;
  /** Another graph from the server, without a step of undo. */
  load: (graph: Graph) => void;
  select: (nodes: Iterable<string>, edges?: Iterable<string>) => void;
  found: (findings: readonly Finding[], bounds: Bounds | null) => void;
  goTo: (node: string, field: string) => void;
}

export type EditorStore = StoreApi<EditorState & EditorActions>;

export const HISTORY = 200;
const JOIN_MS = 1000;
const nothing: Selection = { nodes: new Set(), edges: new Set() };

export function createEditor(graph: Graph, editable: boolean, now: () => number = Date.now): EditorStore {
  return createStore((set) => ({
    graph,
    version: 0,
    selection: nothing,
    past: [],
    future: [],
    last: null,
    findings: [],
    bounds: null,
    focus: null,
    editable,

    change: (edit, key = '') =>
      set((state) => {
        if (!state.editable) return state;
        const next = edit(state.graph);
        if (next === state.graph) return state;
        const at = now();
        const joins = key !== '' && state.last?.key === key && at - state.last.at < JOIN_MS;
        return {
          graph: next,
          version: state.version + 1,
          past: joins ? state.past : [...state.past, state.graph].slice(-HISTORY),
          future: [],
          last: { key, at },
          selection: onlyThere(state.selection, next),
        };
      }),

    undo: () =>
      set((state) => {
        const before = state.past.at(-1);
        if (!before) return state;
        return {
          graph: before,
          version: state.version + 1,
          past: state.past.slice(0, -1),
          future: [state.graph, ...state.future],
          last: null,
          selection: onlyThere(state.selection, before),
        };
      }),

    redo: () =>
      set((state) => {
        const [next, ...rest] = state.future;
        if (!next) return state;
        return {
          graph: next,
          version: state.version + 1,
          past: [...state.past, state.graph],
          future: rest,
          last: null,
          selection: onlyThere(state.selection, next),
        };
      }),

    load: (next) =>
      set((state) => ({
        graph: next,
        past: [],
        future: [],
        last: null,
        selection: onlyThere(state.selection, next),
      })),

    select: (nodes, edges = []) =>
      set((state) => {
        const next = { nodes: new Set(nodes), edges: new Set(edges) };
        return same(state.selection, next) ? state : { selection: next };
      }),

    found: (findings, bounds) => set({ findings, bounds }),

    goTo: (node, field) => set({ selection: { nodes: new Set([node]), edges: new Set() }, focus: { node, field } }),
  }));
}

function onlyThere({ nodes, edges }: Selection, graph: Graph): Selection {
  if (nodes.size === 0 && edges.size === 0) return nothing;
  const nodeIds = new Set(graph.nodes.map(({ id }) => id));
  const edgeIds = new Set(graph.edges.map(({ id }) => id));
  const next = {
    nodes: new Set([...nodes].filter((id) => nodeIds.has(id))),
    edges: new Set([...edges].filter((id) => edgeIds.has(id))),
  };
  return next.nodes.size === nodes.size && next.edges.size === edges.size ? { nodes, edges } : next;
}

function same(a: Selection, b: Selection): boolean {
  return (
    a.nodes.size === b.nodes.size &&
    a.edges.size === b.edges.size &&
    [...a.nodes].every((id) => b.nodes.has(id)) &&
    [...a.edges].every((id) => b.edges.has(id))
  );
}

export const EditorContext = createContext<EditorStore | null>(null);

export function useEditorStore(): EditorStore {
  const store = use(EditorContext);
  if (!store) throw new Error('the flow editor is only below EditorContext');
  return store;
}

export function useEditor<Slice>(select: (state: EditorState & EditorActions) => Slice): Slice {
  return useStore(useEditorStore(), select);
}

/** The one selected node, when it is one. */
export function selectedNode({ selection, graph }: EditorState) {
  if (selection.nodes.size !== 1) return undefined;
  const [id] = selection.nodes;
  return graph.nodes.find((node) => node.id === id);
}
