// Which workspace this is, and the way to another.
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { account } from '~/api/account';
import { useWorkspace } from '~/api/current-workspace';
import { initials } from '~/lib/format';
import { Menu } from '~/ui/menu';

export function WorkspaceSwitcher() {
  const { t } = useLingui();
  const { id, workspace } = useWorkspace();
  const navigate = useNavigate();
  const me = useQuery(account.me());
  const options = (me.data?.memberships ?? []).map((membership) => ({
    value: membership.workspace.id,
    label: membership.workspace.name,
    note: roleName(membership.role),
  }));

  function roleName(role: string) {
    return { OWNER: t`Owner`, ADMIN: t`Admin`, AGENT: t`Agent`, ANALYST: t`Analyst` }[role] ?? role;
  }

  return (
    <Menu
      label={t`Workspaces`}
      side="inline-end"
      align="start"
      entries={[
        {
          kind: 'choice',
          id: 'workspaces',
          label: t`Workspaces`,
          value: id,
          options,
          onChange: (ws) => navigate({ to: '/w/$ws/inbox', params: { ws } }),
        },
      ]}
      trigger={(props) => (
        <button
          type="button"
          {...props}
          aria-label={t`Workspace ${workspace.name}. Switch workspace`}
          data-tooltip={workspace.name}
          className="flex size-9 items-center justify-center rounded-card bg-accent font-bold text-13 text-accent-fg hover:bg-accent-hover"
        >
          {initials(workspace.name)}
        </button>
      )}
    />
  );
}
