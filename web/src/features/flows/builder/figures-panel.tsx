// Figures of the flow beside the canvas that shows them: how many runs, how they ended, and where people are lost. Looked at anew while it is open.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ChartColumn, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type FlowStats, runStatuses } from '~/api/flow-runs';
import type { Graph } from '~/api/flows-types';
import { ProblemNote } from '~/layouts/form/problem-note';
import { useRunWords } from '~/layouts/run-badge';
import { number } from '~/lib/format';
import { EmptyState } from '~/ui/empty-state';
import { IconButton } from '~/ui/icon-button';
import { Select } from '~/ui/select';
import { Skeleton } from '~/ui/skeleton';
import { nodeTitle } from '../canvas/names';
import type { OverlayStore } from '../canvas/overlay';
import { KindTile } from '../canvas/step-node';
import { useFigures } from '../runs/use-figures';
import { useEditor } from './store';

interface Props {
  flow: string;
  overlay: OverlayStore;
  onShowNode: (node: string) => void;
  onClose: () => void;
}

const DAY_MS = 24 * 60 * 60_000;
const SHOWN = 6;
type Period = '1' | '7' | '30' | '90';

export default function FiguresPanel({ flow, overlay, onShowNode, onClose }: Props) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const graph = useEditor((state) => state.graph);
  const [days, setDays] = useState<Period>('7');
  const since = useSince(Number(days));
  const stats = useFigures(flow, graph, true, overlay, since);
  const periods: { value: Period; label: string }[] = [
    { value: '1', label: t`Last 24 hours` },
    { value: '7', label: t`Last 7 days` },
    { value: '30', label: t`Last 30 days` },
    { value: '90', label: t`Last 90 days` },
  ];
  return (
    <section aria-label={t`Figures`} className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-11 shrink-0 items-center gap-2 border-line border-b ps-4 pe-2">
        <h2 className="flex-1 font-semibold text-14">
          <Trans>Figures</Trans>
        </h2>
        <IconButton icon={X} size="sm" label={t`Close`} onClick={onClose} />
      </div>
      <div className="scroller flex min-h-0 flex-1 flex-col gap-5 p-4">
        <Select label={t`Period`} value={days} options={periods} onChange={setDays} />
        {stats.isPending && <Skeleton className="h-40" />}
        {stats.error && <ProblemNote problem={asProblem(stats.error)} />}
        {stats.data && stats.data.runs === 0 && (
          <EmptyState icon={ChartColumn} title={t`No runs in this time`}>
            <Trans>Once the flow has met somebody, the canvas shows how many took each line.</Trans>
          </EmptyState>
        )}
        {stats.data && stats.data.runs > 0 && (
          <>
            <Results stats={stats.data} />
            <Lost stats={stats.data} graph={graph} onShowNode={onShowNode} />
            <Link
              to="/w/$ws/flows/$flow/runs"
              params={{ ws, flow }}
              className="self-start font-medium text-13 text-accent-text underline-offset-2 hover:underline"
            >
              <Trans>All runs</Trans>
            </Link>
          </>
        )}
      </div>
    </section>
  );
}

/** From so many days ago; the same moment as long as the panel is open, so that one answer is refreshed and not another asked for. */
function useSince(days: number): { from: string } {
  const [opened] = useState(() => Date.now());
  return useMemo(() => ({ from: new Date(opened - days * DAY_MS).toISOString() }), [opened, days]);
}

function Results({ stats }: { stats: FlowStats }) {
  const { t } = useLingui();
  const words = useRunWords();
  const results = Object.entries(stats.results).sort(([, a], [, b]) => b - a);
  const standing = (word: string) => runStatuses.find((status) => status === word);
  const line = (key: string, label: string, count: number, tone: string) => (
    <li key={key} className="flex flex-col gap-1">
      <span className="flex items-baseline justify-between gap-2 text-13">
        <span>{label}</span>
        <span className="text-fg-2 tabular-nums">
          {number(count)} · {Math.round((count / stats.runs) * 100)} %
        </span>
      </span>
      <span aria-hidden="true" className="flex h-1.5 overflow-hidden rounded-full bg-sunken">
        <span className={tone} style={{ width: `${(count / stats.runs) * 100}%` }} />
      </span>
    </li>
  );
  return (
    <div className="flex flex-col gap-3">
      <p className="font-semibold text-20 tabular-nums">
        <Plural value={stats.runs} one="# run" other="# runs" />
      </p>
      <ul aria-label={t`How they ended`} className="flex flex-col gap-2.5">
        {results.map(([result, count]) => {
          const status = standing(result);
          const label = words(status ? { status, result: null } : { status: 'ended', result });
          return line(result, label, count, status ? 'bg-info' : result === 'failed' ? 'bg-danger' : 'bg-accent');
        })}
      </ul>
    </div>
  );
}

function Lost({ stats, graph, onShowNode }: { stats: FlowStats; graph: Graph; onShowNode: (node: string) => void }) {
  const { t } = useLingui();
  const lost = lostAt(stats, graph).slice(0, SHOWN);
  if (lost.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      <h3 className="font-medium text-12 text-fg-2">
        <Trans>Where runs stop</Trans>
      </h3>
      <ul aria-label={t`Where runs stop`} className="-mx-2 flex flex-col">
        {lost.map(({ node, count, entered }) => (
          <li key={node.id}>
            <button
              type="button"
              onClick={() => onShowNode(node.id)}
              className="ring-inside flex w-full items-center gap-2 rounded-control px-2 py-1.5 text-start text-13 hover:bg-hover"
            >
              <KindTile kind={node.type} size="sm" />
              <bdi className="min-w-0 flex-1 truncate">{nodeTitle(node)}</bdi>
              <span className="shrink-0 text-fg-2 tabular-nums">{t`${number(count)} of ${number(entered)}`}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Steps that runs came to and neither left by a line nor stand at: it is where they ended. An end is where they should. */
export function lostAt({ nodes, edges }: FlowStats, graph: Graph) {
  const left = new Map<string, number>();
  for (const { id, from } of graph.edges) left.set(from, (left.get(from) ?? 0) + (edges[id] ?? 0));
  return graph.nodes
    .filter(({ type }) => type !== 'end')
    .map((node) => {
      const { entered = 0, live = 0 } = nodes[node.id] ?? {};
      return { node, entered, count: Math.max(0, entered - live - (left.get(node.id) ?? 0)) };
    })
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}
