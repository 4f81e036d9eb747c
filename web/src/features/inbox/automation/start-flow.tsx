// Starts a flow in this conversation: flows that offer a button to agents, with the little form some of them ask.
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight, Workflow } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { runs } from '~/api/flow-runs';
import { type FlowView, flows } from '~/api/flows';
import type { Graph, JsonObject } from '~/api/flows-types';
import type { Conversation } from '~/api/schema';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { EmptyState } from '~/ui/empty-state';
import { Skeleton } from '~/ui/skeleton';
import { toast } from '~/ui/toast';
import { type FormSchema, fieldsOf, missing, SchemaForm } from './schema-form';

interface Props {
  conversation: Conversation;
  open: boolean;
  onClose: () => void;
}

export default function StartFlow({ conversation, open, onClose }: Props) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const [chosen, setChosen] = useState<FlowView | null>(null);
  const [input, setInput] = useState<JsonObject>({});
  const version = useQuery({
    ...flows.version(ws, chosen?.id ?? '', chosen?.live_version?.number ?? 0),
    enabled: chosen?.live_version != null,
  });
  const start = useMutation(runs.start(ws));
  const form = fieldsOf(version.data && manualForm(version.data.graph));
  const lacking = missing(form, input);
  const close = () => {
    setChosen(null);
    setInput({});
    start.reset();
    onClose();
  };
  const go = () => {
    if (!chosen) return;
    start.mutate(
      { conversation: conversation.id, flow: chosen.id, ...(form.length > 0 && { input }) },
      {
        onSuccess: () => {
          toast({ title: t`${chosen.name} was started`, tone: 'success' });
          close();
        },
      },
    );
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      size="sm"
      title={chosen ? chosen.name : t`Start a flow`}
      description={chosen?.description || t`With ${conversation.contact.display_name}`}
      footer={
        chosen && (
          <>
            <Button onClick={() => setChosen(null)}>
              <Trans>Back</Trans>
            </Button>
            <Button
              variant="primary"
              busy={start.isPending}
              disabledReason={
                version.isPending ? t`A moment…` : lacking.length > 0 ? t`Fill in: ${lacking.join(', ')}` : null
              }
              onClick={go}
            >
              <Trans>Start flow</Trans>
            </Button>
          </>
        )
      }
    >
      {chosen ? (
        <div className="flex flex-col gap-4">
          {version.isPending && <Skeleton className="h-16" />}
          {version.isSuccess && form.length === 0 && (
            <p className="text-13 text-fg-2">
              <Trans>It starts at once and asks nothing before.</Trans>
            </p>
          )}
          <SchemaForm form={form} value={input} onChange={setInput} />
          {start.isError && <ProblemNote problem={asProblem(start.error)} />}
        </div>
      ) : (
        <Choices onChoose={setChosen} />
      )}
    </Dialog>
  );
}

function Choices({ onChoose }: { onChoose: (flow: FlowView) => void }) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const list = useInfiniteQuery(flows.list(ws, { state: 'live' }));
  const offered = (list.data?.pages ?? [])
    .flatMap((page) => page.data)
    .filter(({ triggers }) => triggers.includes('manual'));
  if (list.isPending) return <Skeleton className="h-24" />;
  if (list.isError) return <ProblemNote problem={asProblem(list.error)} />;
  if (offered.length === 0) {
    return (
      <EmptyState
        icon={Workflow}
        title={t`No flow offers itself to agents`}
        action={
          <Link to="/w/$ws/flows" params={{ ws }} className="font-medium text-13 text-accent-text hover:underline">
            <Trans>Open flows</Trans>
          </Link>
        }
      >
        <Trans>A live flow with the trigger “Manual” can be started from here.</Trans>
      </EmptyState>
    );
  }
  return (
    <ul className="-mx-2 flex flex-col">
      {offered.map((flow) => (
        <li key={flow.id}>
          <button
            type="button"
            onClick={() => onChoose(flow)}
            className="flex min-h-11 w-full items-center gap-3 rounded-control px-2 py-1.5 text-start hover:bg-hover"
          >
            <Workflow aria-hidden="true" className="size-4 shrink-0 text-accent-text" strokeWidth={1.75} />
            <span className="min-w-0 flex-1">
              <bdi className="block truncate font-medium text-14">{flow.name}</bdi>
              {flow.description && <bdi className="line-clamp-2 text-12 text-fg-3">{flow.description}</bdi>}
            </span>
            <ChevronRight aria-hidden="true" className="mirror size-4 shrink-0 text-fg-3" />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The form of the first trigger that is a button for agents. */
export function manualForm(graph: Graph): FormSchema | null {
  const triggers = graph.nodes.find(({ type }) => type === 'start')?.config.triggers;
  if (!Array.isArray(triggers)) return null;
  for (const trigger of triggers) {
    if (typeof trigger !== 'object' || trigger === null || Array.isArray(trigger)) continue;
    const { type, form } = trigger;
    if (type === 'manual' && typeof form === 'object' && form !== null && !Array.isArray(form))
      return form as FormSchema;
  }
  return null;
}
