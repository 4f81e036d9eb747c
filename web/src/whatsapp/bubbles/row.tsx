// One choice at the foot of an offer: pressable on the phone, a plain line in the console.
import { Check, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { SafeLink } from '../formatted-text';
import { hostOf, safeHref } from '../links';

interface RowProps {
  icon?: LucideIcon | undefined;
  children: ReactNode;
  /** Presses it; without it the row is only shown. */
  onPress?: (() => void) | undefined;
  /** Leads to an address instead. */
  href?: string | null | undefined;
  chosen?: boolean;
}

const look = 'flex min-h-9 w-full items-center justify-center gap-1.5 px-3 py-1.5 text-center text-13 font-medium';

export function Row({ icon: Icon, children, onPress, href, chosen }: RowProps) {
  const safe = href ? safeHref(href) : null;
  const inside = (
    <>
      {chosen ? (
        <Check aria-hidden className="size-4 shrink-0 text-success" strokeWidth={2} />
      ) : (
        Icon && <Icon aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
      )}
      <bdi className="min-w-0">{children}</bdi>
    </>
  );
  if (safe !== null) {
    return (
      <SafeLink href={safe} className={`${look} ring-inside text-accent-text hover:bg-fg/5 coarse:min-h-11`}>
        {inside}
        <span className="sr-only">({hostOf(safe) ?? safe})</span>
      </SafeLink>
    );
  }
  if (!onPress) return <div className={`${look} text-fg-2`}>{inside}</div>;
  return (
    <button
      type="button"
      className={`${look} ring-inside text-accent-text hover:bg-fg/5 coarse:min-h-11`}
      onClick={onPress}
    >
      {inside}
    </button>
  );
}

/** The rows hang below the text, edge to edge with the bubble. */
export function Rows({ children }: { children: ReactNode }) {
  return <div className="-mx-3 mt-1 flex flex-col divide-y divide-fg/10 border-t border-fg/10">{children}</div>;
}
