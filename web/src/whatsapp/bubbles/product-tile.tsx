// A product or catalogue by its ids: names, pictures and prices are Meta's, and not in the message.
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface ProductTileProps {
  title: ReactNode;
  note: string | null;
  icon: LucideIcon;
}

export function ProductTile({ title, note, icon: Icon }: ProductTileProps) {
  return (
    <div className="flex w-72 max-w-full items-center gap-3 overflow-hidden rounded-card bg-fg/5 p-2">
      <span className="flex size-12 shrink-0 items-center justify-center rounded-control bg-fg/6 text-fg-2">
        <Icon aria-hidden className="size-5" strokeWidth={1.5} />
      </span>
      <span className="min-w-0">
        <bdi className="line-clamp-2 font-medium text-13">{title}</bdi>
        {note && <bdi className="block truncate text-12 text-fg-2">{note}</bdi>}
      </span>
    </div>
  );
}
