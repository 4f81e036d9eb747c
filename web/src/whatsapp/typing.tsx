// Three dots while the other side writes.
import { Trans } from '@lingui/react/macro';

export function Typing() {
  return (
    <div role="status" className="flex px-4 pt-2">
      <span className="flex items-center gap-1 rounded-bubble rounded-ss-[4px] bg-bubble-in px-3 py-2.5 shadow-1">
        <span className="sr-only">
          <Trans>typing…</Trans>
        </span>
        {[0, 160, 320].map((delay) => (
          <span
            key={delay}
            aria-hidden
            className="size-1.75 animate-bounce rounded-full bg-fg-3 motion-reduce:animate-none"
            style={{ animationDelay: `${delay}ms`, animationDuration: '1s' }}
          />
        ))}
      </span>
    </div>
  );
}
