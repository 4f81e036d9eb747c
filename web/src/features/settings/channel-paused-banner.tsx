// Sending is paused: why, and the way out. What waits goes on by itself, in its order, once Meta accepts the number again.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { channel } from '~/api/channel';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { queryClient } from '~/api/query-client';
import type { Channel } from '~/api/schema';
import { ago } from '~/lib/dates';
import { useNow } from '~/lib/use-now';
import { Button } from '~/ui/button';
import { toast } from '~/ui/toast';

export function ChannelPausedBanner({ degraded }: { degraded: NonNullable<Channel['degraded']> }) {
  const { t } = useLingui();
  const now = useNow();
  const { id: ws, can } = useWorkspace();
  const check = useMutation(channel.check(ws));
  const test = () =>
    check.mutate(undefined, {
      onSuccess: (checks) => {
        const token = checks.find(({ id }) => id === 'token');
        if (token?.ok) toast({ title: t`Meta accepts the token: sending goes on.`, tone: 'success' });
        else
          toast({
            title: token?.detail ?? t`Meta still refuses the token.`,
            tone: 'danger',
            ...(token?.remedy && { description: token.remedy }),
          });
        void queryClient.invalidateQueries({ queryKey: ['channel', ws] });
      },
      onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }),
    });
  return (
    <div
      role="alert"
      className="flex flex-wrap items-start gap-x-3 gap-y-2 rounded-card bg-danger-soft px-3 py-2 text-13 text-danger"
    >
      <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-48 flex-1">
        <p className="font-semibold">
          <Trans>Sending is paused</Trans>
        </p>
        <p>{degraded.detail}</p>
        <p>
          <Trans>Nothing is lost: what waits goes by itself once the token works again.</Trans>
        </p>
        <p className="text-12">
          {ago(degraded.at, now)} · <code className="font-mono">{degraded.code}</code>
        </p>
      </div>
      <Button size="sm" busy={check.isPending} disabledReason={can.permission('channel:manage')} onClick={test}>
        <Trans>Check the token</Trans>
      </Button>
    </div>
  );
}
