// What became of every event for one webhook, the latest first; what did not arrive can be sent again.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { RotateCcw, Send } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type DeliveryState, type Webhook, webhooks } from '~/api/webhooks';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Select } from '~/ui/select';
import { Skeleton } from '~/ui/skeleton';
import { toast } from '~/ui/toast';
import { WebhookDeliveryRow } from './webhook-delivery-row';
import { host } from './webhook-row';

/** Failed deliveries are kept so long. */
const KEPT_MS = 30 * 86_400_000;

export function WebhookLog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const [state, setState] = useState<DeliveryState | 'all'>('all');
  const list = useInfiniteQuery(webhooks.deliveries(id, webhook.id, state === 'all' ? null : state));
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  const onError = (error: unknown) => toast({ title: asProblem(error).detail, tone: 'danger' });
  const test = useMutation({ ...webhooks.test(id), onError });
  const all = useMutation({
    ...webhooks.redeliverFailed(id, webhook.id),
    onError,
    onSettled: () => void list.refetch(),
  });
  const refusal = webhook.state === 'active' ? null : t`Nothing is sent while it is off.`;
  const sendFailed = () =>
    all.mutate(new Date(Date.now() - KEPT_MS).toISOString(), {
      onSuccess: ({ count }) =>
        toast({
          title: count === 0 ? t`Nothing has failed.` : t`Sent again: ${count}`,
        }),
    });
  return (
    <Dialog open onClose={onClose} size="lg" title={t`Deliveries to ${host(webhook.url)}`}>
      <div className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center gap-2">
          <div className="w-44">
            <Select<DeliveryState | 'all'>
              label={t`Which`}
              value={state}
              onChange={setState}
              options={[
                { value: 'all', label: t`All` },
                { value: 'delivered', label: t`Arrived` },
                { value: 'pending', label: t`Waiting` },
                { value: 'failed', label: t`Failed` },
              ]}
            />
          </div>
          <span className="ms-auto flex flex-wrap gap-2">
            <Button size="sm" icon={RotateCcw} busy={all.isPending} disabledReason={refusal} onClick={sendFailed}>
              <Trans>Send failed again</Trans>
            </Button>
            <Button
              size="sm"
              icon={Send}
              busy={test.isPending}
              disabledReason={refusal}
              onClick={() => test.mutate(webhook.id)}
            >
              <Trans>Send a test</Trans>
            </Button>
          </span>
        </div>
        {list.isPending && <Skeleton className="h-40" />}
        {list.isError && <ProblemNote problem={asProblem(list.error)} />}
        {list.isSuccess && rows.length === 0 && (
          <p className="py-8 text-center text-13 text-fg-3">
            {state === 'all' ? (
              <Trans>Nothing was sent yet. A test shows whether your server can be reached.</Trans>
            ) : (
              <Trans>There is nothing like that within the last 30 days.</Trans>
            )}
          </p>
        )}
        {rows.length > 0 && (
          <ul aria-label={t`Deliveries`} className="divide-y divide-line rounded-card border border-line">
            {rows.map((delivery) => (
              <WebhookDeliveryRow key={delivery.id} webhook={webhook.id} delivery={delivery} refusal={refusal} />
            ))}
          </ul>
        )}
        {list.hasNextPage && (
          <Button
            size="sm"
            className="self-center"
            busy={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            <Trans>Show older ones</Trans>
          </Button>
        )}
        {list.isSuccess && (
          <p role="status" className="sr-only">
            <Plural value={rows.length} one="# delivery" other="# deliveries" />
          </p>
        )}
      </div>
    </Dialog>
  );
}
