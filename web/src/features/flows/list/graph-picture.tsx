// A small picture of a graph: its nodes where they stand, in their colours, with the lines between them. Decoration beside words.
import { useMemo } from 'react';
import type { Graph } from '~/api/flows-types';

const NODE = { width: 240, height: 92 };
const MARGIN = 40;

/** By kind, the hue of its category; what is not named is a message. */
const hues: Record<string, number> = {
  start: 277,
  condition: 60,
  switch: 60,
  match_intent: 60,
  split: 60,
  business_hours: 60,
  window_check: 60,
  delay: 60,
  goto: 60,
  subflow: 60,
  set_variable: 235,
  update_contact: 235,
  http_request: 235,
  execute_function: 235,
  wait_webhook: 235,
  assign_agent: 155,
  handoff: 155,
  conversation: 155,
  note: 155,
  llm_reply: 330,
  end: 25,
};
const MESSAGE_HUE = 195;

export function GraphPicture({ graph, className = '' }: { graph: Graph; className?: string }) {
  const drawn = useMemo(() => layout(graph), [graph]);
  return (
    <svg
      aria-hidden="true"
      viewBox={drawn.viewBox}
      preserveAspectRatio="xMidYMid meet"
      className={`block bg-sunken ${className}`}
    >
      {drawn.lines.map(({ id, path }) => (
        <path key={id} d={path} fill="none" className="stroke-line-strong" strokeWidth={5} opacity={0.6} />
      ))}
      {drawn.boxes.map(({ id, x, y, hue }) => (
        <g key={id}>
          <rect
            x={x}
            y={y}
            width={NODE.width}
            height={NODE.height}
            rx={16}
            className="fill-surface stroke-line"
            strokeWidth={3}
          />
          <rect
            x={x + 18}
            y={y + 20}
            width={52}
            height={52}
            rx={12}
            style={{ fill: `oklch(var(--tag-l) var(--tag-c) ${hue})` }}
          />
          <rect x={x + 88} y={y + 26} width={112} height={14} rx={7} className="fill-line-strong" opacity={0.55} />
          <rect x={x + 88} y={y + 52} width={78} height={12} rx={6} className="fill-line-strong" opacity={0.3} />
        </g>
      ))}
    </svg>
  );
}

interface Drawn {
  viewBox: string;
  boxes: { id: string; x: number; y: number; hue: number }[];
  lines: { id: string; path: string }[];
}

function layout(graph: Graph): Drawn {
  const shown = graph.nodes.filter(({ type }) => type !== 'sticky' && type !== 'group');
  const boxes = shown.map(({ id, type, position }) => ({
    id,
    x: position.x,
    y: position.y,
    hue: hues[type] ?? MESSAGE_HUE,
  }));
  const at = new Map(boxes.map((box) => [box.id, box]));
  const lines = graph.edges.flatMap(({ id, from, to }) => {
    const [start, end] = [at.get(from), at.get(to)];
    if (!start || !end) return [];
    const [x1, y1] = [start.x + NODE.width, start.y + NODE.height / 2];
    const [x2, y2] = [end.x, end.y + NODE.height / 2];
    const bend = Math.max(40, Math.abs(x2 - x1) / 2);
    return [{ id, path: `M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}` }];
  });
  const xs = boxes.map(({ x }) => x);
  const ys = boxes.map(({ y }) => y);
  const left = Math.min(0, ...xs) - MARGIN;
  const top = Math.min(...ys, 0) - MARGIN;
  const width = Math.max(NODE.width, ...xs.map((x) => x + NODE.width)) + MARGIN - left;
  const height = Math.max(NODE.height, ...ys.map((y) => y + NODE.height)) + MARGIN - top;
  return { viewBox: `${left} ${top} ${width} ${height}`, boxes, lines };
}
