// Makes the simulated WhatsApp misbehave on purpose: what goes wrong now, and adding more.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Bug, Leaf, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { asProblem } from '~/api/errors';
import { queryClient } from '~/api/query-client';
import { Button } from '~/ui/button';
import { IconButton } from '~/ui/icon-button';
import { Skeleton } from '~/ui/skeleton';
import { control } from './control';
import { FaultForm } from './fault-form';
import { useFaultTitle } from './fault-titles';
import { simulator } from './queries';
import type { Fault, FaultKind } from './types';
import { attempt } from './use-phone';

const refresh = () => queryClient.invalidateQueries(simulator.faults());
const places = ['webhook', 'graph', 'phone', 'media'] as const;

export function FaultPanel() {
  const { t } = useLingui();
  const faults = useQuery(simulator.faults());
  const kinds = useQuery(simulator.faultKinds());
  const [adding, setAdding] = useState<FaultKind | null>(null);
  const error = faults.error ?? kinds.error;
  const placeNames = {
    webhook: t`Webhooks to this server`,
    graph: t`Answers to our calls`,
    phone: t`Delivery to phones`,
    media: t`Files`,
  };

  if (error) {
    return (
      <p role="alert" className="p-4 text-13 text-danger">
        {asProblem(error).detail}
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-4 p-4">
      <section className="flex flex-col gap-2">
        <div className="flex items-center justify-between gap-2">
          <h2 className="font-semibold text-13">
            <Trans>Going wrong now</Trans>
          </h2>
          {(faults.data?.length ?? 0) > 0 && (
            <Button size="sm" variant="ghost" icon={Leaf} onClick={() => void attempt(control.calm(), refresh)}>
              <Trans>Calm down</Trans>
            </Button>
          )}
        </div>
        {faults.isPending && <Skeleton className="h-10" />}
        {faults.data?.length === 0 && (
          <p className="rounded-card bg-success-soft px-3 py-2 text-13 text-success">
            <Trans>Nothing: WhatsApp behaves.</Trans>
          </p>
        )}
        <ul className="flex flex-col gap-1.5">
          {faults.data?.map((fault) => (
            <ActiveFault key={fault.id} fault={fault} />
          ))}
        </ul>
      </section>
      {places.map((place) => (
        <section key={place} className="flex flex-col gap-1">
          <h2 className="font-semibold text-12 text-fg-3">{placeNames[place]}</h2>
          <ul>
            {kinds.data
              ?.filter((kind) => kind.where === place)
              .map((kind) => (
                <li key={kind.kind} className="border-line border-b last:border-b-0">
                  {adding?.kind === kind.kind ? (
                    <FaultForm kind={kind} onDone={() => setAdding(null)} onAdded={refresh} />
                  ) : (
                    <FaultChoice kind={kind} onAdd={() => setAdding(kind)} />
                  )}
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function FaultChoice({ kind, onAdd }: { kind: FaultKind; onAdd: () => void }) {
  const { t } = useLingui();
  const title = useFaultTitle()(kind.kind);
  return (
    <div className="flex items-start gap-2 py-2">
      <div className="min-w-0 flex-1">
        <p className="font-medium text-13">{title}</p>
        <p className="text-12 text-fg-3">{kind.says}</p>
      </div>
      <IconButton icon={Plus} size="sm" label={t`Add: ${title}`} onClick={onAdd} />
    </div>
  );
}

function ActiveFault({ fault }: { fault: Fault }) {
  const { t } = useLingui();
  const title = useFaultTitle()(fault.kind);
  const { id, kind, used, rate, times, business: _business, ...settings } = fault;
  const share = rate === undefined || rate === 1 ? null : t`${Math.round(rate * 100)} % of the time`;
  const left = times === undefined || times === null ? t`until removed` : t`${times} more`;
  const details = Object.entries(settings).map(
    ([name, value]) => `${name} ${Array.isArray(value) ? value.join(', ') : String(value)}`,
  );
  return (
    <li data-kind={kind} className="flex items-start gap-2 rounded-card bg-danger-soft py-1.5 ps-3 pe-1.5">
      <Bug aria-hidden="true" className="mt-1 size-4 shrink-0 text-danger" strokeWidth={1.75} />
      <div className="min-w-0 flex-1 py-0.5">
        <p className="font-medium text-13">{title}</p>
        <p className="text-12 text-fg-2">
          {[...details, share, left, t`used ${used} times`].filter(Boolean).join(' · ')}
        </p>
      </div>
      <IconButton
        icon={X}
        size="sm"
        label={t`Remove: ${title}`}
        onClick={() => void attempt(control.removeFault(id), refresh)}
      />
    </li>
  );
}
