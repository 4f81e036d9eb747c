// Settings of AI connections: which language models flows may ask, what they cost this month, and whether they answer.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { MessageCircleQuestion, PenLine, Plus, Sparkles, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type LlmConnection, llmConnections } from '~/api/llm-connections';
import { ProblemNote } from '~/layouts/form/problem-note';
import { SettingsPage } from '~/layouts/form/settings-page';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { confirm } from '~/ui/confirm';
import { EmptyState } from '~/ui/empty-state';
import { IconButton } from '~/ui/icon-button';
import { Skeleton } from '~/ui/skeleton';
import { toast } from '~/ui/toast';
import { LlmDialog } from './llm-dialog';
import { llmKinds, useLlmKinds } from './llm-kinds';
import { LlmTry } from './llm-try';

export default function LlmSettingsPage() {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const list = useQuery(llmConnections.list(id));
  const [editing, setEditing] = useState<LlmConnection | 'new' | null>(null);
  const refusal = can.permission('llm:manage');
  const create = (
    <Button variant="primary" icon={Plus} disabledReason={refusal} onClick={() => setEditing('new')}>
      <Trans>Connect a model</Trans>
    </Button>
  );
  return (
    <SettingsPage
      title={t`AI connections`}
      intro={t`Language models that flows may ask for an answer. What a model writes is only ever text for the customer.`}
      actions={list.data?.length ? create : null}
    >
      {list.isPending && [0, 1].map((row) => <Skeleton key={row} className="my-2 h-20" />)}
      {list.isError && (
        <div className="flex flex-col items-start gap-3">
          <ProblemNote problem={asProblem(list.error)} />
          <Button onClick={() => void list.refetch()}>
            <Trans>Try again</Trans>
          </Button>
        </div>
      )}
      {list.data?.length === 0 && (
        <EmptyState icon={Sparkles} title={t`No language model is connected`} action={create}>
          <Trans>OpenAI and servers like it, Anthropic, Ollama on your own machine, or an AnythingLLM workspace.</Trans>
        </EmptyState>
      )}
      {list.data && list.data.length > 0 && (
        <ul aria-label={t`AI connections`} className="divide-y divide-line rounded-card border border-line bg-surface">
          {list.data.map((connection) => (
            <Row key={connection.id} connection={connection} refusal={refusal} onEdit={() => setEditing(connection)} />
          ))}
        </ul>
      )}
      {editing !== null && (
        <LlmDialog
          key={editing === 'new' ? 'new' : editing.id}
          connection={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </SettingsPage>
  );
}

interface RowProps {
  connection: LlmConnection;
  refusal: string | null;
  onEdit: () => void;
}

function Row({ connection, refusal, onEdit }: RowProps) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const kinds = useLlmKinds();
  const [trying, setTrying] = useState(false);
  const onError = (error: unknown) => toast({ title: asProblem(error).detail, tone: 'danger' });
  const remove = useMutation({ ...llmConnections.delete(id), onError });
  const kind = llmKinds.find((one) => one === connection.kind);
  const ask = async () => {
    const sure = await confirm({
      title: t`Remove the connection ${connection.name}?`,
      body: t`Flows that ask it take their error way from then on. Its key and its figures are forgotten.`,
      action: t`Remove connection`,
    });
    if (sure) remove.mutate(connection.id);
  };
  return (
    <li className="flex flex-col gap-2 py-3 ps-4 pe-2">
      <div className="flex flex-wrap items-start gap-x-2 gap-y-1">
        <span className="min-w-0 flex-1 basis-56">
          <span className="flex flex-wrap items-center gap-2">
            <bdi className="truncate font-medium">{connection.name}</bdi>
            <Badge>{kind ? kinds[kind].name : connection.kind}</Badge>
            {!connection.has_api_key && kind && kinds[kind].takesKey && (
              <Badge tone="warning">
                <Trans>No key</Trans>
              </Badge>
            )}
          </span>
          <span dir="ltr" className="block break-all text-12 text-fg-3">
            {connection.model} · {connection.base_url}
          </span>
        </span>
        <span className="flex">
          <IconButton
            icon={MessageCircleQuestion}
            label={t`Ask ${connection.name} something`}
            disabledReason={refusal}
            pressed={trying}
            onClick={() => setTrying(!trying)}
          />
          <IconButton icon={PenLine} label={t`Edit ${connection.name}`} disabledReason={refusal} onClick={onEdit} />
          <IconButton
            icon={Trash2}
            label={t`Remove ${connection.name}`}
            disabledReason={refusal}
            onClick={() => void ask()}
          />
        </span>
      </div>
      <Usage connection={connection} />
      {trying && <LlmTry connection={connection} />}
    </li>
  );
}

function Usage({ connection }: { connection: LlmConnection }) {
  const { t, i18n } = useLingui();
  const { usage, currency, monthly_budget: budget, input_price: price } = connection;
  const money = (millionths: number) =>
    i18n.number(millionths / 1_000_000, { style: 'currency', currency, maximumFractionDigits: 4 });
  const share = budget ? Math.min(1, usage.cost / budget) : null;
  return (
    <div className="flex flex-col gap-1 text-12 text-fg-2">
      <p className="flex flex-wrap gap-x-3">
        <span>{t`This month: ${i18n.number(usage.calls)} questions`}</span>
        {usage.failures > 0 && (
          <span className="text-danger">{t`${i18n.number(usage.failures)} without an answer`}</span>
        )}
        <span>{t`${i18n.number(usage.input_tokens + usage.output_tokens)} tokens`}</span>
        {price !== null && price !== undefined && (
          <span>{budget ? t`${money(usage.cost)} of ${money(budget)}` : money(usage.cost)}</span>
        )}
      </p>
      {share !== null && (
        <meter
          aria-label={t`Part of the month's budget`}
          min={0}
          max={1}
          value={share}
          className="h-1.5 w-full max-w-80"
        />
      )}
    </div>
  );
}
