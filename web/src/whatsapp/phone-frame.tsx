// The telephone: a frame of 390 × 844 on wide screens, the whole space on narrow ones.
import type { ReactNode } from 'react';

export function PhoneFrame({ children }: { children: ReactNode }) {
  return (
    <div className="flex h-full w-full flex-col overflow-hidden bg-surface md:max-h-[844px] md:w-[390px] md:rounded-[2.25rem] md:border-8 md:border-[oklch(0.22_0.01_270)] md:shadow-2 dark:md:border-[oklch(0.34_0.012_270)]">
      {children}
    </div>
  );
}
