// Draws how many stand where now, how many came by, and how many of a hundred took each line, over any canvas of the flow.
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { type FlowStats, runs } from '~/api/flow-runs';
import type { Graph } from '~/api/flows-types';
import { clearOverlay, type Overlay, type OverlayStore } from '../canvas/overlay';

interface Period {
  from?: string;
  to?: string;
}

export function useFigures(
  flow: string,
  graph: Graph | undefined,
  on: boolean,
  overlay: OverlayStore,
  period: Period = {},
) {
  const { id: ws } = useWorkspace();
  const stats = useQuery({ ...runs.stats(ws, flow, period), enabled: on, refetchInterval: on ? 15_000 : false });
  const data = stats.data;
  useEffect(() => {
    if (!on || !data || !graph) return;
    overlay.setState(figures(data, graph), true);
    return () => clearOverlay(overlay);
  }, [on, data, graph, overlay]);
  return stats;
}

/** A line's share is of those who came to its node; who waits there still is among them. */
export function figures({ nodes, edges }: FlowStats, graph: Graph): Overlay {
  return {
    nodes: Object.fromEntries(
      Object.entries(nodes).map(([id, { entered, live }]) => [id, { entered, ...(live > 0 && { live }) }]),
    ),
    edges: Object.fromEntries(
      graph.edges.map(({ id, from }) => {
        const count = edges[id] ?? 0;
        const came = nodes[from]?.entered ?? 0;
        return [id, { count, ...(came > 0 && { percent: Math.min(100, Math.round((count / came) * 100)) }) }];
      }),
    ),
  };
}
