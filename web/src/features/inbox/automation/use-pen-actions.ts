// Taking the pen, giving it back, and ending what automation does, each with what is said afterwards.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { runs } from '~/api/flow-runs';
import { penOf } from '~/api/pen';
import type { Conversation } from '~/api/schema';
import { toast } from '~/ui/toast';

export function usePenActions(conversation: Conversation) {
  const { t } = useLingui();
  const { id: ws, can } = useWorkspace();
  const takeOver = useMutation(runs.takeOver(ws));
  const release = useMutation(runs.release(ws));
  const cancel = useMutation(runs.cancel(ws));
  const pen = penOf(conversation);
  const name = conversation.contact.display_name;
  const refusal = can.permission('messages:send');

  const onError = (error: unknown) => {
    const problem = asProblem(error);
    toast({ title: problem.detail, tone: 'danger', ...(problem.remedy && { description: problem.remedy }) });
  };
  const giveBack = (resume: boolean) =>
    release.mutate(
      { conversation: conversation.id, resume },
      {
        onError,
        onSuccess: () =>
          toast({
            title: resume ? t`Automation goes on with ${name}` : t`${name} is with nobody now`,
            description: resume ? t`It continues where it stood.` : t`The next message may start a flow again.`,
            tone: 'success',
          }),
      },
    );

  return {
    pen,
    refusal,
    busy: takeOver.isPending || release.isPending || cancel.isPending,

    /** The run pauses where it stands; nothing it decided before leaves any more. */
    takeOver(done?: () => void) {
      takeOver.mutate(conversation.id, {
        onError,
        onSuccess: () => {
          done?.();
          toast({
            title: t`You are talking to ${name} now`,
            description: t`Automation is paused and sends nothing more.`,
            tone: 'success',
            ...(pen.run && { action: { label: t`Undo`, onClick: () => giveBack(true) } }),
          });
        },
      });
    },
    resume: () => giveBack(true),
    release: () => giveBack(false),
    stop() {
      if (pen.run)
        cancel.mutate(pen.run.id, {
          onError,
          onSuccess: () => toast({ title: t`The run was ended`, tone: 'success' }),
        });
    },

    /** `P`: takes the pen from automation, or gives it back. */
    toggle() {
      if (refusal) return toast({ title: refusal, tone: 'danger', timeout: 6000 });
      switch (pen.kind) {
        case 'bot':
          return this.takeOver();
        case 'human':
        case 'phone_app':
          return giveBack(pen.run !== null);
        case 'none':
          return toast({ title: t`No automation is running here`, timeout: 4000 });
      }
    },
  };
}
