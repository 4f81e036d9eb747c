// The messages, drawn only where they can be seen, anchored at the end: nothing jumps when older ones come in.
import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Conversation, Message } from '~/api/schema';
import { type Command, useCommands } from '~/layouts/commands';
import { DayChip, StickyDay } from './day-chip';
import { estimateHeight } from './estimate-height';
import { NoteBubble } from './note-bubble';
import { ThreadMessage } from './thread-message';
import { newSince, type TimelineEntry } from './timeline';
import { UnreadDivider } from './unread-divider';
import { useAnnounce } from './use-announce';
import { useBubbleActions } from './use-bubble-actions';
import { usePinnedToEnd } from './use-pinned-to-end';

interface MessageListProps {
  conversation: Conversation;
  entries: TimelineEntry[];
  jumpTo: string | null;
  unread: number;
  loadingOlder: boolean;
  atBeginning: boolean;
  atNewest: boolean;
  onOlder: () => void;
  onNewer: () => void;
  /** Back to the end, which may not be loaded. */
  onNewest: () => void;
  onJump: (message: string | null) => void;
  onReply: (message: Message) => void;
  onTemplate: () => void;
}

/** Within this distance of the end, new messages pull the view along. */
const NEAR_END = 80;
/** The next page is asked for this many rows before the edge. */
const AHEAD = 15;
const HIGHLIGHT_MS = 2000;

export function MessageList(props: MessageListProps) {
  const { conversation, entries, jumpTo, atBeginning, atNewest, onOlder, onNewer } = props;
  const { t } = useLingui();
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimateHeight(entries[index]),
    getItemKey: (index) => entries[index]?.id ?? index,
    overscan: 8,
    anchorTo: 'end',
    followOnAppend: atNewest,
    scrollEndThreshold: NEAR_END,
    paddingStart: 12,
    paddingEnd: 12,
  });
  // A row that changes above the fold (its group grew, its day chip moved up) must not move what is being read.
  virtualizer.shouldAdjustScrollPositionOnItemSizeChange = (item, _delta, list) =>
    item.start < (list.scrollOffset ?? 0);
  const [placed, setPlaced] = useState(false);
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;

  // Where the thread opens: at a linked message, at the first unread one, or at its end.
  const opening = useRef({ jumpTo, entries, virtualizer });
  useLayoutEffect(() => {
    const { jumpTo: linked, entries: all, virtualizer: list } = opening.current;
    const linkedAt = all.findIndex((entry) => entry.id === linked);
    const unreadAt = all.findIndex((entry) => entry.startsUnread);
    if (linkedAt >= 0) list.scrollToIndex(linkedAt, { align: 'center' });
    else if (unreadAt >= 0) list.scrollToIndex(unreadAt, { align: 'start' });
    else list.scrollToEnd();
    const frame = requestAnimationFrame(() => setPlaced(true));
    return () => cancelAnimationFrame(frame);
  }, []);

  useEffect(() => {
    if (placed && first < AHEAD) onOlder();
  }, [placed, first, onOlder]);
  useEffect(() => {
    if (placed && last >= entries.length - AHEAD) onNewer();
  }, [placed, last, entries.length, onNewer]);

  const highlighted = useJump(jumpTo, entries, (index) => virtualizer.scrollToIndex(index, { align: 'center' }));
  useFollowOwn(entries, () => virtualizer.scrollToEnd());
  usePinnedToEnd(scroller, NEAR_END);
  const { atEnd, fresh } = useFresh(entries, placed && virtualizer.isAtEnd(NEAR_END) && atNewest);
  const actions = useBubbleActions(conversation, props.onJump);
  const announcement = useAnnounce(entries);

  const toNewest = () => {
    if (atNewest) virtualizer.scrollToEnd();
    else props.onNewest();
  };
  useEndCommand(toNewest);

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {placed && (
        <StickyDay
          at={floatingDay(virtualizer.scrollOffset ?? 0, items, entries)}
          scrolling={virtualizer.isScrolling}
        />
      )}
      <div
        ref={scroller}
        role="log"
        aria-label={t`Messages`}
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
        tabIndex={0}
        className="scroller ring-inside min-h-0 flex-1 [overflow-anchor:none]"
      >
        <div className="relative w-full" style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const entry = entries[item.index];
            return entry ? (
              <div
                key={entry.id}
                ref={virtualizer.measureElement}
                data-index={item.index}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {item.index === 0 && atBeginning && <Beginning />}
                {entry.startsDay && <DayChip at={entry.at} />}
                {entry.startsUnread && <UnreadDivider count={props.unread} />}
                {entry.kind === 'note' ? (
                  <NoteBubble note={entry.note} highlighted={highlighted === entry.id} />
                ) : (
                  <ThreadMessage
                    message={entry.message}
                    place={entry.place}
                    conversation={conversation}
                    actions={actions}
                    highlighted={highlighted === entry.id}
                    onReply={props.onReply}
                    onTemplate={props.onTemplate}
                  />
                )}
              </div>
            ) : null;
          })}
        </div>
      </div>
      {placed && !atEnd && (
        <button
          type="button"
          onClick={toNewest}
          aria-keyshortcuts="End"
          className="absolute end-4 bottom-3 z-10 flex h-9 items-center gap-1.5 rounded-full border border-line bg-surface px-3 font-medium text-13 shadow-2 hover:bg-hover"
        >
          <ArrowDown aria-hidden="true" className="size-4" />
          {fresh > 0 ? (
            <span className="text-accent-text">{plural(fresh, { one: '# new', other: '# new' })}</span>
          ) : (
            <span className="sr-only">{t`Latest`}</span>
          )}
        </button>
      )}
      <p aria-live="polite" className="sr-only">
        {announcement}
      </p>
    </div>
  );
}

