// Opening a conversation reads it: at once on screen, for the server (and WhatsApp, by policy) after a second in view.
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { markReadLocally } from '~/api/conversation-cache';
import { conversations } from '~/api/conversations';
import { useWorkspace } from '~/api/current-workspace';
import type { Conversation } from '~/api/schema';
import { useVisible } from '~/lib/use-visible';

const IN_VIEW_MS = 1000;

export function useMarkRead({ id, unread_count: unread, inbound_count: inbound }: Conversation): void {
  const { id: ws, can } = useWorkspace();
  const allowed = can.has('conversations:update');
  const { mutate } = useMutation(conversations.read(ws));
  const visible = useVisible();
  /** How many inbound messages were already reported as read. */
  const reported = useRef(inbound - unread);

  useEffect(() => {
    if (!allowed || !visible || inbound <= reported.current) return;
    markReadLocally(ws, id);
    const timer = setTimeout(() => {
      reported.current = inbound;
      mutate(id);
    }, IN_VIEW_MS);
    return () => clearTimeout(timer);
  }, [allowed, visible, inbound, ws, id, mutate]);
}
