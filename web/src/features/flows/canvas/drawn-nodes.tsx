// What is only drawn: a note, and a frame around steps. Both can be made larger.
import { type NodeProps, NodeResizer } from '@xyflow/react';
import { clsx } from 'clsx';
import { memo, use } from 'react';
import { fields, text } from '~/whatsapp/read';
import { CanvasContext } from './canvas-context';
import type { StepNode } from './elements';
import { ringOf } from './node-marks';
import { useNodeOverlay } from './overlay';

const hues: Record<string, number> = { yellow: 92, green: 150, blue: 240, pink: 350, violet: 290, grey: 270 };

/** The colours a note or a frame may have. */
export const drawnColors = Object.keys(hues);

export function hueOf(color: unknown): number {
  return (typeof color === 'string' && hues[color]) || 92;
}

export const StickyNode = memo(function StickyNode({ id, data, selected }: NodeProps<StepNode>) {
  const { onResize } = use(CanvasContext);
  const overlay = useNodeOverlay(id);
  const { text: words, color } = fields(data.node.config);
  const hue = hueOf(color);
  return (
    <>
      {onResize && <Resizer id={id} visible={selected} onResize={onResize} />}
      <div
        dir="auto"
        style={{
          backgroundColor: `oklch(var(--note-l) var(--note-c) ${hue})`,
          borderColor: `oklch(var(--note-line-l) 0.06 ${hue})`,
        }}
        className={clsx(
          'h-full w-full overflow-hidden whitespace-pre-wrap rounded-control border p-3 text-[13px] text-fg leading-5 shadow-1',
          selected && 'ring-2 ring-accent/40',
          ringOf(overlay),
        )}
      >
        {text(words) ?? ''}
      </div>
    </>
  );
});

export const GroupNode = memo(function GroupNode({ id, data, selected }: NodeProps<StepNode>) {
  const { onResize } = use(CanvasContext);
  const overlay = useNodeOverlay(id);
  const { title, color } = fields(data.node.config);
  const hue = typeof color === 'string' && color ? hueOf(color) : 270;
  return (
    <>
      {onResize && <Resizer id={id} visible={selected} onResize={onResize} />}
      <div
        style={{
          backgroundColor: `oklch(var(--note-l) var(--note-c) ${hue} / 0.35)`,
          borderColor: `oklch(var(--note-line-l) 0.05 ${hue})`,
        }}
        className={clsx(
          'h-full w-full rounded-bubble border border-dashed',
          selected && 'ring-2 ring-accent/40',
          ringOf(overlay),
        )}
      >
        <p dir="auto" className="truncate px-3 py-2 font-semibold text-[13px] text-fg-2">
          {text(title) ?? ''}
        </p>
      </div>
    </>
  );
});

function Resizer({
  id,
  visible,
  onResize,
}: {
  id: string;
  visible: boolean;
  onResize: (node: string, size: { width: number; height: number }) => void;
}) {
  return (
    <NodeResizer
      isVisible={visible}
      minWidth={120}
      minHeight={64}
      lineClassName="!border-accent"
      handleClassName="!size-2 !rounded-badge !border-surface !bg-accent"
      onResizeEnd={(_event, { width, height }) =>
        onResize(id, { width: Math.round(width / 8) * 8, height: Math.round(height / 8) * 8 })
      }
    />
  );
}
