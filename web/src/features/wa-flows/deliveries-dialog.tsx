// What became of the submissions that were handed on to one address: how often it was tried, what came back; each can be sent again.
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type Forward, type ForwardDelivery, forwards } from '~/api/submissions';
import { pagesOf } from '~/layouts/list-page';
import { exact, moment } from '~/lib/dates';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Skeleton } from '~/ui/skeleton';
import { toast } from '~/ui/toast';

interface Props {
  forward: Forward;
  locked: string | null;
  onClose(): void;
}

export function DeliveriesDialog({ forward, locked, onClose }: Props) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const list = useInfiniteQuery(forwards.deliveries(id, forward.id));
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  const again = useMutation({
    ...forwards.redeliver(id),
    onSuccess: () => {
      toast({ title: t`It is sent again.` });
      void list.refetch();
    },
    onError: (error) => toast({ tone: 'danger', title: asProblem(error).detail }),
  });
  const { hasMore, onMore } = pagesOf(list);
  return (
    <Dialog
      open
      onClose={onClose}
      size="lg"
      title={t`Deliveries to “${forward.name}”`}
      description={t`What fails is tried again for about a day, then given up with an alert of the number.`}
    >
      {list.isPending && <Skeleton className="h-32" />}
      {list.isError && <p className="text-13 text-danger">{asProblem(list.error).detail}</p>}
      {list.isSuccess && rows.length === 0 && (
        <p className="py-6 text-center text-13 text-fg-3">
          <Trans>Nothing was handed on yet.</Trans>
        </p>
      )}
      <ul className="flex flex-col">
        {rows.map((one) => (
          <li key={one.id} className="border-line border-b py-2 last:border-0">
            <Delivery
              one={one}
              busy={again.isPending && again.variables === one.id}
              locked={locked}
              onAgain={() => again.mutate(one.id)}
            />
          </li>
        ))}
      </ul>
      {hasMore && (
        <Button size="sm" busy={list.isFetchingNextPage} onClick={onMore}>
          <Trans>Show older ones</Trans>
        </Button>
      )}
    </Dialog>
  );
}

interface DeliveryProps {
  one: ForwardDelivery;
  busy: boolean;
  locked: string | null;
  onAgain(): void;
}

function Delivery({ one, busy, locked, onAgain }: DeliveryProps) {
  const { t } = useLingui();
  const states: Record<string, { word: string; tone: 'success' | 'danger' | 'neutral' }> = {
    delivered: { word: t`Delivered`, tone: 'success' },
    failed: { word: t`Given up`, tone: 'danger' },
    pending: { word: one.attempts > 0 ? t`Tried again soon` : t`On its way`, tone: 'neutral' },
  };
  const state = states[one.state] ?? { word: one.state, tone: 'neutral' as const };
  return (
    <div className="flex flex-col gap-1.5 text-13">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={state.tone}>{state.word}</Badge>
        {one.status !== null && (
          <span className="tabular-nums">
            <Trans>Status {one.status}</Trans>
          </span>
        )}
        {one.ms !== null && (
          <span className="text-fg-3 tabular-nums">
            <Trans>{one.ms} ms</Trans>
          </span>
        )}
        <time dateTime={one.created_at} data-tooltip={exact(one.created_at)} className="text-fg-3">
          {moment(one.created_at)}
        </time>
        {one.attempts > 1 && (
          <span className="text-fg-3">
            <Trans>Attempts {one.attempts}</Trans>
          </span>
        )}
        <Button size="sm" icon={RotateCcw} className="ms-auto" busy={busy} disabledReason={locked} onClick={onAgain}>
          <Trans>Send again</Trans>
        </Button>
      </div>
      {one.error !== null && <p className="break-words text-danger">{one.error}</p>}
      {one.response !== null && one.response !== '' && (
        <details>
          <summary className="cursor-pointer text-12 text-fg-3">
            <Trans>What came back</Trans>
          </summary>
          <pre
            dir="ltr"
            className="mt-1 max-h-40 overflow-auto whitespace-pre-wrap break-words rounded-card bg-sunken p-3 font-mono text-12 text-fg-2"
          >
            {one.response}
          </pre>
        </details>
      )}
    </div>
  );
}
