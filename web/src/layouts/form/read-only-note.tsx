// Says why a page can be read but not changed.
import { Lock } from 'lucide-react';

export function ReadOnlyNote({ reason }: { reason: string }) {
  return (
    <p className="mb-6 flex items-center gap-2 rounded-control border border-line bg-sunken px-3 py-2 text-13 text-fg-2">
      <Lock aria-hidden="true" className="size-4 shrink-0" strokeWidth={1.75} />
      {reason}
    </p>
  );
}
