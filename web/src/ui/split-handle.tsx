// The line between two panes that can be dragged, or moved with the arrow keys.
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';

interface SplitHandleProps {
  label: string;
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
  /** Is the pane that grows before (`start`) or after (`end`) the line? */
  pane: 'start' | 'end';
}

const STEP = 16;

export function SplitHandle({ label, value, min, max, onChange, pane }: SplitHandleProps) {
  const origin = useRef<{ x: number; value: number } | null>(null);
  const clamp = (next: number) => Math.min(max, Math.max(min, Math.round(next)));
  const direction = (element: Element) =>
    (getComputedStyle(element).direction === 'rtl' ? -1 : 1) * (pane === 'start' ? 1 : -1);

  const onKeyDown = (event: KeyboardEvent) => {
    const sign = direction(event.currentTarget);
    const next = {
      ArrowRight: value + STEP * sign,
      ArrowLeft: value - STEP * sign,
      Home: min,
      End: max,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onChange(clamp(next));
  };

  const onPointerDown = (event: PointerEvent) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    origin.current = { x: event.clientX, value };
  };

  const onPointerMove = (event: PointerEvent) => {
    if (!origin.current) return;
    onChange(clamp(origin.current.value + (event.clientX - origin.current.x) * direction(event.currentTarget)));
  };

  return (
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        origin.current = null;
      }}
      className="group relative z-10 -mx-1 w-2 shrink-0 cursor-col-resize touch-none focus-visible:outline-none"
    >
      <span className="absolute inset-y-0 start-1/2 w-px -translate-x-1/2 bg-line transition-[width,background-color] duration-120 group-hover:w-0.5 group-hover:bg-accent group-focus-visible:w-0.5 group-focus-visible:bg-accent rtl:translate-x-1/2" />
    </div>
  );
}
