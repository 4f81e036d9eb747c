// Where a notification leads: to its message in its conversation, or to the settings it is about.
import { linkOptions } from '@tanstack/react-router';
import type { Notification } from '~/api/notifications';

export function placeOf(ws: string, { conversation_id, subject }: Pick<Notification, 'conversation_id' | 'subject'>) {
  if (!conversation_id) return linkOptions({ to: '/w/$ws/settings/$section', params: { ws, section: 'webhooks' } });
  return linkOptions({
    to: '/w/$ws/inbox/$view/$conversation',
    params: { ws, view: 'all', conversation: conversation_id },
    search: subject.startsWith('msg_') ? { m: subject } : {},
  });
}
