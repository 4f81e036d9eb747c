// A line between two steps: quiet until it is looked at; then its exit's name, and a button that puts a step into it.
import { useLingui } from '@lingui/react/macro';
import { EdgeLabelRenderer, type EdgeProps, getBezierPath, getSmoothStepPath } from '@xyflow/react';
import { clsx } from 'clsx';
import { Plus, Repeat } from 'lucide-react';
import { memo, use, useState } from 'react';
import { number } from '~/lib/format';
import { CanvasContext } from './canvas-context';
import type { StepEdge } from './elements';
import { type EdgeOverlay, useEdgeOverlay } from './overlay';

export const FlowEdge = memo(function FlowEdge(props: EdgeProps<StepEdge>) {
  const { id, data, selected } = props;
  const overlay = useEdgeOverlay(id);
  const [hovered, setHovered] = useState(false);
  const back = props.targetX < props.sourceX - 8;
  const [path, labelX, labelY] = back
    ? getSmoothStepPath({ ...props, borderRadius: 14, offset: 28 })
    : getBezierPath(props);
  return (
    <>
      <path
        d={path}
        fill="none"
        data-failure={data?.failure || undefined}
        className={clsx(
          'flow-line react-flow__edge-path',
          lineClass(overlay, selected === true || data?.near === true, hovered),
        )}
        markerEnd="url(#flow-arrow)"
      />
      <path
        d={path}
        fill="none"
        stroke="transparent"
        strokeWidth={18}
        className="react-flow__edge-interaction"
        onPointerEnter={() => setHovered(true)}
        onPointerLeave={() => setHovered(false)}
      />
      <Middle
        id={id}
        x={labelX}
        y={labelY}
        label={data?.label ?? ''}
        loop={data?.loop === true}
        shown={hovered || selected === true}
        overlay={overlay}
        onHover={setHovered}
      />
    </>
  );
});

function lineClass(overlay: EdgeOverlay | undefined, selected: boolean, hovered: boolean): string {
  return clsx(
    (selected || hovered) && 'flow-line-active',
    overlay?.state === 'done' && 'flow-line-done',
    overlay?.state === 'current' && 'flow-line-current',
    overlay?.state === 'failed' && 'flow-line-failed',
    overlay?.state === 'skipped' && 'opacity-35',
    overlay?.coverage === 'taken' && 'flow-line-done',
    overlay?.coverage === 'missed' && 'flow-line-missed',
    overlay?.change === 'added' && 'flow-line-done',
    overlay?.change === 'removed' && 'flow-line-removed',
  );
}

interface MiddleProps {
  id: string;
  x: number;
  y: number;
  label: string;
  loop: boolean;
  shown: boolean;
  overlay: EdgeOverlay | undefined;
  onHover: (hovered: boolean) => void;
}

function Middle({ id, x, y, label, loop, shown, overlay, onHover }: MiddleProps) {
  const { t } = useLingui();
  const { onInsert } = use(CanvasContext);
  const counted = overlay?.count !== undefined;
  if (!shown && !loop && !counted) return null;
  return (
    <EdgeLabelRenderer>
      <div
        className="nodrag nopan pointer-events-auto absolute z-10 flex items-center gap-1"
        style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
        onPointerEnter={() => onHover(true)}
        onPointerLeave={() => onHover(false)}
      >
        {loop && (
          <span
            title={t`Leads back: a run comes by at most 3 times before the customer writes again`}
            className="flex h-5 items-center gap-1 rounded-full border border-line bg-surface px-1.5 font-medium text-[11px] text-fg-2 shadow-1"
          >
            <Repeat aria-hidden="true" className="size-3" />
            3×
          </span>
        )}
        {counted && (
          <span className="rounded-full border border-line bg-surface px-1.5 font-medium text-[11px] text-fg-2 tabular-nums shadow-1">
            {number(overlay.count ?? 0)}
            {overlay.percent !== undefined && <span className="text-fg-3"> · {Math.round(overlay.percent)} %</span>}
          </span>
        )}
        {shown && label !== '' && !counted && (
          <span
            dir="auto"
            className="max-w-40 truncate rounded-full border border-line bg-surface px-2 text-[11px] text-fg-2 leading-5 shadow-1"
          >
            {label}
          </span>
        )}
        {shown && onInsert && (
          <button
            type="button"
            aria-label={t`Put a step into this line`}
            data-tooltip={t`Put a step into this line`}
            onClick={(event) => onInsert(id, { x: event.clientX, y: event.clientY })}
            className="flex size-5 items-center justify-center rounded-full bg-accent text-accent-fg shadow-1 hover:bg-accent-hover"
          >
            <Plus aria-hidden="true" className="size-3.5" strokeWidth={2.5} />
          </button>
        )}
      </div>
    </EdgeLabelRenderer>
  );
}

/** The tip of every line; drawn once per canvas. */
export function ArrowTip() {
  return (
    <svg aria-hidden="true" className="absolute size-0">
      <defs>
        <marker
          id="flow-arrow"
          viewBox="0 0 10 10"
          refX="8.5"
          refY="5"
          markerWidth="7"
          markerHeight="7"
          orient="auto-start-reverse"
        >
          <path
            d="M1.5 1.5 L8.5 5 L1.5 8.5"
            fill="none"
            stroke="context-stroke"
            strokeWidth="1.6"
            strokeLinecap="round"
          />
        </marker>
      </defs>
    </svg>
  );
}
