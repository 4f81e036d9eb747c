// Keeps a piece of writing for its time. If the server refuses, the words go back to the composer.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { refreshScheduled, scheduled } from '~/api/scheduled';
import { upcoming } from '~/lib/dates';
import { newId } from '~/lib/ids';
import { toast } from '~/ui/toast';
import type { Piece } from '../use-send';
import { restoreDraft } from './restored-drafts';

export function useSendLater(conversation: string): (piece: Piece, at: Date) => void {
  const { t } = useLingui();
  const { id: ws, user } = useWorkspace();
  const { mutate } = useMutation({
    ...scheduled.create(ws),
    // Here and not at the call: another conversation may be on the page by then.
    onSuccess: (_answer, { conversation, send_at }) => {
      refreshScheduled(ws, conversation);
      toast({ title: t`Will be sent ${upcoming(send_at, Date.now())}`, tone: 'success' });
    },
    onError: (error, { conversation, preview, content }) => {
      const problem = asProblem(error);
      if (content.type === 'text') restoreDraft(user.id, conversation, preview);
      toast({ title: problem.detail, tone: 'danger', ...(problem.remedy && { description: problem.remedy }) });
    },
  });
  return useCallback(
    ({ content, preview, replyTo }, at) =>
      mutate({
        id: newId('msg_'),
        conversation,
        content,
        preview,
        reply_to_id: replyTo?.id ?? null,
        send_at: at.toISOString(),
      }),
    [conversation, mutate],
  );
}
