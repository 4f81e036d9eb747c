// One delivery: what came of it in a line, and opened what was sent and what was answered.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronRight, RotateCcw } from 'lucide-react';
import { useId, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type WebhookDelivery, webhooks } from '~/api/webhooks';
import { ProblemNote } from '~/layouts/form/problem-note';
import { exact, moment, upcoming } from '~/lib/dates';
import { useNow } from '~/lib/use-now';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { CopyButton } from '~/ui/copy-button';
import { JsonView } from '~/ui/json-view';
import { Skeleton } from '~/ui/skeleton';
import { toast } from '~/ui/toast';

interface RowProps {
  webhook: string;
  delivery: WebhookDelivery;
  /** Why nothing can be sent now. */
  refusal: string | null;
}

export function WebhookDeliveryRow({ webhook, delivery, refusal }: RowProps) {
  const { t } = useLingui();
  const panel = useId();
  const [open, setOpen] = useState(false);
  const { event, state, status, created_at: at } = delivery;
  const Chevron = open ? ChevronDown : ChevronRight;
  const word = state === 'delivered' ? t`Arrived` : state === 'failed' ? t`Failed` : t`Waiting`;
  const tone = state === 'delivered' ? 'success' : state === 'failed' ? 'danger' : 'warning';
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={open ? panel : undefined}
        onClick={() => setOpen(!open)}
        className="ring-inside flex w-full flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-start text-13 hover:bg-hover coarse:min-h-11"
      >
        <Chevron aria-hidden="true" className="size-4 shrink-0 text-fg-3 rtl:-scale-x-100" />
        <Badge tone={tone}>{word}</Badge>
        <code dir="ltr" className="min-w-0 font-mono text-12 break-all">
          {event}
        </code>
        {status !== null && <span className="text-fg-3 tabular-nums">{status}</span>}
        <time dateTime={at} data-tooltip={exact(at)} className="ms-auto text-fg-3">
          {moment(at)}
        </time>
      </button>
      {open && (
        <div id={panel} className="flex flex-col gap-3 px-3 pt-1 pb-4">
          <Opened webhook={webhook} delivery={delivery} refusal={refusal} />
        </div>
      )}
    </li>
  );
}

function Opened({ webhook, delivery: listed, refusal }: RowProps) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const now = useNow();
  const whole = useQuery(webhooks.delivery(id, webhook, listed.id));
  const again = useMutation({
    ...webhooks.redeliver(id, webhook),
    onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }),
  });
  const delivery = whole.data ?? listed;
  const { attempts, ms, next_attempt_at: next, tried_at: tried, problem, answer } = delivery;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-12 text-fg-2">
        <span>{t`Tries: ${attempts}`}</span>
        {tried && (
          <span>
            <Trans>Last tried {exact(tried)}</Trans>
          </span>
        )}
        {ms !== null && <span className="tabular-nums">{t`${ms} ms`}</span>}
        {next && (
          <span>
            <Trans>Next try {upcoming(next, now)}</Trans>
          </span>
        )}
        <span className="flex min-w-0 items-center gap-1">
          <code dir="ltr" className="min-w-0 font-mono break-all">
            {delivery.id}
          </code>
          <CopyButton
            text={delivery.id}
            label={t`Copy`}
            className="flex shrink-0 items-center gap-1 rounded-badge text-accent-text hover:underline"
          />
        </span>
        <Button
          size="sm"
          icon={RotateCcw}
          className="ms-auto"
          busy={again.isPending}
          disabledReason={refusal}
          onClick={() => again.mutate(listed.id)}
        >
          <Trans>Send again</Trans>
        </Button>
      </div>
      {problem && <p className="text-13 text-danger break-words">{problem}</p>}
      {answer !== null && answer !== '' && (
        <section className="flex flex-col gap-1">
          <h3 className="font-medium text-12 text-fg-2">
            <Trans>What was answered</Trans>
          </h3>
          <JsonView label={t`What was answered`} value={answer} className="max-h-60" />
        </section>
      )}
      <section className="flex flex-col gap-1">
        <h3 className="font-medium text-12 text-fg-2">
          <Trans>What is sent</Trans>
        </h3>
        {whole.isPending && <Skeleton className="h-24" />}
        {whole.isError && <ProblemNote problem={asProblem(whole.error)} />}
        {whole.data?.body !== undefined && (
          <JsonView label={t`What is sent`} value={whole.data.body} className="max-h-80" />
        )}
      </section>
    </>
  );
}
