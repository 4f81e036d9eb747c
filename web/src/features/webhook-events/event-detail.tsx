// One delivery in full, with its raw JSON; what failed can be replayed or put aside.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Repeat, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { webhookEvents } from '~/api/operations';
import { ProblemNote } from '~/layouts/form/problem-note';
import { exact } from '~/lib/dates';
import { Button } from '~/ui/button';
import { confirm } from '~/ui/confirm';
import { Dialog } from '~/ui/dialog';
import { JsonView } from '~/ui/json-view';
import { Skeleton } from '~/ui/skeleton';
import { toast } from '~/ui/toast';
import { fields, number, text } from '~/whatsapp/read';
import { StateBadge } from './state-badge';

export function EventDetail({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useLingui();
  const { id: workspace, can } = useWorkspace();
  const event = useQuery({ ...webhookEvents.get(workspace, id ?? ''), enabled: id !== null });
  const onError = (error: unknown) => toast({ title: asProblem(error).detail, tone: 'danger' });
  const replay = useMutation({ ...webhookEvents.replay(workspace), onError });
  const discard = useMutation({ ...webhookEvents.discard(workspace), onError });
  const refusal = can.permission('webhook_events:manage');
  const isDead = event.data?.state === 'dead';
  const notDead = isDead ? null : t`Only failed deliveries can be replayed or discarded.`;

  const again = async () => {
    if (id === null) return;
    const sure = await confirm({
      title: t`Process this delivery again?`,
      body: t`It is worked on from the beginning. What it did before is recognised, so nothing doubles.`,
      action: t`Replay`,
      tone: 'primary',
    });
    if (!sure) return;
    replay.mutate(id, {
      onSuccess: () => {
        toast({ title: t`Queued again`, tone: 'success' });
        onClose();
      },
    });
  };
  const putAside = async () => {
    if (id === null) return;
    const sure = await confirm({
      title: t`Discard this delivery?`,
      body: t`What it carries will not appear in the inbox. The bytes are kept.`,
      action: t`Discard`,
    });
    if (sure) discard.mutate(id, { onSuccess: onClose });
  };

  return (
    <Dialog
      open={id !== null}
      onClose={onClose}
      size="lg"
      title={t`Delivery`}
      description={event.data && exact(event.data.received_at)}
      footer={
        event.data && (
          <>
            <Button
              icon={Trash2}
              busy={discard.isPending}
              disabledReason={refusal ?? notDead}
              onClick={() => void putAside()}
            >
              <Trans>Discard</Trans>
            </Button>
            <Button
              variant="primary"
              icon={Repeat}
              busy={replay.isPending}
              disabledReason={refusal ?? notDead}
              onClick={() => void again()}
            >
              <Trans>Replay</Trans>
            </Button>
          </>
        )
      }
    >
      {event.isError && <ProblemNote problem={asProblem(event.error)} />}
      {event.isPending && id !== null && <Skeleton className="h-60" />}
      {event.data && (
        <div className="flex flex-col gap-4">
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5 text-13">
            <Fact name={t`State`}>
              <StateBadge state={event.data.state} />
            </Fact>
            <Fact name={t`Id`}>
              <code dir="ltr" className="break-all font-mono text-12">
                {event.data.id}
              </code>
            </Fact>
            <Fact name={t`Carries`}>{event.data.fields.join(', ') || '–'}</Fact>
            <Fact name={t`Items`}>{t`${event.data.new_item_count} new of ${event.data.item_count}`}</Fact>
            <Fact name={t`Delivered`}>
              <Plural value={event.data.delivery_count} one="once" other="# times" />
            </Fact>
            {event.data.done_at && <Fact name={t`Processed`}>{exact(event.data.done_at)}</Fact>}
            <Attempts event={event.data} />
          </dl>
          {event.data.error && (
            <p role="alert" className="rounded-control bg-danger-soft px-3 py-2 text-13 text-danger">
              {event.data.error.detail} <code className="font-mono text-12">{event.data.error.code}</code>
            </p>
          )}
          <JsonView label={t`Body of the delivery`} value={event.data.body} className="md:max-h-[28rem]" />
        </div>
      )}
    </Dialog>
  );
}

function Attempts({ event }: { event: unknown }) {
  const { t } = useLingui();
  const { attempts, next_attempt_at } = fields(event);
  const count = number(attempts);
  const next = text(next_attempt_at);
  if (count === null) return null;
  return <Fact name={t`Tries`}>{next === null ? String(count) : t`${count}, next ${exact(next)}`}</Fact>;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-fg-3">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
