// What the simulated WhatsApp delivered to this server: newest first, with every attempt and its answer.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Send, Webhook } from 'lucide-react';
import { useState } from 'react';
import { asProblem } from '~/api/errors';
import { clock } from '~/lib/dates';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { Skeleton } from '~/ui/skeleton';
import { Switch } from '~/ui/switch';
import { control } from './control';
import { DeliverySheet } from './delivery-sheet';
import { simulator } from './queries';
import type { Delivery, Phone } from './types';
import { attempt } from './use-phone';

export function EventLog({ phone }: { phone: Phone | null }) {
  const { t } = useLingui();
  const [onlyPhone, setOnlyPhone] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const log = useQuery(simulator.deliveries(onlyPhone && phone ? phone.id : null));
  const held = log.data?.deliveries.filter((delivery) => delivery.state === 'held').length ?? 0;
  return (
    <div className="flex min-h-full flex-col">
      <div className="flex flex-col gap-3 border-line border-b px-4 py-3">
        <h2 className="flex items-center gap-2 font-semibold text-13">
          <Webhook aria-hidden="true" className="size-4 text-fg-2" strokeWidth={1.75} />
          <Trans>Deliveries to this server</Trans>
        </h2>
        {phone && <Switch checked={onlyPhone} onChange={setOnlyPhone} label={t`Only about ${phone.name}`} />}
        {held > 0 && (
          <Button size="sm" icon={Send} onClick={() => void attempt(control.release(), () => log.refetch())}>
            <Trans>Release what is held back</Trans>
          </Button>
        )}
      </div>
      {log.isPending && [0, 1, 2, 3].map((row) => <Skeleton key={row} className="mx-4 mt-3 h-9" />)}
      {log.isError && (
        <p role="alert" className="p-4 text-13 text-danger">
          {asProblem(log.error).detail}
        </p>
      )}
      {log.data?.deliveries.length === 0 && (
        <EmptyState icon={Webhook} title={t`Nothing was delivered yet`}>
          <Trans>Write something on the phone: each message becomes a signed webhook.</Trans>
        </EmptyState>
      )}
      <ul aria-label={t`Deliveries`}>
        {log.data?.deliveries.map((delivery) => (
          <li key={delivery.id}>
            <Row delivery={delivery} onOpen={() => setOpen(delivery.id)} />
          </li>
        ))}
      </ul>
      <DeliverySheet id={open} onClose={() => setOpen(null)} />
    </div>
  );
}

function Row({ delivery, onOpen }: { delivery: Delivery; onOpen: () => void }) {
  const { t } = useLingui();
  const [first, ...more] = delivery.what.map(shortened);
  return (
    <button
      type="button"
      className="ring-inside flex w-full items-start gap-3 border-line border-b px-4 py-2 text-start hover:bg-hover"
      onClick={onOpen}
    >
      <span className="w-14 shrink-0 pt-px text-11 text-fg-3">{clock(delivery.at)}</span>
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="truncate text-13">
          <bdi>{first ?? t`empty`}</bdi>
          {more.length > 0 && <span className="text-fg-3"> +{more.length}</span>}
        </span>
        <span className="flex flex-wrap items-center gap-1.5">
          <StateBadge delivery={delivery} />
          {delivery.copy_of && <Badge tone="outline">{t`copy`}</Badge>}
        </span>
      </span>
    </button>
  );
}

export function StateBadge({ delivery }: { delivery: Delivery }) {
  const { t } = useLingui();
  const tries = delivery.attempts.length;
  const last = delivery.attempts.at(-1);
  switch (delivery.state) {
    case 'answered':
      return <Badge tone="success">{tries > 1 ? t`200 after ${tries} attempts` : t`200 in ${last?.ms ?? 0} ms`}</Badge>;
    case 'waiting':
      return <Badge tone="warning">{tries === 0 ? t`on its way` : t`tried ${tries} times`}</Badge>;
    case 'gave_up':
      return <Badge tone="danger">{t`given up`}</Badge>;
    case 'held':
      return <Badge tone="accent">{t`held back`}</Badge>;
    case 'no_callback':
      return <Badge tone="danger">{t`nobody subscribed`}</Badge>;
  }
}

/** "message text wamid.HBgN…" without most of the id. */
function shortened(what: string): string {
  return what.replace(/\s*wamid\.(\S*)/g, (_, id: string) => ` …${id.replace(/=+$/, '').slice(-4)}`);
}
