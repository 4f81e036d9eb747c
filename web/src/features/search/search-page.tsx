// Search over messages, notes and contacts: type, move with the arrows, Enter opens the place in its conversation.
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { CircleAlert, SearchX } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type SearchHit, search } from '~/api/search';
import { type Command, useCommands } from '~/layouts/commands';
import { useTitle } from '~/lib/use-title';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { Skeleton } from '~/ui/skeleton';
import { HitRow } from './hit-row';
import { forgetSearches, recentSearches, rememberSearch } from './recent';
import type { MessageSearch } from './search';
import { SearchField } from './search-field';
import { SearchHelp } from './search-help';

interface SearchPageProps {
  search: MessageSearch;
  onSearch: (next: MessageSearch) => void;
}

const MOST_CONTACTS = 5;
/** Pages without anything that fits are read on by themselves, up to so many at a time. */
const EMPTY_PAGES = 5;

export default function SearchPage({ search: { q = '' }, onSearch }: SearchPageProps) {
  const { t } = useLingui();
  const { id: ws, workspace } = useWorkspace();
  const [recent, setRecent] = useState(() => recentSearches(ws));
  const said = useInfiniteQuery(search.find(ws, { q }));
  const people = useInfiniteQuery(search.find(ws, { q, scope: 'contacts', limit: MOST_CONTACTS }));
  useTitle(q || t`Search`, workspace.name);
  useReadOn(said);

  const idle = q.trim() === '';
  const contacts = idle || said.isError ? [] : (people.data?.pages[0]?.data ?? []);
  const hits = idle ? [] : (said.data?.pages ?? []).flatMap((page) => page.data);
  const rows = [...contacts, ...hits];
  const problem = said.isError ? asProblem(said.error) : null;
  const unclear = problem?.field('?q') ?? null;
  const loading = !idle && said.isPending;
  const keys = useRowKeys(rows, q);
  // What is still shown of the search before is not what Enter means.
  const enter = useOnceThere(keys.open, q, rows.length > 0 && !said.isPlaceholderData && !people.isPlaceholderData);
  const opened = () => {
    rememberSearch(ws, q);
    setRecent(recentSearches(ws));
  };

  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface">
      <header className="relative flex shrink-0 flex-col gap-2 border-line border-b px-4 pt-3 pb-3 md:px-6">
        <h1 tabIndex={-1} className="font-semibold text-16">
          <Trans>Search</Trans>
        </h1>
        <SearchField
          value={q}
          problem={unclear}
          onChange={(next) => onSearch(next ? { q: next } : {})}
          onMove={keys.move}
          onOpen={enter}
        />
        {said.isFetching && !loading && (
          <span
            aria-hidden="true"
            className="absolute inset-x-0 -bottom-px h-0.5 animate-pulse bg-accent/60 motion-reduce:animate-none"
          />
        )}
      </header>
      <p role="status" className="sr-only">
        {!idle &&
          !loading &&
          !problem &&
          (said.hasNextPage ? t`More than ${rows.length} results` : t`${rows.length} results`)}
      </p>
      {idle && (
        <SearchHelp
          recent={recent}
          onChoose={(next) => onSearch({ q: next })}
          onForget={() => {
            forgetSearches(ws);
            setRecent([]);
          }}
        />
      )}
      {loading && <Loading />}
      {problem && !unclear && (
        <EmptyState
          icon={CircleAlert}
          title={problem.detail}
          action={
            <Button onClick={() => void said.refetch()}>
              <Trans>Try again</Trans>
            </Button>
          }
        >
          {problem.remedy}
        </EmptyState>
      )}
      {!idle && !loading && !problem && rows.length === 0 && !said.hasNextPage && (
        <EmptyState
          icon={SearchX}
          title={<Trans>Nothing found</Trans>}
          action={
            <Button onClick={() => onSearch({})}>
              <Trans>See what you can write</Trans>
            </Button>
          }
        >
          <Trans>Every word must occur. Try fewer words, or the beginning of one.</Trans>
        </EmptyState>
      )}
      {!problem && (rows.length > 0 || (!idle && said.hasNextPage)) && (
        <div className="scroller min-h-0 flex-1">
          <Group title={t`Contacts`} hits={contacts} from={0} keys={keys} onOpen={opened} />
          <Group title={t`Messages and notes`} hits={hits} from={contacts.length} keys={keys} onOpen={opened} />
          {said.hasNextPage && (
            <p className="flex justify-center p-3">
              <Button size="sm" busy={said.isFetchingNextPage} onClick={() => void said.fetchNextPage()}>
                {said.isFetchingNextPage ? <Trans>Searching…</Trans> : <Trans>Search further back</Trans>}
              </Button>
            </p>
          )}
        </div>
      )}
    </div>
  );
}

