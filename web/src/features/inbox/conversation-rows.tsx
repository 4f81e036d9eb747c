// The rows of the list: a virtual listbox with one tab stop. J and K move, Enter opens.
import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import { ArrowUp } from 'lucide-react';
import { type KeyboardEvent, lazy, Suspense, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Conversation } from '~/api/schema';
import { type Command, useCommands } from '~/layouts/commands';
import { useDensity } from '~/lib/preferences';
import { ConversationRow } from './conversation-row';
import { useSelection } from './conversation-selection';
import type { InboxPlace } from './use-inbox';
import { useRowCommands } from './use-row-commands';
import { useThreadAhead } from './use-thread-ahead';

/** Only while rows are chosen. */
const ConversationBulk = lazy(() => import('./conversation-bulk'));

const TagDialog = lazy(() => import('./tag-dialog'));

interface ConversationRowsProps {
  rows: Conversation[];
  inbox: InboxPlace;
  hasMore: boolean;
  onMore: () => void;
  waiting: number;
  onRelease: () => void;
  onPoint: (inside: boolean) => void;
}

/** The next page is asked for this many rows before the end. */
const AHEAD = 15;

export function ConversationRows({ rows, inbox, hasMore, onMore, waiting, onRelease, onPoint }: ConversationRowsProps) {
  const { t } = useLingui();
  const listId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  const [activeId, setActiveId] = useState<string | null>(null);
  const wanted = activeId ?? inbox.open;
  const active = Math.max(
    0,
    rows.findIndex((row) => row.id === wanted),
  );

  const openAt = rows.findIndex((row) => row.id === inbox.open);
  const keysElsewhere = activeId !== null && activeId !== inbox.open;
  const pointAt = useThreadAhead(keysElsewhere ? activeId : openAt >= 0 ? rows[openAt + 1]?.id : null);

  const [tagging, setTagging] = useState<string | null>(null);
  const tagged = tagging === null ? undefined : rows.find((row) => row.id === tagging);
  const selection = useSelection(rows);
  const choosing = selection.rows.length > 0;
  const choose = (id: string, range: boolean) => {
    setActiveId(id);
    if (range) selection.extendTo(id);
    else selection.toggle(id);
  };

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    measureElement: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
  });
  useEffect(() => {
    if (rowHeight) virtualizer.measure();
  }, [rowHeight, virtualizer]);

  const items = virtualizer.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && lastShown >= rows.length - AHEAD) onMore();
  }, [hasMore, lastShown, rows.length, onMore]);

  const moveTo = (index: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (!row) return;
    setActiveId(row.id);
    virtualizer.scrollToIndex(rows.indexOf(row), { align: 'auto' });
  };
  const step = (by: number) => moveTo(activeId === null && inbox.open === null ? 0 : active + by);
  const openActive = () => {
    const row = rows[active];
    if (row) inbox.openConversation(row.id);
  };
  useListCommands({
    step,
    choose: () => {
      const row = activeId === null && inbox.open === null ? rows[0] : rows[active];
      if (row) choose(row.id, false);
    },
    focus: () => scroller.current?.focus({ preventScroll: true }),
  });
  useRowCommands({
    row: rows.find((row) => row.id === wanted) ?? null,
    onTag: (row) => setTagging(row.id),
    openNeighbour: (by) => {
      const at = rows.findIndex((row) => row.id === inbox.open);
      const next = rows[at + by];
      if (next) {
        setActiveId(next.id);
        inbox.openConversation(next.id);
        // What had the focus goes with the conversation that is left.
        scroller.current?.focus({ preventScroll: true });
      }
    },
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const target = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      Home: 0,
      End: rows.length - 1,
      PageDown: active + 8,
      PageUp: active - 8,
    }[event.key];
    if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      selection.all();
    } else if (target !== undefined) {
      event.preventDefault();
      if (event.shiftKey && rows[active])
        selection.extendTo(rows[Math.min(rows.length - 1, Math.max(0, target))]?.id ?? '');
      moveTo(target);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      openActive();
    }
  };

  return (
    <div
      className="relative flex min-h-0 flex-1 flex-col"
      onPointerEnter={(event) => event.pointerType === 'mouse' && onPoint(true)}
      onPointerLeave={() => onPoint(false)}
    >
      {waiting > 0 && (
        <button
          type="button"
          onClick={() => {
            onRelease();
            virtualizer.scrollToOffset(0);
          }}
          className="-translate-x-1/2 absolute start-1/2 top-2 z-10 flex items-center gap-1 rounded-full bg-accent px-3 py-1 font-medium text-12 text-accent-fg shadow-2 hover:bg-accent-hover rtl:translate-x-1/2"
        >
          <ArrowUp aria-hidden="true" className="size-3.5" />
          {plural(waiting, { one: '# new', other: '# new' })}
        </button>
      )}
      <div
        ref={scroller}
        role="listbox"
        tabIndex={0}
        aria-label={t`Conversations`}
        aria-multiselectable="true"
        aria-activedescendant={rows.length > 0 ? `${listId}-${rows[active]?.id}` : undefined}
        onKeyDown={onKeyDown}
        onPointerOver={(event) => pointAt(rowUnder(event.target)?.slice(listId.length + 1) ?? null)}
        // Once a row is pointed at, the ring is the row's.
        className={clsx(
          'scroller peer/list group/list min-h-0 flex-1',
          activeId === null ? 'ring-inside' : 'outline-none',
        )}
      >
        <div role="presentation" className="relative w-full" style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            return row ? (
              <ConversationRow
                key={row.id}
                id={`${listId}-${row.id}`}
                row={row}
                active={item.index === active && activeId !== null}
                open={row.id === inbox.open}
                position={item.index + 1}
                size={hasMore ? -1 : rows.length}
                offset={item.start}
                chosen={selection.has(row.id)}
                choosing={choosing}
                onChoose={(range) => choose(row.id, range)}
                onOpen={() => {
                  setActiveId(row.id);
                  inbox.openConversation(row.id);
                }}
              />
            ) : null;
          })}
        </div>
      </div>
      {tagged && (
        <Suspense fallback={null}>
          <TagDialog row={tagged} onClose={() => setTagging(null)} />
        </Suspense>
      )}
      {choosing && (
        <Suspense fallback={<div className="h-11 shrink-0 bg-accent-soft" />}>
          <ConversationBulk selection={selection} />
        </Suspense>
      )}
    </div>
  );
}

function rowUnder(target: EventTarget): string | undefined {
  return target instanceof Element ? target.closest('[role="option"]')?.id : undefined;
}

/** Rows are sized in rem, so that larger text gets larger rows. */
function useRowHeight(): number {
  const density = useDensity();
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  return (density === 'compact' ? 3.5 : 4.5) * rem;
}

function useListCommands(actions: { step: (by: number) => void; choose: () => void; focus: () => void }): void {
  const { t } = useLingui();
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  const commands = useMemo((): Command[] => {
    const move = (by: number) => () => {
      latest.current.focus();
      latest.current.step(by);
    };
    return [
      { id: 'next', label: t`Next in the list`, scope: 'list', keys: ['j'], run: move(1) },
      { id: 'previous', label: t`Previous in the list`, scope: 'list', keys: ['k'], run: move(-1) },
      {
        id: 'choose',
        label: t`Choose, to act on several`,
        scope: 'list',
        keys: ['x'],
        run: () => latest.current.choose(),
      },
    ];
  }, [t]);
  useCommands(commands);
}