function Beginning() {
  const { t } = useLingui();
  return <p className="pb-2 text-center text-12 text-fg-3">{t`This is where the conversation begins.`}</p>;
}

/** How far the chip of an entry that starts a day reaches down; the first one stands below the words of the beginning. */
const OWN_CHIP = 32;
const BEGINNING = 24;

/** The day of what is under the upper edge, unless its own chip can still be seen there. */
function floatingDay(
  offset: number,
  items: readonly { index: number; start: number; end: number }[],
  entries: readonly TimelineEntry[],
): string | null {
  const top = items.find((item) => item.end > offset + 24);
  const entry = entries[top?.index ?? 0];
  if (!top || !entry) return null;
  const own = entry.startsDay ? OWN_CHIP + (top.index === 0 ? BEGINNING : 0) : 0;
  return offset < top.start + own ? null : entry.at;
}

/** Scrolls to a message when it is asked for, and marks it for a moment. */
function useJump(
  wanted: string | null,
  entries: readonly TimelineEntry[],
  scrollTo: (index: number) => void,
): string | null {
  const [marked, setMarked] = useState<string | null>(wanted);
  const done = useRef<string | null>(wanted);
  const index = entries.findIndex((entry) => entry.id === wanted);
  useEffect(() => {
    if (wanted === null) done.current = null;
    if (wanted === null || index < 0 || done.current === wanted) return;
    done.current = wanted;
    scrollTo(index);
    setMarked(wanted);
  }, [wanted, index, scrollTo]);
  useEffect(() => {
    if (marked === null) return;
    const timer = setTimeout(() => setMarked(null), HIGHLIGHT_MS);
    return () => clearTimeout(timer);
  }, [marked]);
  return marked;
}

/** What this member sends is always brought into view. */
function useFollowOwn(entries: readonly TimelineEntry[], toEnd: () => void): void {
  const last = entries.at(-1);
  const seen = useRef(last?.id);
  useEffect(() => {
    if (last?.id === seen.current) return;
    seen.current = last?.id;
    const mine = last?.kind === 'note' || (last?.kind === 'message' && last.message.status === 'queued');
    if (mine) toEnd();
  }, [last, toEnd]);
}

/** How many messages came since the end was last in view. */
function useFresh(entries: readonly TimelineEntry[], atEnd: boolean): { atEnd: boolean; fresh: number } {
  const lastId = entries.at(-1)?.id ?? null;
  const [seen, setSeen] = useState(lastId);
  if (atEnd && seen !== lastId) setSeen(lastId);
  return { atEnd, fresh: atEnd ? 0 : newSince(entries, seen) };
}

function useEndCommand(toNewest: () => void): void {
  const { t } = useLingui();
  const latest = useRef(toNewest);
  useEffect(() => {
    latest.current = toNewest;
  });
  const commands = useMemo(
    (): Command[] => [
      { id: 'latest', label: t`Latest message`, scope: 'thread', keys: ['End'], run: () => latest.current() },
    ],
    [t],
  );
  useCommands(commands);
}
