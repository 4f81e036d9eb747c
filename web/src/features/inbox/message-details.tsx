// What happened to one message: ids, every status with its time, every attempt, price, and the delivery it came from.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { messages } from '~/api/messages';
import type { Message } from '~/api/schema';
import { exact } from '~/lib/dates';
import { Dialog } from '~/ui/dialog';
import { Skeleton } from '~/ui/skeleton';
import { statusNames } from './status-names';

export default function MessageDetails({
  message,
  open,
  onClose,
}: {
  message: Message;
  open: boolean;
  onClose: () => void;
}) {
  const { t } = useLingui();
  return (
    <Dialog open={open} onClose={onClose} title={t`Message details`} placement="end">
      <div className="flex flex-col gap-5 text-13">
        <dl className="flex flex-col gap-2">
          <Fact name={t`Kind`}>{message.kind}</Fact>
          <Fact name={t`Sent`}>{exact(message.sent_at)}</Fact>
          <Fact name={t`Author`}>
            <bdi>{message.author.name ?? message.author.kind}</bdi>
          </Fact>
          <Fact name={t`PrismWA id`} code>
            {message.id}
          </Fact>
          {message.wamid && (
            <Fact name={t`WhatsApp id`} code>
              {message.wamid}
            </Fact>
          )}
        </dl>
        {message.error && (
          <div className="rounded-control bg-danger-soft p-3 text-danger">
            <p className="font-medium">{message.error.title}</p>
            <p>{message.error.detail}</p>
            {message.error.remedy && <p className="mt-1">{message.error.remedy}</p>}
            <p className="mt-1 text-12">
              <Trans>Code {message.error.code}</Trans>
            </p>
          </div>
        )}
        {open && <History message={message.id} />}
      </div>
    </Dialog>
  );
}

function History({ message }: { message: string }) {
  const { t, i18n } = useLingui();
  const { id: ws } = useWorkspace();
  const history = useQuery(messages.history(ws, message));
  if (history.isPending) return <Skeleton className="h-24 w-full" />;
  if (history.isError) return <p className="text-danger">{asProblem(history.error).detail}</p>;
  const { statuses, attempts, webhook_event_id: delivery } = history.data;
  // Meta's own word stands where it is not one of ours.
  const nameOf = (status: string) => {
    const known = Object.entries(statusNames).find(([name]) => name === status)?.[1];
    return known ? i18n._(known) : status;
  };
  return (
    <>
      {statuses.length > 0 && (
        <Section title={t`Status`}>
          {statuses.map((entry) => (
            <Line
              key={`${entry.status} ${entry.at}`}
              name={nameOf(entry.status)}
              at={entry.at}
              note={entry.error?.title ?? priceOf(entry.pricing)}
            />
          ))}
        </Section>
      )}
      {attempts.length > 0 && (
        <Section title={t`Attempts`}>
          {attempts.map((entry) => (
            <Line
              key={entry.attempt}
              name={t`Attempt ${entry.attempt}: ${entry.outcome}`}
              at={entry.started_at}
              note={[entry.http_status && `HTTP ${entry.http_status}`, entry.error?.title].filter(Boolean).join(' · ')}
            />
          ))}
        </Section>
      )}
      {delivery && (
        <dl>
          <Fact name={t`Webhook event`} code>
            {delivery}
          </Fact>
        </dl>
      )}
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold text-12 text-fg-3">{title}</h3>
      <ol className="flex flex-col gap-2 border-line border-s ps-3">{children}</ol>
    </section>
  );
}

function Line({ name, at, note }: { name: string; at: string; note: string | null }) {
  return (
    <li className="flex flex-col">
      <span className="font-medium">{name}</span>
      <time dateTime={at} className="text-12 text-fg-3">
        {exact(at)}
      </time>
      {note && <span className="text-12 text-fg-2">{note}</span>}
    </li>
  );
}

function Fact({ name, code, children }: { name: string; code?: boolean; children: ReactNode }) {
  return (
    <div className="flex flex-col">
      <dt className="text-12 text-fg-3">{name}</dt>
      <dd dir={code ? 'ltr' : undefined} className={code ? 'break-all text-start font-mono text-12' : undefined}>
        {children}
      </dd>
    </div>
  );
}

/** Meta's price note: category and whether it was billed. */
function priceOf(pricing: unknown): string | null {
  if (typeof pricing !== 'object' || pricing === null) return null;
  const parts = ['category', 'type', 'pricing_model'].map((key) => Reflect.get(pricing, key));
  return parts.filter((part): part is string => typeof part === 'string').join(' · ') || null;
}
