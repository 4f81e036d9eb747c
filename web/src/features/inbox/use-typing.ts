// Tells teammates at once, and the contact by the workspace's policy, that somebody is writing.
import { useCallback, useEffect, useRef } from 'react';
import { conversations } from '~/api/conversations';
import { useWorkspace } from '~/api/current-workspace';
import { sendTyping } from '~/realtime/line';

/** WhatsApp shows the mark for up to 25 s. */
const CONTACT_EVERY_MS = 20_000;
const TEAM_EVERY_MS = 3000;
const IDLE_MS = 5000;

export function useTyping(conversation: string) {
  const { id: ws, workspace } = useWorkspace();
  const toContact = workspace.settings.typing_to_contact !== false;
  const told = useRef({ team: 0, contact: 0 });
  const idle = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const stop = useCallback(() => {
    clearTimeout(idle.current);
    if (told.current.team > 0) sendTyping(conversation, false);
    told.current.team = 0;
  }, [conversation]);
  useEffect(() => stop, [stop]);

  const typed = useCallback(
    (forContact: boolean) => {
      const now = Date.now();
      if (now - told.current.team > TEAM_EVERY_MS) {
        told.current.team = now;
        sendTyping(conversation, true);
      }
      if (forContact && toContact && now - told.current.contact > CONTACT_EVERY_MS) {
        told.current.contact = now;
        conversations.typing(ws, conversation);
      }
      clearTimeout(idle.current);
      idle.current = setTimeout(stop, IDLE_MS);
    },
    [conversation, ws, toContact, stop],
  );
  return { typed, stop };
}
