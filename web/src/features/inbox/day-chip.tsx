// The day: between messages, and floating at the top while scrolling.
import { clsx } from 'clsx';
import { dayLabel } from '~/lib/dates';
import { useNow } from '~/lib/use-now';

const chip = 'rounded-full bg-surface px-2.5 py-0.5 font-medium text-11 text-fg-2 shadow-1';

export function DayChip({ at }: { at: string }) {
  const now = useNow();
  return (
    <div className="flex justify-center py-2.5">
      <time dateTime={at.slice(0, 10)} className={chip}>
        {dayLabel(at, now)}
      </time>
    </div>
  );
}

/** Floats while scrolling, then makes room. */
export function StickyDay({ at, scrolling }: { at: string | null; scrolling: boolean }) {
  const now = useNow();
  if (!at) return null;
  return (
    <div
      aria-hidden="true"
      className={clsx(
        'pointer-events-none absolute inset-x-0 top-2.5 z-10 flex justify-center transition-opacity',
        scrolling ? 'opacity-100 duration-120' : 'opacity-0 delay-800 duration-240',
      )}
    >
      <span className={chip}>{dayLabel(at, now)}</span>
    </div>
  );
}
