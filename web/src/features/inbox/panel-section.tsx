// A section of the details that can be folded; it stays as it was left.
import { ChevronDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { load, save } from '~/lib/storage';

export function PanelSection({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  const key = `section.${id}`;
  const [open, setOpen] = useState(() => load(key) !== false);
  return (
    <section className="border-line border-t px-4 py-1">
      <h2>
        <button
          type="button"
          aria-expanded={open}
          onClick={() => {
            setOpen(!open);
            save(key, !open);
          }}
          className="group flex h-9 w-full items-center justify-between rounded-control font-semibold text-12 text-fg-2 hover:text-fg"
        >
          {title}
          <ChevronDown
            aria-hidden="true"
            className="size-4 transition-transform duration-120 group-aria-[expanded=false]:-rotate-90 rtl:group-aria-[expanded=false]:rotate-90"
          />
        </button>
      </h2>
      {open && <div className="pb-3">{children}</div>}
    </section>
  );
}

/** A name and its value, side by side. */
export function FactRow({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-7 items-start justify-between gap-3 py-1 text-13">
      <dt className="shrink-0 text-fg-2">{name}</dt>
      <dd className="min-w-0 text-end">
        <bdi>{children}</bdi>
      </dd>
    </div>
  );
}
