// Sending: the bubble is there at once, keeps its words if the send fails, and can be tried again with the same id.
import { useMutation } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { messages, type Outgoing } from '~/api/messages';
import type { Media, Message } from '~/api/schema';
import { newId } from '~/lib/ids';

export interface Piece {
  content: Outgoing['content'];
  /** What the list and the quote show. */
  preview: string;
  media?: Media;
  replyTo?: Message | null;
  /** Why a contact who opted out is written to. */
  overrideReason?: string;
}

/** Sends of this page that the server has not confirmed, by message id. */
const unconfirmed = new Map<string, Outgoing>();

export function useSend(conversation: string): (piece: Piece) => void {
  const { id: ws, user } = useWorkspace();
  const { mutate } = useMutation(messages.send(ws));
  return useCallback(
    (piece) => {
      const outgoing = compose(conversation, user, piece);
      unconfirmed.set(outgoing.id, outgoing);
      mutate(outgoing, { onSuccess: () => unconfirmed.delete(outgoing.id) });
    },
    [conversation, user, mutate],
  );
}

/** Repeats a send that never reached the server. False: the server knows the message, ask it to retry. */
export function useResend(): (message: Message) => boolean {
  const { id: ws } = useWorkspace();
  const { mutate } = useMutation(messages.send(ws));
  return useCallback(
    (message) => {
      const outgoing = unconfirmed.get(message.id);
      if (!outgoing) return false;
      const at = new Date().toISOString();
      mutate(
        { ...outgoing, draft: { ...outgoing.draft, status: 'queued', status_at: at } },
        { onSuccess: () => unconfirmed.delete(outgoing.id) },
      );
      return true;
    },
    [mutate],
  );
}

function compose(
  conversation: string,
  user: { id: string; name: string },
  { content, preview, media, replyTo, overrideReason }: Piece,
): Outgoing {
  const id = newId('msg_');
  const at = new Date().toISOString();
  return {
    id,
    conversation,
    content,
    reply_to_id: replyTo?.id,
    override_opt_out_reason: overrideReason,
    draft: {
      id,
      conversation_id: conversation,
      wamid: null,
      direction: 'outbound',
      author: { kind: 'agent', id: user.id, name: user.name },
      kind: content.type,
      content: content[content.type],
      preview,
      reply_to: replyTo
        ? { message_id: replyTo.id, wamid: replyTo.wamid ?? '', preview: replyTo.preview, direction: replyTo.direction }
        : null,
      referral: null,
      context: null,
      media: media ?? null,
      reactions: [],
      status: 'queued',
      status_at: at,
      error: null,
      sent_at: at,
      edited_at: null,
      revoked_at: null,
      created_at: at,
    },
  };
}
