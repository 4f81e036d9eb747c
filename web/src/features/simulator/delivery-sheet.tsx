// One delivery in full: where it went, its signature, each attempt, and the bytes.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Repeat } from 'lucide-react';
import type { ReactNode } from 'react';
import { exact } from '~/lib/dates';
import { fileSize } from '~/lib/format';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { JsonView } from '~/ui/json-view';
import { Skeleton } from '~/ui/skeleton';
import { control } from './control';
import { StateBadge } from './event-log';
import { simulator } from './queries';
import { attempt } from './use-phone';

export function DeliverySheet({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useLingui();
  const { data: delivery } = useQuery({ ...simulator.delivery(id ?? ''), enabled: id !== null });
  return (
    <Dialog
      open={id !== null}
      onClose={onClose}
      size="lg"
      title={t`Delivery`}
      description={delivery ? exact(delivery.at) : undefined}
      footer={
        delivery && (
          <Button icon={Repeat} onClick={() => void attempt(control.redeliver(delivery.id), onClose)}>
            <Trans>Deliver the same bytes again</Trans>
          </Button>
        )
      }
    >
      {delivery ? (
        <div className="flex flex-col gap-4">
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-13">
            <Fact name={t`State`}>
              <StateBadge delivery={delivery} />
            </Fact>
            <Fact name={t`Carries`}>
              <ul className="font-mono text-12">
                {delivery.what.map((what) => (
                  <li key={what} dir="ltr" className="text-start">
                    {what}
                  </li>
                ))}
              </ul>
            </Fact>
            <Fact name={t`Sent to`}>
              <Code>{delivery.url || '–'}</Code>
            </Fact>
            <Fact name={t`Signature`}>
              <Code>{delivery.signature || '–'}</Code>
            </Fact>
            {delivery.copy_of && (
              <Fact name={t`Copy of`}>
                <Code>{delivery.copy_of}</Code>
              </Fact>
            )}
            <Fact name={t`Size`}>{fileSize(delivery.size)}</Fact>
          </dl>
          <section>
            <h3 className="pb-1 font-semibold text-12 text-fg-3">
              <Trans>Attempts</Trans>
            </h3>
            <ol className="text-13">
              {delivery.attempts.map((one, index) => (
                <li key={one.at} className="flex gap-3 border-line border-b py-1 last:border-b-0">
                  <span className="text-fg-3">{index + 1}.</span>
                  <span className={one.status === 200 ? 'text-success' : 'text-danger'}>
                    {one.status ?? one.error ?? t`no answer`}
                  </span>
                  <span className="ms-auto text-fg-3">{t`${one.ms} ms`}</span>
                </li>
              ))}
              {delivery.attempts.length === 0 && (
                <li className="text-fg-3">
                  <Trans>None yet.</Trans>
                </li>
              )}
            </ol>
          </section>
          <JsonView label={t`Body of the webhook`} value={delivery.body ?? ''} className="md:max-h-96" />
        </div>
      ) : (
        <Skeleton className="h-60" />
      )}
    </Dialog>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-fg-3">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

function Code({ children }: { children: string }) {
  return (
    <code dir="ltr" className="block break-all text-start font-mono text-12">
      {children}
    </code>
  );
}
