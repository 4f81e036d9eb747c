// The canvas that is edited: drags with guides, lines, selection, drops from the palette. What it changes goes through the store.
import { useLingui } from '@lingui/react/macro';
import {
  Background,
  type Connection,
  Controls,
  type EdgeChange,
  MiniMap,
  type NodeChange,
  type OnConnectEnd,
  ReactFlow,
  useReactFlow,
} from '@xyflow/react';
import { type DragEvent, type KeyboardEvent, useCallback, useMemo, useState } from 'react';
import '../canvas/canvas.css';
import { CanvasContext, type CanvasPage, CloseContext, useClose } from '../canvas/canvas-context';
import { makeElements, type StepEdge, type StepNode } from '../canvas/elements';
import { ArrowTip } from '../canvas/flow-edge';
import { minimapColor } from '../canvas/graph-view';
import { accessibleName } from '../canvas/names';
import { edgeTypes, nodeTypes } from '../canvas/node-types';
import { countsByNode, useCounts } from './counts';
import { connect, moveNodes, regroup, setField } from './edits';
import { GuideLines } from './guide-lines';
import { openAt } from './open-at';
import { PALETTE_TYPE } from './palette';
import { Rename } from './rename';
import { useEditor, useEditorStore } from './store';
import { useUi, useUiStore } from './ui';
import { useActions } from './use-actions';
import { useDrag } from './use-drag';

/** More are drawn only while they are in sight. */
const MANY = 80;
const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

export function FlowCanvas() {
  const { t } = useLingui();
  const store = useEditorStore();
  const ui = useUiStore();
  const actions = useActions();
  const flow = useReactFlow<StepNode, StepEdge>();
  const [elements] = useState(makeElements);
  const graph = useEditor((state) => state.graph);
  const selection = useEditor((state) => state.selection);
  const editable = useEditor((state) => state.editable);
  const [connecting, setConnecting] = useState(false);
  const drag = useDrag();
  const settled = useNamed(elements.nodesOf(graph, selection.nodes, editable));
  const nodes = drag.placed(settled);
  const edges = useMemo(() => elements.edgesOf(graph, selection.edges, selection.nodes), [elements, graph, selection]);

  const onNodesChange = useCallback(
    (changes: NodeChange<StepNode>[]) => {
      drag.follow(changes);
      const picked = changes.filter((change) => change.type === 'select');
      if (picked.length === 0) return;
      const next = new Set(store.getState().selection.nodes);
      for (const { id, selected } of picked) selected ? next.add(id) : next.delete(id);
      store.getState().select(next, store.getState().selection.edges);
    },
    [drag, store],
  );

  const onEdgesChange = useCallback(
    (changes: EdgeChange<StepEdge>[]) => {
      const picked = changes.filter((change) => change.type === 'select');
      if (picked.length === 0) return;
      const next = new Set(store.getState().selection.edges);
      for (const { id, selected } of picked) selected ? next.add(id) : next.delete(id);
      store.getState().select(store.getState().selection.nodes, next);
    },
    [store],
  );

  const onConnect = useCallback(
    ({ source, sourceHandle, target }: Connection) => {
      if (sourceHandle) store.getState().change((before) => connect(before, source, sourceHandle, target));
    },
    [store],
  );

  const onReconnect = useCallback(
    (old: StepEdge, { source, sourceHandle, target }: Connection) =>
      store.getState().change((before) => {
        if (!sourceHandle) return before;
        if (old.source === source && old.sourceHandle === sourceHandle)
          return connect(before, source, sourceHandle, target);
        const without = { ...before, edges: before.edges.filter(({ id }) => id !== old.id) };
        return connect(without, source, sourceHandle, target);
      }),
    [store],
  );

  // A line that ends in free space asks what stands there.
  const onConnectEnd: OnConnectEnd = useCallback(
    (event, connection) => {
      setConnecting(false);
      const from = connection.fromHandle;
      if (connection.toNode || !from?.id || from.type !== 'source') return;
      const at = pointOf(event);
      const place = flow.screenToFlowPosition(at);
      ui.setState({
        choosing: {
          what: 'kind',
          at,
          place: { x: place.x, y: place.y - 22 },
          from: { node: from.nodeId, handle: from.id },
        },
      });
    },
    [flow, ui],
  );

  const onDrop = (event: DragEvent) => {
    const kind = event.dataTransfer.getData(PALETTE_TYPE);
    if (kind === '') return;
    event.preventDefault();
    const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    actions.add(kind, { x: at.x - 120, y: at.y - 22 });
  };

  /** Tab goes on to a new step while a step is chosen; Esc lets go of it, and Tab walks on. */
  const onKeyDown = (event: KeyboardEvent) => {
    const [only, more] = [...store.getState().selection.nodes];
    const onStep = event.target instanceof Element && event.target.closest('.react-flow__node') !== null;
    const typing = event.target instanceof Element && event.target.matches('input, textarea');
    const way = arrows[event.key];
    if (way && only && editable && !typing && !event.metaKey && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      const far = event.shiftKey ? 32 : 8;
      actions.nudge(way[0] * far, way[1] * far);
      return;
    }
    if (event.key !== 'Tab' || event.shiftKey || !only || more || !onStep || !editable) return;
    event.preventDefault();
    actions.append(only);
  };

  const page = useCanvasPage();
  const close = useClose();
  return (
    <CanvasContext value={page}>
      <CloseContext value={close}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: React Flow inside is the application; this only hears what it lets through */}
        <div
          dir="ltr"
          className="flow-canvas relative h-full min-h-0 w-full"
          data-connecting={connecting || undefined}
          onKeyDownCapture={onKeyDown}
          onDragOver={(event) => {
            if (event.dataTransfer.types.includes(PALETTE_TYPE)) event.preventDefault();
          }}
          onDrop={onDrop}
        >
          <ArrowTip />
          <ReactFlow
            aria-label={t`Canvas`}
            nodes={nodes}
            edges={edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            onNodesChange={onNodesChange}
            onEdgesChange={onEdgesChange}
            onConnect={onConnect}
            onConnectStart={() => setConnecting(true)}
            onConnectEnd={onConnectEnd}
            onReconnect={onReconnect}
            isValidConnection={({ source, target }) =>
              source !== '' && nodeCanBeEntered(store.getState().graph, target)
            }
            onNodeDragStart={(_event, _node, moved) => drag.start(moved, flow.getZoom())}
            onNodeDragStop={() => {
              const places = drag.stop();
              if (places.size > 0) {
                store.getState().change((before) => regroup(moveNodes(before, places), new Set(places.keys())));
              }
            }}
            onNodeDoubleClick={(_event, node) => {
              if (editable && node.type === 'step') ui.setState({ renaming: node.id });
            }}
            onDoubleClick={(event) => {
              if (!editable || !(event.target instanceof Element) || !event.target.matches('.react-flow__pane')) return;
              const at = { x: event.clientX, y: event.clientY };
              const place = flow.screenToFlowPosition(at);
              ui.setState({ choosing: { what: 'kind', at, place: { x: place.x - 120, y: place.y - 22 } } });
            }}
            onInit={(instance) => openAt(instance, graph, [...selection.nodes][0])}
            nodesDraggable={editable}
            nodesConnectable={editable}
            edgesReconnectable={editable}
            deleteKeyCode={null}
            zoomOnDoubleClick={false}
            panOnScroll
            snapToGrid={false}
            connectionRadius={32}
            nodeDragThreshold={3}
            elevateNodesOnSelect={false}
            onlyRenderVisibleElements={nodes.length > MANY}
            disableKeyboardA11y={!editable}
            minZoom={0.05}
            maxZoom={2}
          >
            <Background gap={16} size={1.2} />
            <Controls showInteractive={false} position="bottom-left" className="flow-controls" />
            {nodes.length > 8 && !(drag.active && nodes.length > 150) && (
              <MiniMap<StepNode>
                pannable
                zoomable
                style={{ width: 160, height: 110 }}
                nodeColor={minimapColor}
                ariaLabel={t`Small map of the flow`}
              />
            )}
            <GuideLines guides={drag.guides} />
          </ReactFlow>
        </div>
      </CloseContext>
    </CanvasContext>
  );
}

