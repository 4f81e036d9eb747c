// Settings of contact fields: which fields contacts have, of what type, in which order.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, PenLine, Plus, TextCursorInput, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { type CustomField, customFields } from '~/api/custom-fields';
import { asProblem } from '~/api/errors';
import { ProblemNote } from '~/layouts/form/problem-note';
import { SettingsPage } from '~/layouts/form/settings-page';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { confirm } from '~/ui/confirm';
import { EmptyState } from '~/ui/empty-state';
import { IconButton } from '~/ui/icon-button';
import { Skeleton } from '~/ui/skeleton';
import { toast } from '~/ui/toast';
import { FieldDialog } from './field-dialog';
import { useFieldKinds } from './field-kinds';

export default function FieldsSettingsPage() {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const list = useQuery(customFields.list(id));
  const [editing, setEditing] = useState<CustomField | 'new' | null>(null);
  const refusal = can.permission('custom_fields:manage');
  const create = (
    <Button variant="primary" icon={Plus} disabledReason={refusal} onClick={() => setEditing('new')}>
      <Trans>New field</Trans>
    </Button>
  );
  return (
    <SettingsPage
      title={t`Contact fields`}
      intro={t`What your team keeps about each contact, with a type that is checked.`}
      actions={list.data?.length ? create : null}
    >
      {list.isPending && [0, 1, 2].map((row) => <Skeleton key={row} className="my-2 h-12" />)}
      {list.isError && (
        <div className="flex flex-col items-start gap-3">
          <ProblemNote problem={asProblem(list.error)} />
          <Button onClick={() => void list.refetch()}>
            <Trans>Try again</Trans>
          </Button>
        </div>
      )}
      {list.data?.length === 0 && (
        <EmptyState icon={TextCursorInput} title={t`No fields yet`} action={create}>
          <Trans>For example “Price plan” with choices, “Birthday” with a date, or “Orders” with a number.</Trans>
        </EmptyState>
      )}
      {list.data && list.data.length > 0 && (
        <ol aria-label={t`Contact fields`} className="divide-y divide-line rounded-card border border-line bg-surface">
          {list.data.map((field, at) => (
            <FieldRow
              key={field.id}
              field={field}
              above={list.data[at - 1]}
              below={list.data[at + 1]}
              refusal={refusal}
              onEdit={() => setEditing(field)}
            />
          ))}
        </ol>
      )}
      {editing !== null && (
        <FieldDialog
          key={editing === 'new' ? 'new' : editing.id}
          field={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </SettingsPage>
  );
}

interface RowProps {
  field: CustomField;
  above: CustomField | undefined;
  below: CustomField | undefined;
  refusal: string | null;
  onEdit: () => void;
}

function FieldRow({ field, above, below, refusal, onEdit }: RowProps) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const kinds = useFieldKinds();
  const onError = (error: unknown) => toast({ title: asProblem(error).detail, tone: 'danger' });
  const remove = useMutation({ ...customFields.delete(id), onError });
  const update = useMutation({ ...customFields.update(id), onError });
  const swap = async (other: CustomField | undefined) => {
    if (!other) return;
    await update.mutateAsync({ field: other.id, position: field.position });
    await update.mutateAsync({ field: field.id, position: other.position });
  };
  const ask = async () => {
    const sure = await confirm({
      title: t`Delete the field ${field.label}?`,
      body: t`What contacts have in it stays as an attribute without a type.`,
      action: t`Delete field`,
    });
    if (sure) remove.mutate(field.id);
  };
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-1 py-2 ps-4 pe-2">
      <span className="min-w-0 flex-1 basis-48">
        <span className="flex flex-wrap items-center gap-2">
          <bdi className="truncate font-medium">{field.label}</bdi>
          <Badge>{kinds[field.kind].name}</Badge>
        </span>
        <span className="flex flex-wrap gap-x-2 text-12 text-fg-3">
          <code dir="ltr" className="font-mono">
            {field.key}
          </code>
          {field.choices.length > 0 && <bdi className="min-w-0 truncate">{field.choices.join(' · ')}</bdi>}
        </span>
      </span>
      <span className="flex">
        <IconButton
          icon={ArrowUp}
          label={t`Move ${field.label} up`}
          disabledReason={refusal ?? (above ? null : t`It is the first.`)}
          onClick={() => void swap(above)}
        />
        <IconButton
          icon={ArrowDown}
          label={t`Move ${field.label} down`}
          disabledReason={refusal ?? (below ? null : t`It is the last.`)}
          onClick={() => void swap(below)}
        />
        <IconButton icon={PenLine} label={t`Edit ${field.label}`} disabledReason={refusal} onClick={onEdit} />
        <IconButton
          icon={Trash2}
          label={t`Delete ${field.label}`}
          disabledReason={refusal}
          onClick={() => void ask()}
        />
      </span>
    </li>
  );
}
