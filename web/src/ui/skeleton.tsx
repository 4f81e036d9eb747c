// The shape of what is coming. Nothing for the first 150 ms, so that fast answers do not flicker.
import { clsx } from 'clsx';

export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={clsx('block animate-skeleton rounded-badge bg-hover motion-reduce:animate-none', className)}
    />
  );
}
