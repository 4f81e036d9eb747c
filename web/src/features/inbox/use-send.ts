// Sending: the bubble is there at once, waits where there is no network, keeps its words if the send fails, and goes again under the same id.
import { useCallback, useMemo } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import type { Outgoing } from '~/api/messages';
import type { Media, Message } from '~/api/schema';
import { send, sendAgain, type Tray } from '~/api/unsent';
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

export function useSend(conversation: string): (piece: Piece) => void {
  const { user } = useWorkspace();
  const tray = useTray();
  return useCallback((piece) => send(tray, compose(conversation, user, piece)), [conversation, user, tray]);
}

/** Repeats a send that the server never took. False: the server knows the message, ask it to retry. */
export function useResend(): (message: Message) => boolean {
  const tray = useTray();
  return useCallback((message) => sendAgain(tray, message.id), [tray]);
}

/** What this member wrote in this workspace and the server has not taken yet. */
export function useTray(): Tray {
  const { id: workspace, user } = useWorkspace();
  return useMemo(() => ({ workspace, user: user.id }), [workspace, user.id]);
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
      author: { kind: 'agent', id: user.id, name: user.name, run: null },
      kind: content.type,
      content: content[content.type],
      preview,
      reply_to: replyTo
        ? { message_id: replyTo.id, wamid: replyTo.wamid ?? '', preview: replyTo.preview, direction: replyTo.direction }
        : null,
      referral: null,
      context: null,
      media: media ?? null,
      submission: null,
      reactions: [],
      status: 'queued',
      status_at: at,
      error: null,
      sent_at: at,
      edited_at: null,
      revoked_at: null,
      undo_until: null,
      duplicated_at: null,
      created_at: at,
    },
  };
}
