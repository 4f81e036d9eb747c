// Where submissions are handed on to: addresses with a mapping of fields, a dry try on a real submission, and what became of deliveries.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ListChecks, PencilLine, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type Forward, forwards } from '~/api/submissions';
import type { WaFlowOutline } from '~/api/wa-flows';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { confirm } from '~/ui/confirm';
import { IconButton } from '~/ui/icon-button';
import { Skeleton } from '~/ui/skeleton';
import { toast } from '~/ui/toast';
import { DeliveriesDialog } from './deliveries-dialog';
import { ForwardDialog } from './forward-dialog';

interface Props {
  flow: string;
  outline: WaFlowOutline | null;
  locked: string | null;
}

export function Forwards({ flow, outline, locked }: Props) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const list = useQuery(forwards.list(id, flow));
  const [edited, setEdited] = useState<Forward | 'new' | null>(null);
  const [looked, setLooked] = useState<Forward | null>(null);
  const failed = (error: unknown) => toast({ tone: 'danger', title: asProblem(error).detail });
  const remove = useMutation({ ...forwards.remove(id), onError: failed });
  const update = useMutation({ ...forwards.update(id), onError: failed });
  const erase = async (forward: Forward) => {
    const sure = await confirm({
      title: t`Delete “${forward.name}”?`,
      body: t`Submissions are no longer handed on there. What waits is dropped.`,
      action: t`Delete`,
    });
    if (sure) remove.mutate(forward.id);
  };
  return (
    <div className="flex flex-col gap-3">
      {list.isPending && <Skeleton className="h-16" />}
      {list.isError && <p className="text-13 text-danger">{asProblem(list.error).detail}</p>}
      {list.data?.length === 0 && (
        <p className="text-13 text-fg-3">
          <Trans>Submissions stay here. Hand them on to your own systems as they come in.</Trans>
        </p>
      )}
      <ul className="flex flex-col gap-2">
        {list.data?.map((forward) => (
          <li key={forward.id} className="flex flex-wrap items-center gap-3 rounded-card border border-line px-3 py-2">
            <div className="min-w-0 flex-1">
              <p className="flex items-center gap-2 font-medium text-14">
                <bdi className="truncate">{forward.name}</bdi>
                {!forward.enabled && (
                  <Badge tone="outline">
                    <Trans>Off</Trans>
                  </Badge>
                )}
              </p>
              <p dir="ltr" className="truncate font-mono text-12 text-fg-3">
                {forward.method} {forward.url}
              </p>
            </div>
            <Button
              size="sm"
              disabledReason={locked}
              onClick={() => update.mutate({ id: forward.id, enabled: !forward.enabled })}
            >
              {forward.enabled ? <Trans>Turn off</Trans> : <Trans>Turn on</Trans>}
            </Button>
            <IconButton icon={ListChecks} label={t`Deliveries`} onClick={() => setLooked(forward)} />
            <IconButton
              icon={PencilLine}
              label={t`Change`}
              disabledReason={locked}
              onClick={() => setEdited(forward)}
            />
            <IconButton icon={Trash2} label={t`Delete`} disabledReason={locked} onClick={() => void erase(forward)} />
          </li>
        ))}
      </ul>
      <div>
        <Button icon={Plus} disabledReason={locked} onClick={() => setEdited('new')}>
          <Trans>Hand on to an address</Trans>
        </Button>
      </div>
      {edited !== null && (
        <ForwardDialog
          flow={flow}
          forward={edited === 'new' ? null : edited}
          outline={outline}
          onClose={() => setEdited(null)}
        />
      )}
      {looked && <DeliveriesDialog forward={looked} locked={locked} onClose={() => setLooked(null)} />}
    </div>
  );
}
