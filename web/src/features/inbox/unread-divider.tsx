// The line above what was new when the thread was opened.
import { plural } from '@lingui/core/macro';

export function UnreadDivider({ count }: { count: number }) {
  return (
    <div className="flex items-center gap-3 px-4 py-2 font-medium text-12 text-accent-text">
      <span aria-hidden="true" className="h-px flex-1 bg-accent/40" />
      <span>{plural(count, { one: '# new message', other: '# new messages' })}</span>
      <span aria-hidden="true" className="h-px flex-1 bg-accent/40" />
    </div>
  );
}
