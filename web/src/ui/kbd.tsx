// A key as it stands on the keyboard.
import { Fragment } from 'react';

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

const faces: Record<string, string> = {
  Mod: isMac ? '⌘' : 'Ctrl',
  Shift: isMac ? '⇧' : 'Shift',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
};

/** `Mod+K` as caps, one for each key. */
export function Kbd({ keys }: { keys: string }) {
  const parts = keys === '+' ? ['+'] : keys.split('+');
  return (
    <span className="inline-flex items-center gap-0.5">
      {parts.map((part) => (
        <Fragment key={part}>
          <kbd className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-badge border border-line bg-surface px-1 font-medium font-sans text-11 text-fg-2">
            {faces[part] ?? part}
          </kbd>
        </Fragment>
      ))}
    </span>
  );
}
