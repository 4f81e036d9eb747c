// What the variables of canned replies stand for in a conversation.
import { useQuery } from '@tanstack/react-query';
import { contacts } from '~/api/contacts';
import { useWorkspace } from '~/api/current-workspace';
import type { Conversation } from '~/api/schema';
import { type Facts, firstName } from '~/lib/reply-variables';

export function useFacts({ contact }: Conversation): Facts {
  const { id: ws, user, workspace } = useWorkspace();
  // E-mail and own fields are only in the whole contact; the rest need not wait for it.
  const { data: whole } = useQuery(contacts.get(ws, contact.id));
  const name = contact.display_name.startsWith('+') ? undefined : contact.display_name;
  const own = Object.entries(whole?.attributes ?? {}).map(([field, value]) => [
    `contact.attributes.${field}`,
    typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined,
  ]);
  return {
    ...Object.fromEntries(own),
    'contact.name': name,
    'contact.first_name': firstName(name),
    'contact.phone': contact.phone,
    'contact.username': contact.username,
    'contact.email': whole?.email,
    'agent.name': user.name,
    'agent.first_name': firstName(user.name),
    'workspace.name': workspace.name,
  };
}
