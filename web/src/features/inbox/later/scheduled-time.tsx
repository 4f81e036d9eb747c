// When a message for later goes; one that was due while the server was being restored waits for a decision instead.
import { Trans, useLingui } from '@lingui/react/macro';
import type { ScheduledMessage } from '~/api/schema';
import { exact, upcoming } from '~/lib/dates';
import { useNow } from '~/lib/use-now';

export function ScheduledTime({ message }: { message: ScheduledMessage }) {
  const { t } = useLingui();
  const now = useNow();
  return message.state === 'held' ? (
    <span
      className="font-medium text-warning"
      data-tooltip={t`It was due when the server was restored, so it may have gone already.`}
    >
      <Trans>Held: decide yourself</Trans>
    </span>
  ) : (
    <time dateTime={message.send_at} data-tooltip={exact(message.send_at)}>
      {upcoming(message.send_at, now)}
    </time>
  );
}
