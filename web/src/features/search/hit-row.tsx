// One thing that was found: with whom, by whom, when, and the words around it.
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { CircleAlert, CornerDownRight, StickyNote } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import type { SearchHit } from '~/api/search';
import { exact, listTime } from '~/lib/dates';
import { phone } from '~/lib/format';
import { useNow } from '~/lib/use-now';
import { Avatar } from '~/ui/avatar';
import { Marked } from '~/ui/marked';

interface HitRowProps {
  hit: SearchHit;
  active: boolean;
  onFocus: () => void;
  onOpen: () => void;
  ref?: React.Ref<HTMLAnchorElement>;
}

export function HitRow({ hit, active, onFocus, onOpen, ref }: HitRowProps) {
  const { t } = useLingui();
  const now = useNow();
  const place = usePlace(hit);
  const author = useAuthor(hit);
  return (
    <Link
      ref={ref}
      {...place}
      onClick={onOpen}
      onFocus={onFocus}
      aria-current={active ? 'true' : undefined}
      className={clsx(
        'flex gap-3 border-line border-b px-4 py-2.5 outline-offset-[-2px] hover:bg-hover',
        active && 'bg-selected hover:bg-selected',
      )}
    >
      <Avatar id={hit.contact.id} name={hit.contact.display_name} size="md" />
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="flex items-baseline gap-2">
          <bdi className="min-w-0 truncate font-semibold text-13">{hit.contact.display_name}</bdi>
          {hit.contact.phone && (
            <span dir="ltr" className="hidden shrink-0 text-12 text-fg-3 md:inline">
              {phone(hit.contact.phone)}
            </span>
          )}
          {hit.kind !== 'contact' && (
            <time dateTime={hit.at} data-tooltip={exact(hit.at)} className="ms-auto shrink-0 text-12 text-fg-3">
              {listTime(hit.at, now)}
            </time>
          )}
        </span>
        <span className="flex min-w-0 items-start gap-1.5 text-13 text-fg-2">
          <Sign hit={hit} />
          <span dir="auto" className="line-clamp-2 min-w-0 break-words">
            {author && <span className="text-fg-3">{t`${author}: `}</span>}
            {hit.snippet.text === '' ? (
              <span className="text-fg-3 italic">{nameOf(hit, t`Contact`, t`Message without words`)}</span>
            ) : (
              <Marked text={hit.snippet.text} spans={hit.snippet.matches} />
            )}
          </span>
        </span>
      </span>
    </Link>
  );
}

/** The picture that says what it is, beside the words. */
function Sign({ hit }: { hit: SearchHit }) {
  const { t } = useLingui();
  const look = 'mt-0.5 size-3.5 shrink-0';
  if (hit.kind === 'note')
    return <StickyNote aria-label={t`Internal note`} role="img" className={`${look} text-warning`} />;
  if (hit.status === 'failed')
    return <CircleAlert aria-label={t`Not delivered`} role="img" className={`${look} text-danger`} />;
  if (hit.direction === 'outbound')
    return <CornerDownRight aria-hidden="true" className={`${look} mirror text-fg-3`} />;
  return null;
}

function nameOf(hit: SearchHit, contact: string, message: string): string {
  if (hit.kind === 'contact') return contact;
  return hit.message_kind ?? message;
}

/** Who wrote it, where that is not the contact. */
function useAuthor(hit: SearchHit): string | null {
  const { t } = useLingui();
  const { user } = useWorkspace();
  if (!hit.author || hit.author.kind === 'contact' || hit.author.kind === 'system') return null;
  if (hit.author.kind === 'agent') return hit.author.id === user.id ? t`You` : (hit.author.name ?? t`Teammate`);
  return hit.author.kind === 'phone_app' ? t`Phone` : t`Bot`;
}

/** Where it leads: into the thread at this very place, or to the contact. */
function usePlace(hit: SearchHit) {
  const { id: ws } = useWorkspace();
  if (hit.kind === 'contact' || !hit.conversation_id) {
    return { to: '/w/$ws/contacts/$contact', params: { ws, contact: hit.contact.id } } as const;
  }
  return {
    to: '/w/$ws/inbox/$view/$conversation',
    params: { ws, view: 'all', conversation: hit.conversation_id },
    search: {
      ...(hit.anchor_message_id && { m: hit.anchor_message_id }),
      ...(hit.note_id && { note: hit.note_id }),
    },
  } as const;
}
