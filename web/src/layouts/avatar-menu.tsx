// The member's own menu: theme, density, account, shortcuts, signing out.
import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { Keyboard, LogOut, Monitor, Moon, Rows3, Rows4, Search, Sun, UserRound } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { queryClient } from '~/api/query-client';
import { signOut } from '~/api/session';
import { setDensity, setTheme, useDensity, useTheme } from '~/lib/preferences';
import { Avatar } from '~/ui/avatar';
import { Menu, type MenuEntry } from '~/ui/menu';

interface AvatarMenuProps {
  onMenu: () => void;
  onShortcuts: () => void;
  look?: 'rail' | 'bar';
}

export function AvatarMenu({ onMenu, onShortcuts, look = 'rail' }: AvatarMenuProps) {
  const { t } = useLingui();
  const { id, user } = useWorkspace();
  const navigate = useNavigate();
  const theme = useTheme();
  const density = useDensity();

  const entries: MenuEntry[] = [
    { kind: 'header', id: 'who', label: user.name, note: user.email },
    {
      kind: 'item',
      id: 'account',
      label: t`Your account`,
      icon: UserRound,
      onSelect: () => navigate({ to: '/w/$ws/settings/$section', params: { ws: id, section: 'account' } }),
    },
    { kind: 'item', id: 'menu', label: t`Command menu`, icon: Search, shortcut: 'Mod+K', onSelect: onMenu },
    { kind: 'item', id: 'keys', label: t`Keyboard shortcuts`, icon: Keyboard, shortcut: '?', onSelect: onShortcuts },
    { kind: 'separator', id: 's1' },
    {
      kind: 'choice',
      id: 'theme',
      label: t`Theme`,
      value: theme,
      onChange: (value) => setTheme(value === 'light' || value === 'dark' ? value : 'system'),
      options: [
        { value: 'light', label: t`Light`, icon: Sun },
        { value: 'dark', label: t`Dark`, icon: Moon },
        { value: 'system', label: t`As the system`, icon: Monitor },
      ],
    },
    {
      kind: 'choice',
      id: 'density',
      label: t`Density`,
      value: density,
      onChange: (value) => setDensity(value === 'compact' ? 'compact' : 'comfortable'),
      options: [
        { value: 'comfortable', label: t`Comfortable`, icon: Rows3 },
        { value: 'compact', label: t`Compact`, icon: Rows4 },
      ],
    },
    { kind: 'separator', id: 's2' },
    { kind: 'item', id: 'out', label: t`Sign out`, icon: LogOut, onSelect: leave },
  ];

  async function leave() {
    await signOut();
    queryClient.clear();
    await navigate({ to: '/login' });
  }

  return (
    <Menu
      label={t`Your menu`}
      side={look === 'rail' ? 'inline-end' : 'top'}
      align="end"
      entries={entries}
      trigger={(props) => (
        <button
          type="button"
          {...props}
          aria-label={t`Your menu`}
          data-tooltip={user.name}
          className={
            look === 'rail'
              ? 'touch-target mt-1 flex size-9 items-center justify-center rounded-full hover:bg-hover'
              : 'flex h-14 min-w-14 flex-col items-center justify-center gap-0.5 font-medium text-11 text-fg-2'
          }
        >
          <Avatar id={user.id} name={user.name} size="sm" />
          {look === 'bar' && <span>{t`You`}</span>}
        </button>
      )}
    />
  );
}
