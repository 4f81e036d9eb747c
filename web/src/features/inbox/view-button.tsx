// The name of the list as a button; its menu comes a moment later.
import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';

export function ViewButton({ name, count, ...rest }: ComponentProps<'button'> & { name: string; count: string }) {
  return (
    <button
      type="button"
      {...rest}
      className="touch-target flex min-w-0 items-center gap-1.5 rounded-control px-1 hover:bg-hover"
    >
      <bdi className="truncate font-semibold text-16">{name}</bdi>
      <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-fg-3" />
      {count && <span className="ms-1 text-13 text-fg-3">{count}</span>}
    </button>
  );
}
