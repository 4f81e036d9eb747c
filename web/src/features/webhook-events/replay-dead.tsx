// Another try for everything that failed, a bounded number at a time, after a question.
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Repeat } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { webhookEvents } from '~/api/operations';
import { Button } from '~/ui/button';
import { confirm } from '~/ui/confirm';
import { toast } from '~/ui/toast';
import { filterOf, type WebhookEventsSearch } from './search';

export function ReplayDead({ search, dead }: { search: WebhookEventsSearch; dead: number }) {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const replay = useMutation(webhookEvents.replayDead(id));
  if (dead === 0) return null;
  const again = async () => {
    const sure = await confirm({
      title: t`Process what failed again?`,
      body: t`The oldest 200 failed deliveries that fit the filters are processed again. What they did before is recognised, so nothing doubles.`,
      action: t`Replay`,
      tone: 'primary',
    });
    if (!sure) return;
    const { field, from, to } = filterOf(search);
    replay.mutate(
      { ...(field && { field }), ...(from && { from }), ...(to && { to }) },
      {
        onSuccess: ({ replayed, more }) =>
          toast({
            title: plural(replayed, { one: '# delivery queued again', other: '# deliveries queued again' }),
            ...(more && { description: t`There are more: press it again for the next ones.` }),
            tone: 'success',
          }),
        onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }),
      },
    );
  };
  return (
    <Button
      size="sm"
      icon={Repeat}
      busy={replay.isPending}
      disabledReason={can.permission('webhook_events:manage')}
      onClick={() => void again()}
    >
      <Trans>Replay all failed</Trans>
    </Button>
  );
}
