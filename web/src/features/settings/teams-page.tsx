// Settings of teams: who is in each, and how its conversations find their people.
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { PenLine, Plus, Trash2, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { members } from '~/api/team';
import { type Team, teams } from '~/api/teams';
import { ProblemNote } from '~/layouts/form/problem-note';
import { SettingsPage } from '~/layouts/form/settings-page';
import { Avatar } from '~/ui/avatar';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { confirm } from '~/ui/confirm';
import { EmptyState } from '~/ui/empty-state';
import { IconButton } from '~/ui/icon-button';
import { Skeleton } from '~/ui/skeleton';
import { toast } from '~/ui/toast';
import { TeamDialog } from './team-dialog';

export default function TeamsSettingsPage() {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const list = useQuery(teams.list(id));
  const [editing, setEditing] = useState<Team | 'new' | null>(null);
  const refusal = can.permission('teams:manage');
  const create = (
    <Button variant="primary" icon={Plus} disabledReason={refusal} onClick={() => setEditing('new')}>
      <Trans>New team</Trans>
    </Button>
  );
  return (
    <SettingsPage
      title={t`Teams`}
      intro={t`A team has its own view in the inbox, and can hand its conversations to its members in turn.`}
      actions={list.data?.length ? create : null}
    >
      {list.isPending && [0, 1].map((row) => <Skeleton key={row} className="my-2 h-16" />)}
      {list.isError && (
        <div className="flex flex-col items-start gap-3">
          <ProblemNote problem={asProblem(list.error)} />
          <Button onClick={() => void list.refetch()}>
            <Trans>Try again</Trans>
          </Button>
        </div>
      )}
      {list.data?.length === 0 && (
        <EmptyState icon={UsersRound} title={t`No teams yet`} action={create}>
          <Trans>For example “Sales” and “Support”. Without teams everybody shares one queue.</Trans>
        </EmptyState>
      )}
      {list.data && list.data.length > 0 && (
        <ul aria-label={t`Teams`} className="divide-y divide-line rounded-card border border-line bg-surface">
          {list.data.map((team) => (
            <TeamRow key={team.id} team={team} refusal={refusal} onEdit={() => setEditing(team)} />
          ))}
        </ul>
      )}
      {editing !== null && (
        <TeamDialog
          key={editing === 'new' ? 'new' : editing.id}
          team={editing === 'new' ? null : editing}
          takesNewNow={list.data?.find((team) => team.takes_new) ?? null}
          onClose={() => setEditing(null)}
        />
      )}
    </SettingsPage>
  );
}

function TeamRow({ team, refusal, onEdit }: { team: Team; refusal: string | null; onEdit: () => void }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const { data: people = [] } = useQuery(members.list(id));
  const remove = useMutation({
    ...teams.delete(id),
    onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }),
  });
  const ask = async () => {
    const sure = await confirm({
      title: t`Delete the team ${team.name}?`,
      body: t`Its conversations stay with whoever has them, and belong to no team.`,
      action: t`Delete team`,
    });
    if (sure) remove.mutate(team.id);
  };
  const inIt = team.members.flatMap(({ user_id }) => people.find((person) => person.user_id === user_id) ?? []);
  const rule = {
    off: t`People take conversations themselves`,
    online: t`In turn to members who are online`,
    everyone: t`In turn to every member`,
  }[team.hands_out];
  return (
    <li className="flex items-center gap-2 py-3 ps-4 pe-2">
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p className="flex min-w-0 flex-wrap items-center gap-2 text-14">
          <bdi className="min-w-0 truncate font-medium">{team.name}</bdi>
          {team.takes_new && (
            <Badge tone="accent">
              <Trans>Takes what is new</Trans>
            </Badge>
          )}
        </p>
        <p className="text-13 text-fg-3">
          {rule} · {plural(team.members.length, { one: '# member', other: '# members' })}
        </p>
      </div>
      <span className="hidden -space-x-1.5 md:flex rtl:space-x-reverse">
        {inIt.slice(0, 5).map((person) => (
          <Avatar key={person.user_id} id={person.user_id} name={person.name} size="sm" />
        ))}
      </span>
      <IconButton icon={PenLine} label={t`Edit ${team.name}`} disabledReason={refusal} onClick={onEdit} />
      <IconButton icon={Trash2} label={t`Delete ${team.name}`} disabledReason={refusal} onClick={() => void ask()} />
    </li>
  );
}
