// How long free-form replies are still possible (WhatsApp: 24 hours after the contact's last message).
import { Trans, useLingui } from '@lingui/react/macro';
import { Clock, LockKeyhole } from 'lucide-react';
import type { Conversation } from '~/api/schema';
import { moment, timeLeft } from '~/lib/dates';
import { useNow } from '~/lib/use-now';
import { Badge } from '~/ui/badge';

const SOON_MS = 2 * 3_600_000;

/** The window as it is now: the server's word, ended by our clock. */
export function useWindow({ window: service }: Conversation): {
  open: boolean;
  left: number;
  expiresAt: string | null;
} {
  const now = useNow();
  const left = service.expires_at ? Date.parse(service.expires_at) - now : 0;
  const open = service.open && (service.expires_at === null || left > 0);
  return { open, left, expiresAt: service.expires_at };
}

export function WindowBadge({ conversation }: { conversation: Conversation }) {
  const { t } = useLingui();
  const now = useNow();
  const { open, left, expiresAt } = useWindow(conversation);
  const free = conversation.window.free_entry_until;
  if (free && Date.parse(free) > now) {
    return (
      <Badge
        tone="success"
        icon={Clock}
        data-tooltip={t`The contact came through an ad: messages are free until ${moment(free)}`}
      >
        <Trans>72-hour free entry</Trans>
      </Badge>
    );
  }
  if (!open) {
    return (
      <Badge
        tone="neutral"
        icon={LockKeyhole}
        data-tooltip={
          expiresAt ? t`Closed ${moment(expiresAt)}. Only templates can be sent.` : t`Only templates can be sent.`
        }
      >
        <Trans>Window closed</Trans>
      </Badge>
    );
  }
  if (!expiresAt) return null;
  return (
    <Badge
      tone={left < SOON_MS ? 'warning' : 'success'}
      icon={Clock}
      data-tooltip={t`Free-form replies are possible until ${moment(expiresAt)}`}
    >
      <Trans>{timeLeft(left)} left</Trans>
    </Badge>
  );
}
