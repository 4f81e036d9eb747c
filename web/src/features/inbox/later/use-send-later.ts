// Keeps a piece of writing for its time. If the server refuses, the words go back to the composer.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { scheduled } from '~/api/scheduled';
import { upcoming } from '~/lib/dates';
import { newId } from '~/lib/ids';
import { toast } from '~/ui/toast';
import type { Piece } from '../use-send';
import { restoreDraft } from './restored-drafts';

export function useSendLater(conversation: string): (piece: Piece, at: Date) => void {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const { mutate } = useMutation(scheduled.create(ws));
  return useCallback(
    ({ content, preview, replyTo }, at) => {
      const later = {
        id: newId('msg_'),
        conversation,
        content,
        reply_to_id: replyTo?.id ?? null,
        send_at: at.toISOString(),
      };
      mutate(later, {
        onSuccess: () => toast({ title: t`Will be sent ${upcoming(at.getTime(), Date.now())}`, tone: 'success' }),
        onError: (error) => {
          const problem = asProblem(error);
          if (content.type === 'text') restoreDraft(conversation, preview);
          toast({ title: problem.detail, tone: 'danger', ...(problem.remedy && { description: problem.remedy }) });
        },
      });
    },
    [conversation, mutate, t],
  );
}
