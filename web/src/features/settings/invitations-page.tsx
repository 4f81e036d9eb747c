// Settings of invitations: make a link for somebody, see which are open, withdraw one.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { MailPlus } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { invitations } from '~/api/team';
import { ProblemNote } from '~/layouts/form/problem-note';
import { SettingsPage, SettingsSection } from '~/layouts/form/settings-page';
import { ForbiddenPage } from '~/layouts/notice-page';
import { useNow } from '~/lib/use-now';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { Skeleton } from '~/ui/skeleton';
import { InvitationRow } from './invitation-row';
import { type Invited, InviteForm } from './invite-form';
import { InvitedNote } from './invited-note';

export default function InvitationsSettingsPage() {
  const { t } = useLingui();
  const { can } = useWorkspace();
  return can.has('invitations:manage') ? <Invitations /> : <ForbiddenPage place={t`invitations`} />;
}

function Invitations() {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const now = useNow();
  const list = useQuery(invitations.list(id));
  const [invited, setInvited] = useState<Invited | null>(null);
  const shown = list.data?.filter((invitation) => invitation.revoked_at === null) ?? [];
  return (
    <SettingsPage
      title={t`Invitations`}
      intro={t`Somebody joins with a link that works once. You pass it on yourself; no mail is sent.`}
    >
      <SettingsSection title={t`Invite somebody`}>
        <InviteForm onInvited={setInvited} />
        {invited && <InvitedNote key={invited.id} invited={invited} onClose={() => setInvited(null)} />}
      </SettingsSection>
      <SettingsSection title={t`Invited`}>
        {list.isPending && [0, 1].map((row) => <Skeleton key={row} className="h-12" />)}
        {list.isError && (
          <div className="flex flex-col items-start gap-3">
            <ProblemNote problem={asProblem(list.error)} />
            <Button onClick={() => void list.refetch()}>
              <Trans>Try again</Trans>
            </Button>
          </div>
        )}
        {list.isSuccess && shown.length === 0 && (
          <EmptyState icon={MailPlus} title={t`Nobody is invited at the moment`} />
        )}
        {shown.length > 0 && (
          <ul aria-label={t`Invitations`} className="divide-y divide-line rounded-card border border-line bg-surface">
            {shown.map((invitation) => (
              <InvitationRow key={invitation.id} invitation={invitation} now={now} />
            ))}
          </ul>
        )}
      </SettingsSection>
    </SettingsPage>
  );
}
