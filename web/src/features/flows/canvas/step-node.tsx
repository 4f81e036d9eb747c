// One step on the canvas: what it is, what it says, and a row for each way on. Thin and memoised: it reads its own findings and its own overlay only.
import { Handle, type NodeProps, Position } from '@xyflow/react';
import { clsx } from 'clsx';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import { memo, use } from 'react';
import type { FlowNode } from '~/api/flows-types';
import { CanvasContext, CloseContext } from './canvas-context';
import { CardText } from './card-text';
import { iconOf, kindTitle, nodeHue } from './catalog';
import type { StepNode as Element } from './elements';
import { type Card, failureX, HEAD, ROW, rowsTop } from './geometry';
import { nodeTitle } from './names';
import { NodeMarks, ringOf } from './node-marks';
import { useNodeOverlay } from './overlay';
import { summaryOf } from './summary';

export const StepNode = memo(function StepNode({ id, data, selected, dragging }: NodeProps<Element>) {
  const { node, card, wired } = data;
  const close = use(CloseContext);
  const overlay = useNodeOverlay(id);
  const summary = summaryOf(node);
  const { useCounts } = use(CanvasContext);
  const { errors, warnings } = useCounts(id);
  return (
    <div
      style={{ width: card.width, height: card.height }}
      className={clsx(
        'flow-card relative flex flex-col rounded-card border bg-surface text-fg shadow-1 transition-shadow duration-120',
        errors > 0 ? 'border-danger' : selected ? 'border-accent' : 'border-line',
        selected && 'ring-2 ring-accent/35',
        dragging && 'shadow-2',
        ringOf(overlay),
      )}
    >
      <Title node={node} />
      {summary && card.lines !== 0 && (
        <div className="px-3 pb-3">
          <CardText summary={summary} lines={card.lines} />
        </div>
      )}
      <Rows card={card} wired={wired} />
      {close && <Handles card={card} wired={wired} />}
      {(errors > 0 || warnings > 0) && (
        <span
          aria-hidden="true"
          className={clsx(
            'absolute -end-2 -top-2 flex h-4.5 min-w-4.5 items-center justify-center gap-0.5 rounded-full px-1 font-semibold text-[11px] shadow-1',
            errors > 0 ? 'bg-danger text-danger-fg' : 'bg-warning-soft text-warning',
          )}
        >
          {errors > 0 ? <CircleAlert className="size-3" /> : <TriangleAlert className="size-3" />}
          {errors + warnings > 1 && errors + warnings}
        </span>
      )}
      <NodeMarks overlay={overlay} />
    </div>
  );
});

function Title({ node }: { node: FlowNode }) {
  const { renaming, Rename } = use(CanvasContext);
  const title = nodeTitle(node);
  const kind = kindTitle(node.type);
  const isRenaming = useRenaming(renaming, node.id);
  return (
    <div className="flex shrink-0 items-center gap-2.5 px-2.5" style={{ height: HEAD }}>
      <KindTile kind={node.type} />
      <div className="min-w-0 flex-1">
        {isRenaming && Rename ? (
          <Rename node={node} />
        ) : (
          <p dir="auto" className="truncate font-semibold text-[13px] leading-4">
            {title}
          </p>
        )}
        {title.toLocaleLowerCase() !== kind.toLocaleLowerCase() && (
          <p className="truncate text-[11px] text-fg-3 leading-3.5">{kind}</p>
        )}
      </div>
    </div>
  );
}

function useRenaming(renaming: string | null, id: string): boolean {
  return renaming === id;
}

export function KindTile({ kind, size = 'md' }: { kind: string; size?: 'sm' | 'md' }) {
  const Icon = iconOf(kind);
  const hue = nodeHue(kind);
  return (
    <span
      aria-hidden="true"
      className={clsx(
        'flex shrink-0 items-center justify-center rounded-control',
        size === 'md' ? 'size-7' : 'size-5.5',
      )}
      style={{
        backgroundColor: `oklch(var(--node-tile-l) 0.06 ${hue})`,
        color: `oklch(var(--node-glyph-l) 0.13 ${hue})`,
      }}
    >
      <Icon className={size === 'md' ? 'size-4' : 'size-3.5'} strokeWidth={1.9} />
    </span>
  );
}

function Rows({ card, wired }: { card: Card; wired: readonly string[] }) {
  const count = card.rows.length + card.stale.length;
  if (count === 0) return null;
  return (
    <ul
      className="absolute inset-x-0 border-line border-t bg-sunken/55 pt-0"
      style={{ top: rowsTop(card), bottom: 0, borderRadius: '0 0 7px 7px' }}
    >
      {card.rows.map(({ handle, label, required, help }) => (
        <li
          key={handle}
          title={help}
          dir="auto"
          style={{ height: ROW }}
          className={clsx(
            'flex items-center justify-end ps-3 pe-3.5 text-[12px]',
            required ? 'text-fg-2' : 'text-fg-3',
          )}
        >
          <span className="truncate">{label}</span>
          {required && !wired.includes(handle) && (
            // It must lead on and does not.
            <span aria-hidden="true" className="ms-1.5 size-1.5 shrink-0 rounded-full bg-danger" />
          )}
        </li>
      ))}
      {card.stale.map((handle) => (
        <li
          key={handle}
          style={{ height: ROW }}
          className="flex items-center justify-end ps-3 pe-3.5 text-[12px] text-danger line-through"
        >
          <span className="truncate">{handle}</span>
        </li>
      ))}
    </ul>
  );
}

const inset = { transform: 'translate(-50%, -50%)', insetInlineEnd: 'auto', bottom: 'auto' };

function Handles({ card, wired }: { card: Card; wired: readonly string[] }) {
  const top = rowsTop(card);
  return (
    <>
      {card.enters && (
        <Handle
          type="target"
          id="in"
          position={Position.Left}
          className="flow-handle"
          style={{ ...inset, insetInlineStart: 0, top: HEAD / 2 }}
        />
      )}
      {card.single && (
        <Exit
          wired={wired}
          handle={card.single.handle}
          label={card.single.help}
          side={Position.Right}
          x={card.width}
          y={HEAD / 2}
        />
      )}
      {[
        ...card.rows.map(({ handle, help }) => ({ handle, help })),
        ...card.stale.map((handle) => ({ handle, help: '' })),
      ].map(({ handle, help }, index) => (
        <Exit
          key={handle}
          wired={wired}
          handle={handle}
          label={help}
          side={Position.Right}
          x={card.width}
          y={top + ROW * index + ROW / 2}
        />
      ))}
      {card.failures.map(({ handle, label, help }, index) => (
        <Exit
          key={handle}
          wired={wired}
          handle={handle}
          label={`${label}: ${help}`}
          side={Position.Bottom}
          x={failureX(index)}
          y={card.height}
        />
      ))}
    </>
  );
}

interface ExitProps {
  wired: readonly string[];
  handle: string;
  label: string;
  side: Position;
  x: number;
  y: number;
}

function Exit({ wired, handle, label, side, x, y }: ExitProps) {
  return (
    <Handle
      type="source"
      id={handle}
      position={side}
      data-tooltip={label}
      data-wired={wired.includes(handle) || undefined}
      className={side === Position.Bottom ? 'flow-handle flow-failure' : 'flow-handle'}
      style={{ ...inset, insetInlineStart: x, top: y }}
    />
  );
}
