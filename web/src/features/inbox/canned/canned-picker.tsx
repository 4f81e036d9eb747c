// What `/` in the composer opens: canned replies to pick with the arrows, and how the picked one will read. The caret stays in the text.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { type RefObject, useId, useState } from 'react';
import { type CannedReply, cannedReplies } from '~/api/canned-replies';
import { useWorkspace } from '~/api/current-workspace';
import type { Conversation } from '~/api/schema';
import { filled, shortcutAt } from '~/lib/reply-variables';
import { Kbd } from '~/ui/kbd';
import { FilledText } from '~/whatsapp/filled-text';
import { intoView, useBoxKeys, useCaret, useListOf } from '../suggestions';
import { type Edit, insert } from '../text-edit';
import { useFacts } from './use-facts';

interface CannedPickerProps {
  box: RefObject<HTMLTextAreaElement | null>;
  conversation: Conversation;
  text: string;
  onEdit: (edit: Edit) => void;
}

export default function CannedPicker({ box, conversation, text, onEdit }: CannedPickerProps) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const listId = useId();
  const caret = useCaret(box);
  const [active, setActive] = useState(0);
  const [dismissed, setDismissed] = useState<number | null>(null);
  const { data: all, isPending, isError } = useQuery(cannedReplies.list(ws));
  const facts = useFacts(conversation);

  const place = caret === null ? null : shortcutAt(text, caret);
  const found = place && all ? matching(all, place.typed) : [];
  const open = place !== null && dismissed !== place.from && (place.typed === '' || isPending || found.length > 0);
  const at = Math.min(active, Math.max(0, found.length - 1));
  const picked = found[at];

  const take = (reply: CannedReply) => {
    if (!place || caret === null) return;
    onEdit(insert({ text, start: place.from, end: caret }, filled(reply.body, facts)));
  };
  useBoxKeys(box, open, {
    move: (by) => found.length > 0 && setActive((at + by + found.length) % found.length),
    take: () => {
      if (picked) take(picked);
      return picked !== undefined;
    },
    close: () => setDismissed(place?.from ?? null),
  });
  useListOf(box, open && picked ? { list: listId, option: `${listId}-${picked.id}` } : null);

  if (!open) return null;
  return (
    <div className="absolute inset-x-0 bottom-full z-20 mb-10 flex max-h-80 flex-col overflow-hidden rounded-card border border-line bg-surface shadow-2">
      <div className="flex min-h-0 flex-1 flex-col @lg:flex-row">
        <div
          id={listId}
          role="listbox"
          aria-label={t`Canned replies`}
          className="scroller min-h-0 flex-1 p-1 @lg:max-w-72"
        >
          {found.map((reply, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the text box that owns this option
            <div
              key={reply.id}
              ref={index === at ? intoView : undefined}
              id={`${listId}-${reply.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              onPointerMove={() => setActive(index)}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(reply)}
              className={clsx(
                'flex min-h-8 select-none items-baseline gap-2 rounded-control px-2 py-1.5 text-13 coarse:min-h-11 coarse:items-center',
                index === at && 'bg-hover',
              )}
            >
              <bdi className="shrink-0 font-medium text-accent-text">/{reply.shortcut}</bdi>
              <bdi className="min-w-0 flex-1 truncate text-fg-2">{reply.title}</bdi>
              {!reply.shared && (
                <span className="shrink-0 text-11 text-fg-3">
                  <Trans>Only you</Trans>
                </span>
              )}
            </div>
          ))}
          {found.length === 0 && (
            <p className="px-2 py-3 text-13 text-fg-3">
              {isPending ? (
                <Trans>Fetching canned replies…</Trans>
              ) : isError ? (
                <Trans>Canned replies could not be fetched.</Trans>
              ) : (
                <Trans>
                  No canned replies yet.{' '}
                  <Link
                    to="/w/$ws/settings/$section"
                    params={{ ws, section: 'canned' }}
                    className="text-accent-text underline"
                  >
                    Write the first
                  </Link>
                </Trans>
              )}
            </p>
          )}
        </div>
        {picked && (
          <section
            aria-label={t`Preview`}
            className="scroller max-h-32 min-h-0 border-line border-t bg-sunken p-3 @lg:max-h-none @lg:flex-1 @lg:border-s @lg:border-t-0"
          >
            <FilledText body={picked.body} facts={facts} />
          </section>
        )}
      </div>
      <p className="flex gap-3 border-line border-t px-3 py-1.5 text-11 text-fg-3 coarse:hidden">
        <Trans>
          <span>
            <Kbd keys="ArrowUp" /> <Kbd keys="ArrowDown" /> to move
          </span>
          <span>
            <Kbd keys="Enter" /> to insert
          </span>
          <span>
            <Kbd keys="Escape" /> to close
          </span>
        </Trans>
      </p>
    </div>
  );
}

/** Shortcuts that begin with what was typed, then those that hold it, then titles and texts. */
function matching(all: readonly CannedReply[], typed: string): CannedReply[] {
  const needle = typed.toLocaleLowerCase();
  const rank = (reply: CannedReply) => {
    if (reply.shortcut.startsWith(needle)) return 0;
    if (reply.shortcut.includes(needle)) return 1;
    if (reply.title.toLocaleLowerCase().includes(needle)) return 2;
    return reply.body.toLocaleLowerCase().includes(needle) ? 3 : 4;
  };
  return all
    .map((reply) => ({ reply, rank: rank(reply) }))
    .filter((one) => one.rank < 4)
    .sort((one, other) => one.rank - other.rank)
    .map(({ reply }) => reply)
    .slice(0, 50);
}
