// The shape of a thread that is coming.
import { clsx } from 'clsx';
import { Skeleton } from '~/ui/skeleton';

const shapes = [
  { key: 'a', own: false, size: 'h-10 w-52' },
  { key: 'b', own: false, size: 'h-10 w-72' },
  { key: 'c', own: true, size: 'h-16 w-80' },
  { key: 'd', own: false, size: 'h-10 w-40' },
  { key: 'e', own: true, size: 'h-10 w-60' },
];

export function MessageSkeleton() {
  return (
    <div aria-busy="true" className="flex min-h-0 flex-1 flex-col justify-end gap-2 bg-sunken p-4 dark:bg-canvas">
      {shapes.map((shape) => (
        <Skeleton key={shape.key} className={clsx('max-w-4/5 rounded-bubble', shape.size, shape.own && 'self-end')} />
      ))}
    </div>
  );
}
