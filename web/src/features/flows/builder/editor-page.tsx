// The flow editor: loads the draft, keeps it saved, and arranges palette, canvas or outline, and what stands beside them.
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { ReactFlowProvider } from '@xyflow/react';
import { useEffect, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type FlowDraft, type FlowView, flows, saveDraft } from '~/api/flows';
import { ProblemNote } from '~/layouts/form/problem-note';
import { useTitle } from '~/lib/use-title';
import { Skeleton } from '~/ui/skeleton';
import { toast } from '~/ui/toast';
import { createOverlay, OverlayProvider } from '../canvas/overlay';
import { type Autosave, startAutosave } from './autosave';
import { keep, kept } from './backup';
import { Editor } from './editor';
import { AutosaveContext } from './save-note';
import type { EditorSearch } from './search';
import { createEditor, EditorContext, type EditorStore } from './store';
import { createUi, UiContext } from './ui';

interface Props {
  flow: string;
  search: EditorSearch;
  onSearch: (next: EditorSearch) => void;
}

export default function EditorPage(props: Props) {
  const { id } = useWorkspace();
  const flow = useQuery(flows.get(id, props.flow));
  const draft = useQuery(flows.draft(id, props.flow));
  const problem = flow.error ?? draft.error;
  if (problem && !(flow.data && draft.data))
    return (
      <div className="p-8">
        <ProblemNote problem={asProblem(problem)} />
      </div>
    );
  if (!flow.data || !draft.data) return <Loading />;
  return <Loaded {...props} view={flow.data} draft={draft.data} />;
}

function Loading() {
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-13 items-center gap-3 border-line border-b bg-surface px-4">
        <Skeleton className="h-5 w-48" />
      </div>
      <div className="flex min-h-0 flex-1">
        <Skeleton className="m-3 w-48 max-md:hidden" />
        <Skeleton className="m-3 flex-1" />
      </div>
    </div>
  );
}

function Loaded({ flow, view, draft, search, onSearch }: Props & { view: FlowView; draft: FlowDraft }) {
  const { t } = useLingui();
  const { id: ws, can, workspace } = useWorkspace();
  useTitle(view.name, t`Flows`, workspace.name);
  // The draft is only where editing starts: what the cache learns later must not take away what is being drawn.
  const [first] = useState(() => draft);
  const [store] = useState(() => openEditor(first, flow, can.has('flows:manage')));
  const [ui] = useState(() => createUi(search.panel));
  const [overlay] = useState(() => createOverlay());
  const autosave = useSaving(store, first, ws, flow);
  useFirstCheck(store, ws, flow);
  useAddress(store, ui, search, onSearch);
  if (!autosave) return <Loading />;
  return (
    <EditorContext value={store}>
      <UiContext value={ui}>
        <AutosaveContext value={autosave}>
          <OverlayProvider value={overlay}>
            <ReactFlowProvider>
              <Editor flow={view} overlay={overlay} view={search.view} onView={(next) => onSearch({ view: next })} />
            </ReactFlowProvider>
          </OverlayProvider>
        </AutosaveContext>
      </UiContext>
    </EditorContext>
  );
}

function openEditor(draft: FlowDraft, flow: string, editable: boolean): EditorStore {
  const store = createEditor(complete(draft.graph), editable);
  const unsaved = editable ? kept(flow, draft.revision) : null;
  if (unsaved) store.getState().change(() => unsaved);
  return store;
}

/** Drafts of old or of other hands may lack what is empty. */
function complete(graph: FlowDraft['graph']): FlowDraft['graph'] {
  return {
    ...graph,
    variables: graph.variables ?? [],
    settings: graph.settings ?? {},
    nodes: graph.nodes.map((node) => ({
      ...node,
      config: node.config ?? {},
      position: node.position ?? { x: 0, y: 0 },
    })),
  };
}

function useSaving(store: EditorStore, draft: FlowDraft, ws: string, flow: string): Autosave | null {
  const { t } = useLingui();
  const [autosave, setAutosave] = useState<Autosave | null>(null);
  useEffect(() => {
    const started = startAutosave(store, draft, {
      put: (graph, revision) => saveDraft(ws, flow, graph, revision),
      keep: (revision, graph) => keep(flow, graph && { revision, graph }),
    });
    if (store.getState().version > 0) {
      toast({ title: t`Changes that were not saved are back` });
      void started.overwrite(draft.revision);
    }
    setAutosave(started);
    const leave = (event: BeforeUnloadEvent) => {
      if (started.saving.getState().state === 'saved') return;
      void started.flush();
      event.preventDefault();
    };
    window.addEventListener('beforeunload', leave);
    return () => {
      window.removeEventListener('beforeunload', leave);
      started.stop();
    };
  }, [store, draft, ws, flow, t]);
  return autosave;
}

/** Saving answers with the findings; before the first save they are asked for. */
function useFirstCheck(store: EditorStore, ws: string, flow: string): void {
  const { data } = useQuery({
    ...flows.checked(ws, flow),
    // Once: later ones come with each save.
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    if (data && store.getState().version === 0) store.getState().found(data.findings, data.bounds);
  }, [data, store]);
}

/** The open step and panel are in the address, so that a link leads to them. */
function useAddress(
  store: EditorStore,
  ui: ReturnType<typeof createUi>,
  search: EditorSearch,
  onSearch: (next: EditorSearch) => void,
): void {
  const [first] = useState(search.node);
  useEffect(() => {
    if (first) store.getState().select([first]);
  }, [store, first]);
  useEffect(() => {
    const tell = () => {
      const { nodes } = store.getState().selection;
      const [only] = nodes;
      const { panel } = ui.getState();
      onSearch({ node: nodes.size === 1 ? only : undefined, panel: panel === 'none' ? undefined : panel });
    };
    const stopSelection = store.subscribe((state, before) => {
      if (state.selection !== before.selection) tell();
    });
    const stopPanel = ui.subscribe((state, before) => {
      if (state.panel !== before.panel) tell();
    });
    return () => {
      stopSelection();
      stopPanel();
    };
  }, [store, ui, onSearch]);
}
