// The saved views side by side above the list: one press, or `g 1` to `g 9`, opens one; a second press leaves its filters again.
import { useLingui } from '@lingui/react/macro';
import { Bookmark } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { type Command, useCommands } from '~/layouts/commands';
import type { InboxPlace } from './use-inbox';
import { useSavedViews } from './use-saved-views';

/** As many as there are digits. */
const WITH_KEYS = 9;

type Place = Pick<InboxPlace, 'view' | 'search' | 'setView'>;

export default function SavedViewsStrip({ inbox }: { inbox: Place }) {
  const { t } = useLingui();
  const { saved, current, open } = useSavedViews(inbox);
  const latest = useRef(open);
  useEffect(() => {
    latest.current = open;
  });
  const commands = useMemo(
    () =>
      saved.slice(0, WITH_KEYS).map(
        (view, at): Command => ({
          id: `saved-view-${view.id}`,
          label: t`Open the view “${view.name}”`,
          scope: 'list',
          keys: [`g ${at + 1}`],
          run: () => latest.current(view),
        }),
      ),
    [saved, t],
  );
  useCommands(commands);
  if (saved.length === 0) return null;
  return (
    <ul
      aria-label={t`Saved views`}
      className="flex gap-1.5 overflow-x-auto overscroll-x-contain px-2 pb-2 [scrollbar-width:none]"
    >
      {saved.map((view, at) => (
        <li key={view.id} className="shrink-0">
          <button
            type="button"
            aria-pressed={view === current}
            aria-keyshortcuts={at < WITH_KEYS ? `g ${at + 1}` : undefined}
            data-tooltip={view.shared ? t`${view.name} · Everybody` : view.name}
            data-tooltip-keys={at < WITH_KEYS ? `g ${at + 1}` : undefined}
            onClick={() => (view === current ? inbox.setView(inbox.view) : open(view))}
            className="flex h-7 max-w-44 items-center gap-1 rounded-badge border border-line px-2 font-medium text-12 text-fg-2 transition-colors duration-120 hover:bg-hover hover:text-fg aria-pressed:border-transparent aria-pressed:bg-selected aria-pressed:text-accent-text coarse:h-11 coarse:px-3"
          >
            <Bookmark aria-hidden="true" className="size-3.5 shrink-0" strokeWidth={1.75} />
            <bdi className="truncate">{view.name}</bdi>
          </button>
        </li>
      ))}
    </ul>
  );
}
