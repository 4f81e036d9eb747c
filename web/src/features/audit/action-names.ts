// What audit actions are called. One that is not in the list is shown by its own word.
import { useLingui } from '@lingui/react/macro';

export function useActionName(): (action: string) => string {
  const { t } = useLingui();
  const names: Record<string, string> = {
    'access.denied': t`Refused for want of a permission`,
    'api_key.created': t`Made an API key`,
    'api_key.revoked': t`Revoked an API key`,
    'channel.connected': t`Connected a number`,
    'channel.disconnected': t`Disconnected the number`,
    'channel.profile_updated': t`Changed the business profile`,
    'channel.recovered': t`Sending resumed`,
    'channel.secrets_updated': t`Replaced a secret of the number`,
    'channel.subscribed': t`Subscribed to deliveries`,
    'contact.created': t`Created a contact`,
    'contact.deleted': t`Deleted a contact`,
    'contact.distinguished': t`Kept two contacts apart`,
    'contact.merged': t`Merged two contacts`,
    'contact.split': t`Split a contact`,
    'contact.tagged': t`Tagged a contact`,
    'contact.untagged': t`Took a tag off a contact`,
    'contact.updated': t`Changed a contact`,
    'conversation.assigned': t`Assigned a conversation`,
    'conversation.closed': t`Closed a conversation`,
    'conversation.created': t`Started a conversation`,
    'conversation.reopened': t`Reopened a conversation`,
    'conversation.snoozed': t`Snoozed a conversation`,
    'invitation.accepted': t`Joined by invitation`,
    'invitation.created': t`Invited somebody`,
    'invitation.revoked': t`Withdrew an invitation`,
    'media.download_retried': t`Fetched a file again`,
    'media.uploaded': t`Uploaded a file`,
    'member.added': t`Added a member`,
    'member.removed': t`Removed a member`,
    'member.updated': t`Changed a member`,
    'message.marked_sent': t`Marked a message as sent`,
    'message.resent': t`Sent a message again`,
    'message.retried': t`Retried a message`,
    'message.sent': t`Sent a message`,
    'note.created': t`Wrote a note`,
    'note.deleted': t`Deleted a note`,
    'note.updated': t`Changed a note`,
    'security.foreign_number': t`A delivery for a foreign number`,
    'session.reuse_detected': t`A stolen session was stopped`,
    'tag.created': t`Created a tag`,
    'tag.deleted': t`Deleted a tag`,
    'tag.updated': t`Changed a tag`,
    'user.disabled': t`Shut an account`,
    'user.enabled': t`Opened an account again`,
    'user.password_changed': t`Changed their password`,
    'user.renamed': t`Changed their name`,
    'user.sign_in_failed': t`Failed to sign in`,
    'user.signed_in': t`Signed in`,
    'user.signed_out': t`Signed out`,
    'webhook_event.discarded': t`Discarded a delivery`,
    'webhook_event.replayed': t`Replayed a delivery`,
    'webhook_event.replayed_dead': t`Replayed failed deliveries`,
    'workspace.created': t`Created the workspace`,
    'workspace.updated': t`Changed the workspace`,
  };
  return (action) => names[action] ?? sentence(action.replace(/[._]/g, ' '));
}

/** Groups to filter by: everything whose action begins so. */
export function useActionGroups(): { value: string; label: string }[] {
  const { t } = useLingui();
  return [
    { value: 'user.', label: t`Accounts and signing in` },
    { value: 'access.', label: t`Refused access` },
    { value: 'member.', label: t`Members` },
    { value: 'api_key.', label: t`API keys` },
    { value: 'invitation.', label: t`Invitations` },
    { value: 'channel.', label: t`The number` },
    { value: 'workspace.', label: t`The workspace` },
    { value: 'conversation.', label: t`Conversations` },
    { value: 'message.', label: t`Messages` },
    { value: 'contact.', label: t`Contacts` },
    { value: 'note.', label: t`Notes` },
    { value: 'tag.', label: t`Tags` },
    { value: 'media.', label: t`Files` },
    { value: 'webhook_event.', label: t`Deliveries` },
    { value: 'security.', label: t`Security` },
  ];
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
