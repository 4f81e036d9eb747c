// A graph to look at: the same cards and lines as in the builder, with an overlay, and nothing that changes it. For runs, versions and figures.
import { useLingui } from '@lingui/react/macro';
import { Background, Controls, MiniMap, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { useEffect, useMemo, useState } from 'react';
import type { Graph } from '~/api/flows-types';
import './canvas.css';
import { CanvasContext, CloseContext, readOnlyCanvas, useClose } from './canvas-context';
import { nodeHue } from './catalog';
import { makeElements, type StepNode } from './elements';
import { ArrowTip } from './flow-edge';
import { motion } from './motion';
import { accessibleName } from './names';
import { edgeTypes, nodeTypes } from './node-types';
import { createOverlay, OverlayProvider, type OverlayStore } from './overlay';

export interface GraphViewProps {
  graph: Graph;
  overlay?: OverlayStore;
  /** Id of the node that is looked at; the canvas goes there. */
  selected?: string | null;
  onSelect?: (node: string | null) => void;
  minimap?: boolean;
}

export default function GraphView(props: GraphViewProps) {
  return (
    <ReactFlowProvider>
      <View {...props} />
    </ReactFlowProvider>
  );
}

function View({ graph, overlay, selected = null, onSelect, minimap = true }: GraphViewProps) {
  const { t } = useLingui();
  const [elements] = useState(makeElements);
  const [own] = useState(createOverlay);
  const close = useClose();
  const chosen = useMemo(() => new Set(selected ? [selected] : []), [selected]);
  const nodes = useMemo(
    () =>
      elements.nodesOf(graph, chosen, false).map((node) => {
        node.ariaLabel ??= accessibleName(node.data.node, 0, 0);
        return node;
      }),
    [elements, graph, chosen],
  );
  const edges = useMemo(() => elements.edgesOf(graph, noEdges, chosen), [elements, graph, chosen]);
  return (
    <OverlayProvider value={overlay ?? own}>
      <CanvasContext value={readOnlyCanvas}>
        <CloseContext value={close}>
          <div dir="ltr" className="flow-canvas relative h-full min-h-0 w-full">
            <ArrowTip />
            <ReactFlow
              aria-label={t`Flow`}
              nodes={nodes}
              edges={edges}
              nodeTypes={nodeTypes}
              edgeTypes={edgeTypes}
              nodesDraggable={false}
              nodesConnectable={false}
              edgesFocusable={false}
              elevateNodesOnSelect={false}
              deleteKeyCode={null}
              onlyRenderVisibleElements={nodes.length > 80}
              minZoom={0.05}
              maxZoom={2}
              fitView
              fitViewOptions={{ maxZoom: 1, padding: 0.12 }}
              onNodeClick={(_event, node) => onSelect?.(node.id)}
              onPaneClick={() => onSelect?.(null)}
            >
              <Background gap={16} size={1.2} />
              <Controls showInteractive={false} className="flow-controls" />
              {minimap && nodes.length > 12 && (
                <MiniMap<StepNode> pannable zoomable style={{ width: 160, height: 110 }} nodeColor={minimapColor} />
              )}
              <Follow node={selected} />
            </ReactFlow>
          </div>
        </CloseContext>
      </CanvasContext>
    </OverlayProvider>
  );
}

const noEdges: ReadonlySet<string> = new Set();

export function minimapColor(node: StepNode): string {
  return `oklch(0.72 0.09 ${nodeHue(node.data.node.type)})`;
}

/** Goes to the chosen node. */
function Follow({ node }: { node: string | null }) {
  const { fitView } = useReactFlow();
  useEffect(() => {
    if (node) void fitView({ nodes: [{ id: node }], maxZoom: 1, duration: motion(), padding: 1.5 });
  }, [node, fitView]);
  return null;
}
