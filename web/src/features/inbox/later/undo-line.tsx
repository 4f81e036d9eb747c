// Under a message of one's own that has not left yet: how long it can be taken back, and the two ways to decide.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { removeMessage } from '~/api/message-cache';
import { scheduled } from '~/api/scheduled';
import type { Message } from '~/api/schema';
import { toast } from '~/ui/toast';
import { restoreDraft } from './restored-drafts';

export function UndoLine({ message }: { message: Message }) {
  const { t } = useLingui();
  const { id: ws, user, can } = useWorkspace();
  const left = useSecondsUntil(message.undo_until);
  const { mutate: undo, isPending } = useMutation({
    ...scheduled.undo(ws),
    // Here and not at the call: the message, and this line with it, is gone from the page by then.
    onSuccess: ({ content }, one) => {
      removeMessage(ws, one.conversation_id, one.id);
      const text = textOf(content);
      if (text) restoreDraft(user.id, one.conversation_id, text);
      toast({ title: t`Not sent` });
    },
    onError: (error) => {
      const problem = asProblem(error);
      toast({ title: problem.detail, tone: 'danger', ...(problem.remedy && { description: problem.remedy }) });
    },
  });
  const { mutate: release } = useMutation(scheduled.release(ws));
  if (left <= 0 || message.status !== 'queued' || !can.has('messages:send')) return null;
  const button = 'touch-target rounded-badge px-1 font-semibold text-accent-text hover:underline';
  return (
    <p className="flex items-center justify-end gap-1 px-4 pt-0.5 text-12 text-fg-2">
      <span role="timer" className="tabular-nums">
        <Trans>Leaves in {left} s</Trans>
      </span>
      <button type="button" disabled={isPending} className={button} onClick={() => undo(message)}>
        <Trans>Undo</Trans>
      </button>
      <button type="button" className={button} onClick={() => release(message)}>
        <Trans>Send now</Trans>
      </button>
    </p>
  );
}

/** Whole seconds until then, counted down; 0 once it is over. */
function useSecondsUntil(until: string | null | undefined): number {
  const [now, setNow] = useState(() => Date.now());
  const left = until ? Math.max(0, Math.ceil((Date.parse(until) - now) / 1000)) : 0;
  const running = left > 0;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [running]);
  return left;
}

/** The words of what was taken back: of a text, or the caption of a file. */
function textOf(content: unknown): string {
  if (typeof content !== 'object' || content === null || !('type' in content)) return '';
  const inner: unknown = Reflect.get(content, String(content.type));
  if (typeof inner !== 'object' || inner === null) return '';
  const words = 'body' in inner ? inner.body : 'caption' in inner ? inner.caption : '';
  return typeof words === 'string' ? words : '';
}
