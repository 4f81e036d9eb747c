// In the composer: how long free-form replies are still possible. Said here when it is urgent, or when the head has no room for it.
import { Trans } from '@lingui/react/macro';
import type { Conversation } from '~/api/schema';
import { timeLeft } from '~/lib/dates';
import { useWindow } from './window-badge';

const SOON_MS = 2 * 3_600_000;

export function WindowHint({ conversation }: { conversation: Conversation }) {
  const { open, left, expiresAt } = useWindow(conversation);
  if (!open || !expiresAt) return null;
  return (
    <span className={`truncate text-11 ${left < SOON_MS ? 'font-medium text-warning' : 'text-fg-3 @lg:hidden'}`}>
      <Trans>Window closes in {timeLeft(left)}</Trans>
    </span>
  );
}