function useCanvasPage(): CanvasPage {
  const store = useEditorStore();
  const ui = useUiStore();
  const editable = useEditor((state) => state.editable);
  const renaming = useUi((state) => state.renaming);
  return useMemo(
    () => ({
      useCounts,
      renaming,
      Rename,
      onInsert: editable ? (edge, at) => ui.setState({ choosing: { what: 'kind', at, edge } }) : null,
      onNote: editable
        ? (node, text) => store.getState().change((before) => setField(before, node, ['text'], text), `note ${node}`)
        : null,
      onResize: editable
        ? (node, { width, height }) =>
            store
              .getState()
              .change((before) => setField(setField(before, node, ['width'], width), node, ['height'], height))
        : null,
    }),
    [store, ui, editable, renaming],
  );
}

/** Names for who listens: they count the findings too. */
function useNamed(nodes: StepNode[]): StepNode[] {
  const findings = useEditor((state) => state.findings);
  const counts = countsByNode(findings);
  for (const node of nodes) {
    const { errors = 0, warnings = 0 } = counts.get(node.id) ?? {};
    node.ariaLabel = accessibleName(node.data.node, errors, warnings);
  }
  return nodes;
}

function nodeCanBeEntered(graph: { nodes: { id: string; type: string }[] }, id: string | null): boolean {
  const node = graph.nodes.find((one) => one.id === id);
  return node !== undefined && !['start', 'sticky', 'group'].includes(node.type);
}

function pointOf(event: MouseEvent | TouchEvent): { x: number; y: number } {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event;
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 };
}
