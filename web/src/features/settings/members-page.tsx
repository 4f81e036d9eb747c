// Settings of the team: who is in it, what they may do, and taking that away.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { UserPlus } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { members } from '~/api/team';
import { ProblemNote } from '~/layouts/form/problem-note';
import { SettingsPage } from '~/layouts/form/settings-page';
import { Button, buttonClass } from '~/ui/button';
import { Skeleton } from '~/ui/skeleton';
import { MemberRow } from './member-row';
import { roles, useRoleWords } from './roles';

export default function MembersSettingsPage() {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const team = useQuery(members.list(id));
  const words = useRoleWords();
  return (
    <SettingsPage
      title={t`Members`}
      intro={t`People with access to this workspace.`}
      actions={
        can.has('invitations:manage') && (
          <Link
            to="/w/$ws/settings/$section"
            params={{ ws: id, section: 'invitations' }}
            className={buttonClass({ variant: 'primary' })}
          >
            <UserPlus aria-hidden="true" className="size-4" strokeWidth={1.75} />
            <Trans>Invite people</Trans>
          </Link>
        )
      }
    >
      <div className="flex flex-col gap-6">
        {team.isPending && [0, 1, 2].map((row) => <Skeleton key={row} className="h-14" />)}
        {team.isError && (
          <div className="flex flex-col items-start gap-3">
            <ProblemNote problem={asProblem(team.error)} />
            <Button onClick={() => void team.refetch()}>
              <Trans>Try again</Trans>
            </Button>
          </div>
        )}
        {team.data && (
          <ul aria-label={t`Members`} className="divide-y divide-line rounded-card border border-line bg-surface">
            {team.data.map((member) => (
              <MemberRow key={member.user_id} member={member} team={team.data} />
            ))}
          </ul>
        )}
        <details className="rounded-card border border-line px-4 py-3">
          <summary className="touch-target cursor-pointer font-medium text-13">
            <Trans>What each role may do</Trans>
          </summary>
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2 pt-3 text-13">
            {roles.map((role) => (
              <div key={role} className="col-span-2 grid grid-cols-subgrid">
                <dt className="font-medium">{words[role].name}</dt>
                <dd className="text-fg-2">{words[role].about}</dd>
              </div>
            ))}
          </dl>
        </details>
      </div>
    </SettingsPage>
  );
}
