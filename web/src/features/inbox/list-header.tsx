// The head of the list: which view, how many, search, order and filters.
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ArrowUpDown, CalendarClock, ChevronDown, ListFilter, Search, X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { conversations, sorts, views } from '~/api/conversations';
import { useWorkspace } from '~/api/current-workspace';
import { members, tags } from '~/api/team';
import { type Command, useCommands } from '~/layouts/commands';
import { PhoneToggle } from '~/layouts/phone-beside';
import { number } from '~/lib/format';
import { useTitle } from '~/lib/use-title';
import { IconButton } from '~/ui/icon-button';
import { Kbd } from '~/ui/kbd';
import { Menu, type MenuEntry } from '~/ui/menu';
import type { InboxPlace } from './use-inbox';
import { sortNames, viewNames } from './view-names';

export function ListHeader({ inbox, fetching }: { inbox: InboxPlace; fetching: boolean }) {
  const { t, i18n } = useLingui();
  const { id: ws } = useWorkspace();
  const navigate = useNavigate();
  const counts = useQuery(conversations.counts(ws));
  const count = (view: string) => {
    const value = counts.data?.[view];
    return value === undefined ? undefined : value >= 999 ? '999+' : number(value);
  };
  const filtered = Boolean(inbox.search.q || inbox.search.tag || inbox.search.assignee);
  useTitle(inbox.open ? null : i18n._(viewNames[inbox.view]), t`Inbox`);
  return (
    <header className="relative flex shrink-0 flex-col border-line border-b">
      <div className="flex h-12 items-center justify-between gap-2 ps-3 pe-2">
        <h1 className="min-w-0">
          <Menu
            label={t`View`}
            entries={[
              {
                kind: 'choice',
                id: 'view',
                label: t`View`,
                value: inbox.view,
                options: views.map((view) => ({
                  value: view,
                  label: i18n._(viewNames[view]),
                  note: count(view) ?? '',
                })),
                onChange: (value) => inbox.setView(views.find((view) => view === value) ?? 'all_open'),
              },
              { kind: 'separator', id: 'line' },
              {
                kind: 'item',
                id: 'scheduled',
                label: t`Scheduled messages`,
                icon: CalendarClock,
                shortcut: 'g m',
                onSelect: () => navigate({ to: '/w/$ws/scheduled', params: { ws } }),
              },
            ]}
            trigger={(props) => (
              <button
                type="button"
                {...props}
                className="touch-target flex min-w-0 items-center gap-1.5 rounded-control px-1 hover:bg-hover"
              >
                <span className="truncate font-semibold text-16">{i18n._(viewNames[inbox.view])}</span>
                <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-fg-3" />
                {!filtered && <span className="ms-1 text-13 text-fg-3">{count(inbox.view)}</span>}
              </button>
            )}
          />
        </h1>
        <div className="flex">
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
          <FilterMenu inbox={inbox} />
          <PhoneToggle />
        </div>
      </div>
      <SearchBox inbox={inbox} />
      <FilterChips inbox={inbox} />
      {fetching && (
        <span
          aria-hidden="true"
          className="absolute inset-x-0 -bottom-px h-0.5 animate-pulse bg-accent/60 motion-reduce:animate-none"
        />
      )}
    </header>
  );
}

const SETTLE_MS = 250;

function SearchBox({ inbox }: { inbox: InboxPlace }) {
  const { t } = useLingui();
  const input = useRef<HTMLInputElement>(null);
  const wanted = inbox.search.q ?? '';
  const [text, setText] = useState(wanted);
  const [shown, setShown] = useState(wanted);
  const { setSearch } = inbox;
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
    <div className="relative mx-2 mb-2">
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
  );
}

const ANY = '';

function FilterMenu({ inbox }: { inbox: InboxPlace }) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const { data: allTags = [] } = useQuery(tags.list(ws));
  const { data: people = [] } = useQuery(members.list(ws));
  const entries: MenuEntry[] = [
    {
      kind: 'choice',
      id: 'assignee',
      label: t`Assignee`,
      value: inbox.search.assignee ?? ANY,
      options: [
        { value: ANY, label: t`Anyone` },
        ...people.map((person) => ({ value: person.user_id, label: person.name })),
      ],
      onChange: (assignee) => inbox.setSearch({ assignee: assignee || undefined }),
    },
    {
      kind: 'choice',
      id: 'tag',
      label: t`Tag`,
      value: inbox.search.tag ?? ANY,
      options: [{ value: ANY, label: t`Any` }, ...allTags.map((tag) => ({ value: tag.id, label: tag.name }))],
      onChange: (tag) => inbox.setSearch({ tag: tag || undefined }),
    },
  ];
  return (
    <Menu
      label={t`Filter`}
      align="end"
      entries={entries}
      trigger={(props) => (
        <IconButton
          icon={ListFilter}
          label={t`Filter`}
          pressed={Boolean(inbox.search.tag || inbox.search.assignee)}
          {...props}
        />
      )}
    />
  );
}

function FilterChips({ inbox }: { inbox: InboxPlace }) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const { data: allTags = [] } = useQuery(tags.list(ws));
  const { data: people = [] } = useQuery(members.list(ws));
  const tag = allTags.find((one) => one.id === inbox.search.tag);
  const person = people.find((one) => one.user_id === inbox.search.assignee);
  const chips = [
    person && { key: 'assignee' as const, text: t`Assignee: ${person.name}` },
    tag && { key: 'tag' as const, text: t`Tag: ${tag.name}` },
  ].filter((chip) => chip !== undefined);
  if (chips.length === 0) return null;
  return (
    <ul aria-label={t`Filters`} className="flex flex-wrap gap-1.5 px-2 pb-2">
      {chips.map((chip) => (
        <li key={chip.key}>
          <button
            type="button"
            aria-label={t`Remove filter ${chip.text}`}
            onClick={() => inbox.setSearch({ [chip.key]: undefined })}
            className="touch-target flex items-center gap-1 rounded-badge bg-accent-soft px-1.5 py-0.5 font-medium text-12 text-accent-text hover:bg-selected"
          >
            <bdi>{chip.text}</bdi>
            <X aria-hidden="true" className="size-3" />
          </button>
        </li>
      ))}
    </ul>
  );
}
