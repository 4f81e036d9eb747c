// One sentence and one action, where a list has nothing to show.
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon: LucideIcon;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  /** It is all that the page has, so its sentence is the page's heading. */
  wholePage?: boolean;
}

export function EmptyState({ icon: Icon, title, children, action, wholePage = false }: EmptyStateProps) {
  const Title = wholePage ? 'h1' : 'p';
  return (
    <div className="flex h-full flex-col items-center justify-center gap-3 p-8 text-center">
      <span className="flex size-12 items-center justify-center rounded-full bg-accent-soft text-accent-text">
        <Icon aria-hidden="true" className="size-6" strokeWidth={1.5} />
      </span>
      <div className="flex max-w-80 flex-col gap-1">
        <Title className="font-semibold text-14 text-fg">{title}</Title>
        {children && <div className="text-13 text-fg-3">{children}</div>}
      </div>
      {action}
    </div>
  );
}
