// The thin lines that show what a dragged card is aligned with.
import { useViewport } from '@xyflow/react';
import type { Guides } from './guides';

export function GuideLines({ guides }: { guides: Pick<Guides, 'vertical' | 'horizontal'> }) {
  if (guides.vertical === null && guides.horizontal === null) return null;
  return <Lines {...guides} />;
}

function Lines({ vertical, horizontal }: Pick<Guides, 'vertical' | 'horizontal'>) {
  const { x, y, zoom } = useViewport();
  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-0 z-5 overflow-hidden">
      {vertical !== null && (
        <span
          className="absolute inset-y-0 w-px bg-accent/70"
          style={{ transform: `translateX(${vertical * zoom + x}px)` }}
        />
      )}
      {horizontal !== null && (
        <span
          className="absolute inset-x-0 h-px bg-accent/70"
          style={{ transform: `translateY(${horizontal * zoom + y}px)` }}
        />
      )}
    </div>
  );
}
