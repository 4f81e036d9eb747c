// What audit actions are called. One that is not in the list is shown by its own word.
import { useLingui } from '@lingui/react/macro';

export function useActionName(): (action: string) => string {
  const { t } = useLingui();
  const names: Record<string, string> = {
    'access.denied': t`Refused for want of a permission`,
    'auth.login': t`Signed in`,
    'auth.login_failed': t`Failed to sign in`,
    'auth.logout': t`Signed out`,
    'channel.connected': t`Connected a number`,
    'channel.disconnected': t`Disconnected the number`,
    'channel.updated': t`Changed the number’s settings`,
    'contact.blocked': t`Blocked a contact`,
    'contact.created': t`Created a contact`,
    'contact.deleted': t`Deleted a contact`,
    'contact.updated': t`Changed a contact`,
    'conversation.assigned': t`Assigned a conversation`,
    'conversation.closed': t`Closed a conversation`,
    'conversation.reopened': t`Reopened a conversation`,
    'conversation.snoozed': t`Snoozed a conversation`,
    'invitation.accepted': t`Joined by invitation`,
    'invitation.created': t`Invited somebody`,
    'invitation.revoked': t`Withdrew an invitation`,
    'member.disabled': t`Disabled a member`,
    'member.enabled': t`Enabled a member`,
    'member.removed': t`Removed a member`,
    'member.updated': t`Changed a member`,
    'message.opt_out_overridden': t`Wrote to a contact who opted out`,
    'message.sent': t`Sent a message`,
    'note.created': t`Wrote a note`,
    'note.deleted': t`Deleted a note`,
    'note.updated': t`Changed a note`,
    'tag.created': t`Created a tag`,
    'tag.deleted': t`Deleted a tag`,
    'tag.updated': t`Changed a tag`,
    'user.password_changed': t`Changed their password`,
    'webhook_event.discarded': t`Discarded a delivery`,
    'webhook_event.replayed': t`Replayed a delivery`,
    'workspace.created': t`Created the workspace`,
    'workspace.updated': t`Changed the workspace`,
  };
  return (action) => names[action] ?? sentence(action.replace(/[._]/g, ' '));
}

/** Groups to filter by: everything whose action begins so. */
export function useActionGroups(): { value: string; label: string }[] {
  const { t } = useLingui();
  return [
    { value: 'auth.', label: t`Signing in` },
    { value: 'access.', label: t`Refused access` },
    { value: 'member.', label: t`Members` },
    { value: 'invitation.', label: t`Invitations` },
    { value: 'channel.', label: t`The number` },
    { value: 'workspace.', label: t`The workspace` },
    { value: 'conversation.', label: t`Conversations` },
    { value: 'message.', label: t`Messages` },
    { value: 'contact.', label: t`Contacts` },
    { value: 'note.', label: t`Notes` },
    { value: 'tag.', label: t`Tags` },
    { value: 'webhook_event.', label: t`Deliveries` },
  ];
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
