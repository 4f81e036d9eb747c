// The shape of what is coming. Nothing for the first 150 ms, so that fast answers do not flicker. Marked busy, so that tests see when a page has loaded.
import { clsx } from 'clsx';

export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      aria-busy="true"
      className={clsx('block animate-skeleton rounded-badge bg-hover motion-reduce:animate-none', className)}
    />
  );
}
