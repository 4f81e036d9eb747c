// What became of the submissions that were handed on to one address; what failed can be sent again.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type Forward, forwards } from '~/api/submissions';
import { exact, moment } from '~/lib/dates';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Skeleton } from '~/ui/skeleton';
import { toast } from '~/ui/toast';

export function DeliveriesDialog({ forward, onClose }: { forward: Forward; onClose(): void }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const list = useQuery({ ...forwards.deliveries(id, forward.id), refetchInterval: 10_000 });
  const again = useMutation({
    ...forwards.redeliver(id),
    onSuccess: () => {
      toast({ title: t`It is sent again.` });
      void list.refetch();
    },
    onError: (error) => toast({ tone: 'danger', title: asProblem(error).detail }),
  });
  const tone = (state: string) =>
    state === 'delivered' ? 'success' : state === 'failed' || state === 'dead' ? 'danger' : 'neutral';
  return (
    <Dialog open onClose={onClose} size="lg" title={t`Deliveries to “${forward.name}”`}>
      {list.isPending && <Skeleton className="h-32" />}
      {list.isError && <p className="text-13 text-danger">{asProblem(list.error).detail}</p>}
      {list.data?.length === 0 && (
        <p className="py-6 text-center text-13 text-fg-3">
          <Trans>Nothing was handed on yet.</Trans>
        </p>
      )}
      <ul className="flex flex-col">
        {list.data?.map((one) => {
          const state = one.state ?? (typeof one.status === 'string' ? one.status : '');
          const at = one.at ?? one.created_at ?? '';
          return (
            <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b py-2 text-13">
              <Badge tone={tone(state)}>{state}</Badge>
              {typeof one.status === 'number' && <span className="tabular-nums">{one.status}</span>}
              {at !== '' && (
                <time dateTime={at} data-tooltip={exact(at)} className="text-fg-3">
                  {moment(at)}
                </time>
              )}
              {(one.attempts ?? 0) > 1 && (
                <span className="text-fg-3">
                  <Trans>Attempts {one.attempts}</Trans>
                </span>
              )}
              {one.error && <span className="min-w-0 text-danger">{one.error}</span>}
              <Button size="sm" icon={RotateCcw} className="ms-auto" onClick={() => again.mutate(one.id)}>
                <Trans>Send again</Trans>
              </Button>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
