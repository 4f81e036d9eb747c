// The box within a bubble that holds a thing (place, person, file, order).
import type { ReactNode } from 'react';

export function Card({ children, className = '' }: { children: ReactNode; className?: string }) {
  return (
    <div className={`w-72 min-w-full max-w-full overflow-hidden rounded-card bg-fg/5 ${className}`}>{children}</div>
  );
}

/** One action in the foot of a card. */
export const cardAction =
  'ring-inside flex min-h-9 min-w-0 flex-1 items-center justify-center gap-1.5 px-2 text-13 font-medium text-accent-text hover:bg-fg/5 coarse:min-h-11';
