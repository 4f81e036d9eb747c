// The head of the list: which view, how many, search, order and filters.
import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { ArrowUpDown, ListFilter, Search, TextSearch, X } from 'lucide-react';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { sorts } from '~/api/conversations';
import { useWorkspace } from '~/api/current-workspace';
import { type Command, useCommands } from '~/layouts/commands';
import { PhoneToggle } from '~/layouts/phone-beside';
import { useTitle } from '~/lib/use-title';
import { IconButton } from '~/ui/icon-button';
import { Kbd } from '~/ui/kbd';
import { Menu, MenuToCome } from '~/ui/menu';
import type { InboxPlace } from './use-inbox';
import { ViewButton } from './view-button';
import { sortNames, viewNames } from './view-names';

const BellHeader = lazy(() => import('~/layouts/bell-header'));
const ViewMenu = lazy(() => import('./view-menu'));
const SavedViewsStrip = lazy(() => import('./saved-views-strip'));
const FilterMenu = lazy(() => import('./filter-menu'));
const FilterTokens = lazy(() => import('./list-filters'));

export function ListHeader({ inbox, fetching }: { inbox: InboxPlace; fetching: boolean }) {
  const { t, i18n } = useLingui();
  const toMessages = useMessageSearch();
  const narrowed = Boolean(inbox.search.tag || inbox.search.assignee || inbox.search.team || inbox.search.priority);
  useTitle(inbox.open ? null : i18n._(viewNames[inbox.view]), t`Inbox`);
  return (
    <header className="relative flex shrink-0 flex-col border-line border-b">
      <div className="flex h-12 items-center justify-between gap-2 ps-3 pe-2">
        <h1 className="min-w-0">
          <MenuToCome placeholder={(props) => <ViewButton name={i18n._(viewNames[inbox.view])} count="" {...props} />}>
            <ViewMenu inbox={inbox} />
          </MenuToCome>
        </h1>
        <div className="flex">
          <IconButton icon={TextSearch} label={t`Search messages`} onClick={() => toMessages('')} />
          <Menu
            label={t`Order`}
            align="end"
            entries={[
              {
                kind: 'choice',
                id: 'sort',
                label: t`Order`,
                value: inbox.search.sort ?? 'newest',
                options: sorts.map((sort) => ({ value: sort, label: i18n._(sortNames[sort]) })),
                onChange: (sort) => inbox.setSearch({ sort }),
              },
            ]}
            trigger={(props) => <IconButton icon={ArrowUpDown} label={t`Order`} {...props} />}
          />
          <MenuToCome placeholder={(props) => <IconButton icon={ListFilter} label={t`Filter`} {...props} />}>
            <FilterMenu inbox={inbox} />
          </MenuToCome>
          <PhoneToggle />
          <span className="md:hidden">
            <Suspense fallback={null}>
              <BellHeader />
            </Suspense>
          </span>
        </div>
      </div>
      <SearchBox inbox={inbox} />
      <Suspense fallback={null}>
        <SavedViewsStrip inbox={inbox} />
      </Suspense>
      {narrowed && (
        <Suspense fallback={null}>
          <FilterTokens inbox={inbox} />
        </Suspense>
      )}
      {fetching && (
        <span
          aria-hidden="true"
          className="absolute inset-x-0 -bottom-px h-0.5 animate-pulse bg-accent/60 motion-reduce:animate-none"
        />
      )}
    </header>
  );
}

/** To the page that searches what was said, with these words. */
function useMessageSearch(): (q: string) => void {
  const { id: ws } = useWorkspace();
  const navigate = useNavigate();
  return (q) => void navigate({ to: '/w/$ws/search', params: { ws }, search: q ? { q } : {} });
}

const SETTLE_MS = 250;

function SearchBox({ inbox }: { inbox: InboxPlace }) {
  const { t } = useLingui();
  const input = useRef<HTMLInputElement>(null);
  const wanted = inbox.search.q ?? '';
  const [text, setText] = useState(wanted);
  const [shown, setShown] = useState(wanted);
  const { setSearch } = inbox;
  const toMessages = useMessageSearch();
  const send = useRef(setSearch);

  // The address changed by other means (Back, "Clear filters"): follow it.
  if (wanted !== shown) {
    setShown(wanted);
    setText(wanted);
  }

  useEffect(() => {
    send.current = setSearch;
  });
  useEffect(() => {
    if (text.trim() === shown) return;
    const timer = setTimeout(() => {
      setShown(text.trim());
      send.current({ q: text.trim() || undefined });
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text, shown]);

  const commands = useMemo(
    (): Command[] => [
      { id: 'search', label: t`Search conversations`, scope: 'global', keys: ['/'], run: () => input.current?.focus() },
    ],
    [t],
  );
  useCommands(commands);

  return (
    <div className="mx-2 mb-2">
      <div className="relative">
        <Search
          aria-hidden="true"
          className="-translate-y-1/2 pointer-events-none absolute start-2.5 top-1/2 size-4 text-fg-3"
        />
        <input
          ref={input}
          type="search"
          dir="auto"
          aria-label={t`Search conversations`}
          placeholder={t`Search name, number or text`}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && text.trim() && !event.nativeEvent.isComposing) {
              event.preventDefault();
              toMessages(text.trim());
            }
            if (event.key !== 'Escape') return;
            event.preventDefault();
            if (text) setText('');
            else input.current?.blur();
          }}
          className="h-8 w-full rounded-control border border-line bg-sunken ps-8 pe-8 text-13 [&::-webkit-search-cancel-button]:hidden coarse:h-11"
        />
        <span className="-translate-y-1/2 absolute end-1 top-1/2 flex items-center">
          {text ? (
            <IconButton icon={X} label={t`Clear search`} size="sm" onClick={() => setText('')} />
          ) : (
            <span className="pe-1 coarse:hidden">
              <Kbd keys="/" />
            </span>
          )}
        </span>
      </div>
      {text.trim() && (
        <button
          type="button"
          onClick={() => toMessages(text.trim())}
          className="mt-1 flex min-h-7 w-full items-center gap-2 rounded-control px-2.5 text-start text-12 text-accent-text hover:bg-hover coarse:min-h-11"
        >
          <TextSearch aria-hidden="true" className="size-3.5 shrink-0" strokeWidth={1.75} />
          <span className="min-w-0 flex-1 truncate">{t`Search messages for “${text.trim()}”`}</span>
          <span className="coarse:hidden">
            <Kbd keys="Enter" />
          </span>
        </button>
      )}
    </div>
  );
}
