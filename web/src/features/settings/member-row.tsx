// One member: role, whether they are here, disable and remove. What is not allowed is disabled with the reason.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Crown, EllipsisVertical, UserRoundCheck, UserRoundX } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import type { Member, Role } from '~/api/schema';
import { members } from '~/api/team';
import { Avatar } from '~/ui/avatar';
import { Badge } from '~/ui/badge';
import { confirm } from '~/ui/confirm';
import { IconButton } from '~/ui/icon-button';
import { Menu } from '~/ui/menu';
import { Select } from '~/ui/select';
import { toast } from '~/ui/toast';
import { mayManage, roles, useRoleWords } from './roles';

const TransferDialog = lazy(() => import('./transfer-dialog'));

export function MemberRow({ member, team }: { member: Member; team: readonly Member[] }) {
  const { t } = useLingui();
  const { id, user, membership, can } = useWorkspace();
  const words = useRoleWords();
  const update = useMutation({ ...members.update(id), onError: tell });
  const remove = useMutation({ ...members.remove(id), onError: tell });
  const [transferring, setTransferring] = useState(false);
  const self = member.user_id === user.id;
  const refusal = refusalFor(member);

  function refusalFor(other: Member): string | null {
    const role = can.permission('members:manage');
    if (role) return role;
    if (!mayManage(membership.role, other.role)) return t`Only owners may change an owner.`;
    return isLastOwner(other, team) ? t`The last owner must stay. Make somebody else an owner first.` : null;
  }
  const setDisabled = async (disabled: boolean) => {
    const sure =
      !disabled ||
      (await confirm({
        title: t`Disable ${member.name}?`,
        body: t`They are signed out of this workspace at once and cannot come back until they are enabled again. Their conversations stay assigned.`,
        action: t`Disable`,
      }));
    if (sure) update.mutate({ user: member.user_id, disabled });
  };
  const removeMember = async () => {
    const sure = await confirm({
      title: self ? t`Leave this workspace?` : t`Remove ${member.name}?`,
      body: self
        ? t`You lose access at once. Somebody must invite you to come back.`
        : t`They lose access at once. What they wrote stays, and their conversations go back to the queue.`,
      action: self ? t`Leave` : t`Remove`,
    });
    if (sure) remove.mutate(member.user_id);
  };

  const ownRole = self ? t`Nobody changes their own role.` : null;
  const roleRefusal = refusal ?? ownRole;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <span className="relative">
        <Avatar id={member.user_id} name={member.name} className={member.disabled ? 'grayscale' : ''} />
        {member.online && (
          <span
            role="img"
            aria-label={t`Online`}
            className="absolute end-0 bottom-0 size-2.5 rounded-full border-2 border-surface bg-success"
          />
        )}
      </span>
      <div className="min-w-0 flex-1 basis-44">
        <p className="flex flex-wrap items-center gap-x-2 font-medium">
          <bdi className="truncate">{member.name}</bdi>
          {self && <Badge>{t`You`}</Badge>}
          {member.disabled && <Badge tone="warning">{t`Disabled`}</Badge>}
          {member.second_factor && <Badge tone="success">{t`Second factor`}</Badge>}
        </p>
        <p className="truncate text-13 text-fg-3">
          <bdi dir="ltr">{member.email}</bdi>
        </p>
      </div>
      <div className="flex items-center gap-1" data-tooltip={roleRefusal ?? undefined}>
        {roleRefusal === null ? (
          <div className="w-32">
            <Select<Role>
              label={t`Role of ${member.name}`}
              value={member.role}
              onChange={(role) => update.mutate({ user: member.user_id, role })}
              options={roles
                .filter((role) => mayManage(membership.role, role))
                .map((role) => ({ value: role, label: words[role].name, note: words[role].about }))}
            />
          </div>
        ) : (
          <span className="w-32 px-3 text-14 text-fg-2">{words[member.role].name}</span>
        )}
        <Menu
          label={t`More for ${member.name}`}
          align="end"
          entries={[
            {
              kind: 'item',
              id: 'disable',
              label: member.disabled ? t`Enable` : t`Disable…`,
              icon: member.disabled ? UserRoundCheck : UserRoundX,
              disabledReason: refusal ?? (self ? t`You cannot disable yourself.` : null),
              onSelect: () => void setDisabled(!member.disabled),
            },
            {
              kind: 'item',
              id: 'transfer',
              label: t`Transfer ownership…`,
              icon: Crown,
              disabledReason:
                can.permission('workspace:transfer') ??
                (self ? t`You own it already.` : null) ??
                (member.role === 'OWNER' ? t`They are an owner already.` : null) ??
                (member.disabled ? t`Enable them first.` : null),
              onSelect: () => setTransferring(true),
            },
            {
              kind: 'item',
              id: 'remove',
              label: self ? t`Leave workspace…` : t`Remove…`,
              icon: UserRoundX,
              tone: 'danger',
              disabledReason: refusal,
              onSelect: () => void removeMember(),
            },
          ]}
          trigger={(props) => <IconButton {...props} icon={EllipsisVertical} label={t`More for ${member.name}`} />}
        />
      </div>
      {transferring && (
        <Suspense fallback={null}>
          <TransferDialog member={member} onClose={() => setTransferring(false)} />
        </Suspense>
      )}
    </li>
  );
}

function isLastOwner(member: Member, team: readonly Member[]): boolean {
  return (
    member.role === 'OWNER' &&
    !member.disabled &&
    team.filter((other) => other.role === 'OWNER' && !other.disabled).length === 1
  );
}

function tell(error: unknown): void {
  const problem = asProblem(error);
  toast({ title: problem.detail, tone: 'danger', ...(problem.remedy && { description: problem.remedy }) });
}
