// The frame's shape while the session is being renewed.
import { Skeleton } from '~/ui/skeleton';

export function LayoutSkeleton() {
  return (
    <div aria-busy="true" className="flex h-dvh flex-col-reverse md:flex-row">
      <div className="flex h-14 shrink-0 items-center justify-around border-line bg-sunken md:h-auto md:w-(--rail) md:flex-col md:justify-start md:gap-3 md:border-e md:py-2">
        {['a', 'b', 'c', 'd'].map((key) => (
          <Skeleton key={key} className="size-9 rounded-card" />
        ))}
      </div>
      <div className="flex min-w-0 flex-1 flex-col gap-px bg-surface md:max-w-84 md:border-line md:border-e">
        {['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => (
          <div key={key} className="flex h-(--row-height) items-center gap-3 px-3">
            <Skeleton className="size-9 rounded-full" />
            <div className="flex flex-1 flex-col gap-2">
              <Skeleton className="h-3 w-1/2" />
              <Skeleton className="h-3 w-5/6" />
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
