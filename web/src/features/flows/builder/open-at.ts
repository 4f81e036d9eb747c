// What of a flow is seen first: all of it where that can be read, else its start at a size that can.
import type { ReactFlowInstance } from '@xyflow/react';
import type { Graph } from '~/api/flows-types';
import type { StepEdge, StepNode } from '../canvas/elements';
import { HEAD } from '../canvas/geometry';

const READABLE = 0.6;

export function openAt(flow: ReactFlowInstance<StepNode, StepEdge>, graph: Graph, chosen?: string): void {
  const room = document.querySelector('.flow-canvas')?.getBoundingClientRect();
  if (!room || graph.nodes.length === 0) return;
  const bounds = flow.getNodesBounds(flow.getNodes());
  const zoom = Math.min(1, (room.width - 96) / bounds.width, (room.height - 96) / bounds.height);
  if (zoom >= READABLE) {
    void flow.setViewport({
      x: (room.width - bounds.width * zoom) / 2 - bounds.x * zoom,
      y: (room.height - bounds.height * zoom) / 2 - bounds.y * zoom,
      zoom,
    });
    return;
  }
  const start =
    graph.nodes.find(({ id }) => id === chosen) ?? graph.nodes.find(({ type }) => type === 'start') ?? graph.nodes[0];
  if (!start) return;
  const scale = 0.85;
  const inset = start.id === chosen ? room.width * 0.3 : Math.min(room.width * 0.1, 96);
  void flow.setViewport({
    x: inset - start.position.x * scale,
    y: room.height * 0.38 - (start.position.y + HEAD / 2) * scale,
    zoom: scale,
  });
}