interface GroupProps {
  title: string;
  hits: readonly SearchHit[];
  /** The place of the first row among all rows. */
  from: number;
  keys: ReturnType<typeof useRowKeys>;
  onOpen: () => void;
}

function Group({ title, hits, from, keys, onOpen }: GroupProps) {
  if (hits.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className="sticky top-0 z-10 border-line border-b bg-sunken px-4 py-1 font-semibold text-11 text-fg-3">
        {title}
      </h2>
      <ul>
        {hits.map((hit, index) => (
          <li key={hit.message_id ?? hit.note_id ?? hit.contact.id}>
            <HitRow
              ref={keys.ref(from + index)}
              hit={hit}
              active={keys.active === from + index}
              onFocus={() => keys.stand(from + index)}
              onOpen={onOpen}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Loading() {
  return (
    <div aria-hidden="true" className="flex flex-col">
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <div key={row} className="flex gap-3 border-line border-b px-4 py-2.5">
          <Skeleton className="size-9 rounded-full" />
          <span className="flex flex-1 flex-col gap-2 pt-1">
            <Skeleton className="h-3.5 w-40" />
            <Skeleton className="h-3.5 w-2/3" />
          </span>
        </div>
      ))}
    </div>
  );
}

/** A page may be short because what was looked through did not fit: read on, but not through everything. */
function useReadOn(list: {
  data?: { pages: readonly { data: readonly unknown[] }[] } | undefined;
  hasNextPage: boolean;
  isFetching: boolean;
  fetchNextPage: () => unknown;
}) {
  const { data, hasNextPage, isFetching, fetchNextPage } = list;
  const pages = data?.pages ?? [];
  const found = pages.reduce((sum, page) => sum + page.data.length, 0);
  const goOn = hasNextPage && !isFetching && found === 0 && pages.length < EMPTY_PAGES;
  useEffect(() => {
    if (goOn) void fetchNextPage();
  }, [goOn, fetchNextPage]);
}

/** Does it at once when the results of this query are there, or as soon as they are. */
function useOnceThere(run: () => void, query: string, there: boolean): () => void {
  const [wished, setWished] = useState<string | null>(null);
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (wished !== query || !there) return;
    setWished(null);
    latest.current();
  }, [wished, query, there]);
  return () => setWished(query);
}

/** The row that J, K and the arrows stand on, and what Enter opens. */
function useRowKeys(rows: readonly SearchHit[], query: string) {
  const { t } = useLingui();
  const [place, setPlace] = useState({ query, at: 0 });
  const elements = useRef(new Map<number, HTMLAnchorElement>());
  const at = place.query === query ? Math.min(place.at, Math.max(0, rows.length - 1)) : 0;
  /** From the box the focus stays there; with J and K it goes along, so that Enter is the link's own. */
  const move = (step: 1 | -1, focus = false) => {
    const next = Math.max(0, Math.min(rows.length - 1, at + step));
    setPlace({ query, at: next });
    elements.current.get(next)?.scrollIntoView({ block: 'nearest' });
    if (focus) elements.current.get(next)?.focus();
  };
  const open = () => elements.current.get(at)?.click();
  const latest = useRef({ move });
  useEffect(() => {
    latest.current = { move };
  });
  const commands = useMemo(
    (): Command[] => [
      {
        id: 'search-next',
        label: t`Next result`,
        scope: 'list',
        keys: ['j', 'ArrowDown'],
        run: () => latest.current.move(1, true),
      },
      {
        id: 'search-previous',
        label: t`Previous result`,
        scope: 'list',
        keys: ['k', 'ArrowUp'],
        run: () => latest.current.move(-1, true),
      },
    ],
    [t],
  );
  useCommands(commands);
  const ref = (index: number) => (element: HTMLAnchorElement | null) => {
    if (element) elements.current.set(index, element);
    else elements.current.delete(index);
  };
  const stand = (index: number) => setPlace({ query, at: index });
  return { active: rows.length > 0 ? at : -1, move: (step: 1 | -1) => move(step), open, ref, stand };
}
