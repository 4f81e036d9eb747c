// What a notification says, in words.
import { useLingui } from '@lingui/react/macro';
import type { Notification, NotificationKind } from '~/api/notifications';

export function useNotificationWords(): (notification: Notification) => string {
  const { t } = useLingui();
  return ({ kind, actor_name, contact_name, times }) => {
    const contact = contact_name ?? '';
    const who = actor_name ?? t`Somebody`;
    switch (kind) {
      case 'mention':
        return t`${who} mentioned you in ${contact}`;
      case 'assigned':
        return actor_name ? t`${who} assigned ${contact} to you` : t`${contact} was assigned to you`;
      case 'new_message':
        return times > 1 ? t`${times} new messages from ${contact}` : t`New message from ${contact}`;
      case 'failed_message':
        return t`Your message to ${contact} was not delivered`;
      case 'window_closing':
        return t`The 24-hour window of ${contact} closes soon`;
      case 'webhook_stopped':
        return t`A webhook was stopped: nothing arrives there`;
    }
  };
}

/** The kinds in the order of the matrix, with their names. */
export function useNotificationKinds(): { kind: NotificationKind; name: string; about: string }[] {
  const { t } = useLingui();
  return [
    { kind: 'mention', name: t`Mentions`, about: t`Somebody names you in a note` },
    { kind: 'assigned', name: t`Assigned to me`, about: t`A conversation is given to you` },
    { kind: 'new_message', name: t`New messages`, about: t`A contact writes in a conversation of yours` },
    { kind: 'failed_message', name: t`Failed messages`, about: t`A message you wrote is not delivered` },
    {
      kind: 'window_closing',
      name: t`Closing windows`,
      about: t`A contact waits and the 24-hour window closes within the hour`,
    },
    {
      kind: 'webhook_stopped',
      name: t`Stopped webhooks`,
      about: t`Events no longer arrive where they are sent; owners and admins are told`,
    },
  ];
}
