// One invitation: for whom, as what, and whether it can still be used.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { invitations } from '~/api/team';
import type { components } from '~/generated/api';
import { exact, moment, timeLeft } from '~/lib/dates';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { confirm } from '~/ui/confirm';
import { toast } from '~/ui/toast';
import { useRoleWords } from './roles';

type Invitation = components['schemas']['InvitationView'];

export function InvitationRow({ invitation, now }: { invitation: Invitation; now: number }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const words = useRoleWords();
  const revoke = useMutation({
    ...invitations.revoke(id),
    onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }),
  });
  const left = Date.parse(invitation.expires_at) - now;
  const isOpen = invitation.accepted_at === null && left > 0;
  const withdraw = async () => {
    const sure = await confirm({
      title: t`Withdraw the invitation of ${invitation.email}?`,
      body: t`Its link stops working at once.`,
      action: t`Withdraw`,
    });
    if (sure) revoke.mutate(invitation.id);
  };
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
      <div className="min-w-0 flex-1 basis-52">
        <p dir="ltr" className="truncate text-start font-medium">
          {invitation.email}
        </p>
        <p className="text-13 text-fg-3">{words[invitation.role].name}</p>
      </div>
      <span data-tooltip={exact(invitation.accepted_at ?? invitation.expires_at)}>
        {invitation.accepted_at ? (
          <Badge tone="success">{t`Joined ${moment(invitation.accepted_at)}`}</Badge>
        ) : isOpen ? (
          <Badge tone="accent">{t`Open for ${timeLeft(left)}`}</Badge>
        ) : (
          <Badge>{t`Expired`}</Badge>
        )}
      </span>
      {isOpen && (
        <Button size="sm" busy={revoke.isPending} onClick={() => void withdraw()}>
          <Trans>Withdraw</Trans>
        </Button>
      )}
    </li>
  );
}
