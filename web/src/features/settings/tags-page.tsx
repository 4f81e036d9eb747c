// Settings of tags: the labels on contacts, their names and colours.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { PenLine, Plus, TagIcon, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import type { Tag } from '~/api/schema';
import { tags } from '~/api/team';
import { ProblemNote } from '~/layouts/form/problem-note';
import { SettingsPage } from '~/layouts/form/settings-page';
import { TagChip } from '~/ui/badge';
import { Button } from '~/ui/button';
import { confirm } from '~/ui/confirm';
import { EmptyState } from '~/ui/empty-state';
import { IconButton } from '~/ui/icon-button';
import { Skeleton } from '~/ui/skeleton';
import { toast } from '~/ui/toast';
import { TagDialog } from './tag-dialog';

export default function TagsSettingsPage() {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const list = useQuery(tags.list(id));
  const [editing, setEditing] = useState<Tag | 'new' | null>(null);
  const refusal = can.permission('tags:manage');
  const create = (
    <Button variant="primary" icon={Plus} disabledReason={refusal} onClick={() => setEditing('new')}>
      <Trans>New tag</Trans>
    </Button>
  );
  return (
    <SettingsPage
      title={t`Tags`}
      intro={t`Labels on contacts, to find and sort them by.`}
      actions={list.data?.length ? create : null}
    >
      {list.isPending && [0, 1, 2].map((row) => <Skeleton key={row} className="my-2 h-10" />)}
      {list.isError && (
        <div className="flex flex-col items-start gap-3">
          <ProblemNote problem={asProblem(list.error)} />
          <Button onClick={() => void list.refetch()}>
            <Trans>Try again</Trans>
          </Button>
        </div>
      )}
      {list.data?.length === 0 && (
        <EmptyState icon={TagIcon} title={t`No tags yet`} action={create}>
          <Trans>For example “vip”, “refund” or “wholesale”.</Trans>
        </EmptyState>
      )}
      {list.data && list.data.length > 0 && (
        <ul aria-label={t`Tags`} className="divide-y divide-line rounded-card border border-line bg-surface">
          {list.data.map((tag) => (
            <TagRow key={tag.id} tag={tag} refusal={refusal} onEdit={() => setEditing(tag)} />
          ))}
        </ul>
      )}
      {editing !== null && (
        <TagDialog
          key={editing === 'new' ? 'new' : editing.id}
          tag={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </SettingsPage>
  );
}

function TagRow({ tag, refusal, onEdit }: { tag: Tag; refusal: string | null; onEdit: () => void }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const remove = useMutation({
    ...tags.delete(id),
    onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }),
  });
  const ask = async () => {
    const sure = await confirm({
      title: t`Delete the tag ${tag.name}?`,
      body: t`It is taken off every contact that carries it. The contacts stay.`,
      action: t`Delete tag`,
    });
    if (sure) remove.mutate(tag.id);
  };
  return (
    <li className="flex items-center gap-2 py-2 ps-4 pe-2">
      <span className="min-w-0 flex-1">
        <TagChip name={tag.name} color={tag.color} className="text-12" />
      </span>
      <IconButton icon={PenLine} label={t`Edit ${tag.name}`} disabledReason={refusal} onClick={onEdit} />
      <IconButton icon={Trash2} label={t`Delete ${tag.name}`} disabledReason={refusal} onClick={() => void ask()} />
    </li>
  );
}
