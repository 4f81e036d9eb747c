// What can be done from a bubble in the inbox, as one stable object (bubbles are memoised).
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { media } from '~/api/media';
import { receiveMessage } from '~/api/message-cache';
import { messages } from '~/api/messages';
import type { Conversation } from '~/api/schema';
import { toast } from '~/ui/toast';
import type { BubbleActions } from '~/whatsapp/actions';
import { useResend } from './use-send';

export function useBubbleActions(conversation: Conversation, onJump: (message: string) => void): BubbleActions {
  const { id: ws, can } = useWorkspace();
  const { mutate: retry } = useMutation(messages.retry(ws));
  const { mutate: resolve } = useMutation(messages.resolve(ws));
  const { mutate: react } = useMutation(messages.react(ws));
  const { mutate: download } = useMutation(media.download(ws));
  const resend = useResend();
  const navigate = useNavigate();
  const maySend = can.has('messages:send');
  const mayReact = can.react(conversation) === null;
  const mayOpenForms = can.has('wa_flows:read') && can.has('submissions:read');
  const showRaw = can.has('webhook_events:read');

  return useMemo((): BubbleActions => {
    const report = (error: unknown) => {
      const problem = asProblem(error);
      toast({ title: problem.detail, tone: 'danger', ...(problem.remedy && { description: problem.remedy }) });
    };
    return {
      onQuote: onJump,
      onOpenRun: (run, step) =>
        void navigate({ to: '/w/$ws/runs/$run', params: { ws, run }, search: step === null ? {} : { step } }),
      ...(mayOpenForms && {
        onOpenSubmission: (flow, submission) =>
          void navigate({
            to: '/w/$ws/wa-flows/$flow/$tab',
            params: { ws, flow, tab: 'submissions' },
            search: { submission },
          }),
      }),
      showRaw,
      ...(maySend && {
        onRetry: (message) => {
          if (!resend(message)) retry(message.id, { onError: report });
        },
        onResolve: (message, as) => resolve({ message: message.id, as }, { onError: report }),
        onDownloadAgain: (message) => {
          if (!message.media) return;
          download(message.media.id, {
            onSuccess: (file) => receiveMessage(ws, { ...message, media: file }),
            onError: report,
          });
        },
      }),
      ...(mayReact && { onRemoveReaction: (message) => react({ message, emoji: null }, { onError: report }) }),
    };
  }, [ws, navigate, onJump, mayOpenForms, showRaw, maySend, mayReact, retry, resolve, react, download, resend]);
}
