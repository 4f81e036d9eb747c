// All functions: JavaScript of your own that answers forms and is a step of flows.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { KeyRound, Plus, SquareFunction, TriangleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type FunctionView, functions } from '~/api/functions';
import { ProblemNote } from '~/layouts/form/problem-note';
import { ListPage, listState } from '~/layouts/list-page';
import { ago, exact } from '~/lib/dates';
import { useNow } from '~/lib/use-now';
import { Badge } from '~/ui/badge';
import { Button, buttonClass } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { Dialog } from '~/ui/dialog';
import { EmptyState } from '~/ui/empty-state';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';

export default function FunctionsPage() {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const list = useQuery(functions.list(id));
  const rows = list.data ?? [];
  const refusal = can.permission('functions:manage');
  const columns = useColumns();
  const open = (one: { id: string }) =>
    void navigate({ to: '/w/$ws/functions/$function', params: { ws: id, function: one.id } });
  const create = (
    <Button variant="primary" icon={Plus} disabledReason={refusal} onClick={() => setCreating(true)}>
      <Trans>New function</Trans>
    </Button>
  );
  return (
    <ListPage
      title={t`Functions`}
      actions={
        <>
          <Link to="/w/$ws/settings/$section" params={{ ws: id, section: 'secrets' }} className={buttonClass({})}>
            <KeyRound aria-hidden="true" className="size-4" strokeWidth={1.75} />
            <Trans>Secrets</Trans>
          </Link>
          {create}
        </>
      }
      tools={<StatusNote />}
      state={listState(list, rows.length)}
      error={list.error}
      onRetry={() => void list.refetch()}
      fetching={list.isFetching && !list.isPending}
      empty={
        <EmptyState icon={SquareFunction} title={t`No functions yet`} action={create}>
          <Trans>
            A function answers a form, or is a step of a flow. It runs locked up, with nothing but what you allow.
          </Trans>
        </EmptyState>
      }
    >
      <DataTable
        label={t`Functions`}
        rows={rows}
        rowKey={(one) => one.id}
        columns={columns}
        card={(one) => <Card one={one} />}
        onOpen={open}
      />
      {creating && <NewFunction onClose={() => setCreating(false)} onCreated={open} />}
    </ListPage>
  );
}

/** Where the sandbox cannot start, functions are off, and why. */
export function StatusNote() {
  const { id } = useWorkspace();
  const status = useQuery(functions.status(id));
  if (!status.data || status.data.available) return null;
  return (
    <p
      role="alert"
      className="flex w-full items-start gap-2 rounded-control bg-warning-soft px-3 py-2 text-13 text-warning"
    >
      <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <span>
        <Trans>Functions are off on this server: they can be written, not run.</Trans> {status.data.reason}
      </span>
    </p>
  );
}

function NameLink({ one }: { one: FunctionView }) {
  const { id } = useWorkspace();
  return (
    <Link
      to="/w/$ws/functions/$function"
      params={{ ws: id, function: one.id }}
      className="truncate font-medium font-mono text-13 hover:underline"
    >
      {one.name}
    </Link>
  );
}

export function LiveBadge({ one }: { one: Pick<FunctionView, 'live_version' | 'has_changes'> }) {
  return (
    <span className="flex items-center gap-2">
      {one.live_version === null ? (
        <Badge>
          <Trans>Not published</Trans>
        </Badge>
      ) : (
        <Badge tone="success">
          <Trans>Live v{one.live_version}</Trans>
        </Badge>
      )}
      {one.has_changes && one.live_version !== null && (
        <Badge tone="accent">
          <Trans>Changed</Trans>
        </Badge>
      )}
    </span>
  );
}

function useColumns(): Column<FunctionView>[] {
  const { t } = useLingui();
  const now = useNow();
  return [
    {
      id: 'name',
      header: t`Name`,
      width: 'minmax(14rem,1.6fr)',
      cell: (one) => (
        <span className="flex min-w-0 flex-col">
          <NameLink one={one} />
          <span dir="auto" className="truncate text-12 text-fg-3">
            {one.description}
          </span>
        </span>
      ),
    },
    { id: 'state', header: t`State`, width: 'minmax(11rem,1fr)', cell: (one) => <LiveBadge one={one} /> },
    {
      id: 'limits',
      header: t`Limits`,
      width: '9rem',
      cell: (one) => (
        <span className="text-13 text-fg-2 tabular-nums">
          <Trans>
            {one.timeout_ms} ms · {one.memory_mb} MB
          </Trans>
        </span>
      ),
    },
    {
      id: 'updated',
      header: t`Changed`,
      width: '7rem',
      cell: (one) => (
        <time dateTime={one.updated_at} data-tooltip={exact(one.updated_at)} className="text-13 text-fg-3">
          {ago(one.updated_at, now)}
        </time>
      ),
    },
  ];
}

function Card({ one }: { one: FunctionView }) {
  return (
    <div className="flex flex-col gap-1.5">
      <NameLink one={one} />
      <p dir="auto" className="line-clamp-2 text-12 text-fg-3">
        {one.description}
      </p>
      <LiveBadge one={one} />
    </div>
  );
}

function NewFunction({ onClose, onCreated }: { onClose(): void; onCreated(one: FunctionView): void }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const create = useMutation(functions.create(id));
  const problem = create.error ? asProblem(create.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    create.mutate(
      { name: name.trim(), description: description.trim() },
      {
        onSuccess: (made) => {
          onClose();
          onCreated(made);
        },
      },
    );
  };
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={t`New function`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            type="submit"
            form="new-function"
            busy={create.isPending}
            disabledReason={name.trim() === '' ? t`Give it a name.` : null}
          >
            <Trans>Create</Trans>
          </Button>
        </>
      }
    >
      <form id="new-function" onSubmit={submit} className="flex flex-col gap-5">
        <Field label={t`Name`} error={problem?.field('/name')}>
          {(field) => <Input {...field} dir="ltr" value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <Field label={t`What it does`} error={problem?.field('/description')}>
          {(field) => <Input {...field} value={description} onChange={(event) => setDescription(event.target.value)} />}
        </Field>
        <ProblemNote problem={problem && problem.fields.length === 0 ? problem : null} />
      </form>
    </Dialog>
  );
}
