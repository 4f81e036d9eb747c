// Settings of canned replies: everybody's and one's own, to find, write and remove.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { MessageSquareText, PenLine, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { type CannedReply, cannedReplies } from '~/api/canned-replies';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { ProblemNote } from '~/layouts/form/problem-note';
import { SettingsPage } from '~/layouts/form/settings-page';
import { Button } from '~/ui/button';
import { confirm } from '~/ui/confirm';
import { EmptyState } from '~/ui/empty-state';
import { IconButton } from '~/ui/icon-button';
import { SearchBox } from '~/ui/search-box';
import { Skeleton } from '~/ui/skeleton';
import { toast } from '~/ui/toast';
import { CannedDialog } from './canned-dialog';

/** With fewer than this, eyes find faster than typing. */
const SEARCH_FROM = 8;

export default function CannedSettingsPage() {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const list = useQuery(cannedReplies.list(id));
  const [wanted, setWanted] = useState('');
  const [editing, setEditing] = useState<CannedReply | 'new' | null>(null);
  const create = (
    <Button
      variant="primary"
      icon={Plus}
      disabledReason={can.permission('canned_replies:write')}
      onClick={() => setEditing('new')}
    >
      <Trans>New canned reply</Trans>
    </Button>
  );
  const all = list.data ?? [];
  const found = all.filter((reply) => fits(reply, wanted));
  return (
    <SettingsPage
      title={t`Canned replies`}
      intro={t`Texts you write often. Type / in a reply to insert one; variables are filled with what is known about the contact.`}
      actions={all.length > 0 ? create : null}
    >
      <div className="flex flex-col gap-6">
        {list.isPending && [0, 1, 2].map((row) => <Skeleton key={row} className="h-14" />)}
        {list.isError && (
          <div className="flex flex-col items-start gap-3">
            <ProblemNote problem={asProblem(list.error)} />
            <Button onClick={() => void list.refetch()}>
              <Trans>Try again</Trans>
            </Button>
          </div>
        )}
        {list.data && all.length === 0 && (
          <EmptyState icon={MessageSquareText} title={t`No canned replies yet`} action={create}>
            <Trans>For example “/hours” for when you are open, or “/refund” for how returns work.</Trans>
          </EmptyState>
        )}
        {all.length >= SEARCH_FROM && (
          <SearchBox label={t`Search canned replies`} value={wanted} onChange={setWanted} className="max-w-96" />
        )}
        {all.length > 0 && found.length === 0 && (
          <p className="text-14 text-fg-2">
            <Trans>No canned reply matches “{wanted}”.</Trans>
          </p>
        )}
        <Group
          title={t`For everybody`}
          replies={found.filter(({ shared }) => shared)}
          refusal={can.permission('canned_replies:manage')}
          onEdit={setEditing}
        />
        <Group
          title={t`Only for you`}
          replies={found.filter(({ shared }) => !shared)}
          refusal={can.permission('canned_replies:write')}
          onEdit={setEditing}
        />
      </div>
      {editing !== null && (
        <CannedDialog
          key={editing === 'new' ? 'new' : editing.id}
          reply={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </SettingsPage>
  );
}

function fits(reply: CannedReply, wanted: string): boolean {
  const needle = wanted.replace(/^\//, '').toLocaleLowerCase();
  return [reply.shortcut, reply.title, reply.body].some((text) => text.toLocaleLowerCase().includes(needle));
}

interface GroupProps {
  title: string;
  replies: CannedReply[];
  refusal: string | null;
  onEdit: (reply: CannedReply) => void;
}

function Group({ title, replies, refusal, onEdit }: GroupProps) {
  if (replies.length === 0) return null;
  return (
    <section>
      <h2 className="pb-2 font-semibold text-14">{title}</h2>
      <ul aria-label={title} className="divide-y divide-line rounded-card border border-line bg-surface">
        {replies.map((reply) => (
          <ReplyRow key={reply.id} reply={reply} refusal={refusal} onEdit={() => onEdit(reply)} />
        ))}
      </ul>
    </section>
  );
}

function ReplyRow({ reply, refusal, onEdit }: { reply: CannedReply; refusal: string | null; onEdit: () => void }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const remove = useMutation({
    ...cannedReplies.delete(id),
    onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }),
  });
  const ask = async () => {
    const sure = await confirm({
      title: t`Delete /${reply.shortcut}?`,
      body: reply.shared ? t`Nobody in the workspace can insert it any more.` : t`You cannot insert it any more.`,
      action: t`Delete canned reply`,
    });
    if (sure) remove.mutate(reply.id);
  };
  return (
    <li className="flex items-center gap-2 py-2 ps-4 pe-2">
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <p className="flex min-w-0 items-baseline gap-2 text-14">
          <bdi className="shrink-0 font-medium text-accent-text">/{reply.shortcut}</bdi>
          <bdi className="min-w-0 truncate">{reply.title}</bdi>
        </p>
        <p dir="auto" className="truncate text-13 text-fg-3">
          {reply.body}
        </p>
      </div>
      <IconButton icon={PenLine} label={t`Edit /${reply.shortcut}`} disabledReason={refusal} onClick={onEdit} />
      <IconButton
        icon={Trash2}
        label={t`Delete /${reply.shortcut}`}
        disabledReason={refusal}
        onClick={() => void ask()}
      />
    </li>
  );
}
