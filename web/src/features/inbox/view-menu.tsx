// The name of the list, and the menu behind it: views, teams, and what waits for its time.
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { BookmarkPlus, CalendarClock } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { conversations, views } from '~/api/conversations';
import { useWorkspace } from '~/api/current-workspace';
import { teams } from '~/api/teams';
import { number } from '~/lib/format';
import { Menu, type MenuEntry } from '~/ui/menu';
import type { InboxPlace } from './use-inbox';
import { useSavedViews } from './use-saved-views';
import { ViewButton } from './view-button';
import { viewNames } from './view-names';

const SavedViewsDialog = lazy(() => import('./saved-views-dialog'));

export default function ViewMenu({ inbox }: { inbox: InboxPlace }) {
  const { t, i18n } = useLingui();
  const { id: ws, can } = useWorkspace();
  const navigate = useNavigate();
  const counts = useQuery(conversations.counts(ws));
  const { data: allTeams = [] } = useQuery(teams.list(ws));
  const count = (view: string) => {
    const value = counts.data?.[view];
    return value === undefined ? '' : value >= 999 ? '999+' : number(value);
  };
  const team = allTeams.find((one) => one.id === inbox.search.team);
  const { saved, current, open } = useSavedViews(inbox);
  const [saving, setSaving] = useState(false);
  const filtered = Boolean(
    inbox.search.q || inbox.search.tag || inbox.search.assignee || inbox.search.team || inbox.search.priority,
  );
  const entries: MenuEntry[] = [
    {
      kind: 'choice',
      id: 'view',
      label: t`View`,
      value: team || current ? '' : inbox.view,
      options: views.map((view) => ({ value: view, label: i18n._(viewNames[view]), note: count(view) })),
      onChange: (value) => inbox.setView(views.find((view) => view === value) ?? 'all_open'),
    },
  ];
  if (allTeams.length > 0) {
    entries.push(
      { kind: 'separator', id: 'before-teams' },
      {
        kind: 'choice',
        id: 'team',
        label: t`Teams, and who waits for them`,
        value: team?.id ?? '',
        options: allTeams.map((one) => ({ value: one.id, label: one.name, note: count(`needs_reply:${one.id}`) })),
        onChange: (value) =>
          navigate({ to: '/w/$ws/inbox/$view', params: { ws, view: 'all_open' }, search: { team: value } }),
      },
    );
  }
  if (saved.length > 0) {
    entries.push(
      { kind: 'separator', id: 'before-saved' },
      {
        kind: 'choice',
        id: 'saved',
        label: t`Saved views`,
        value: current?.id ?? '',
        options: saved.map((one) => ({ value: one.id, label: one.name, note: one.shared ? t`Everybody` : '' })),
        onChange: (id) => {
          const view = saved.find((one) => one.id === id);
          if (view) open(view);
        },
      },
    );
  }
  entries.push(
    { kind: 'separator', id: 'line' },
    {
      kind: 'item',
      id: 'save-view',
      label: t`Save this view…`,
      icon: BookmarkPlus,
      disabledReason: can.permission('saved_views:write'),
      onSelect: () => setSaving(true),
    },
    {
      kind: 'item',
      id: 'scheduled',
      label: t`Scheduled messages`,
      icon: CalendarClock,
      shortcut: 'g m',
      onSelect: () => navigate({ to: '/w/$ws/scheduled', params: { ws } }),
    },
  );
  return (
    <>
      <Menu
        label={t`View`}
        entries={entries}
        trigger={(props) => (
          <ViewButton
            {...props}
            name={current?.name ?? team?.name ?? i18n._(viewNames[inbox.view])}
            count={filtered ? '' : count(inbox.view)}
          />
        )}
      />
      {saving && (
        <Suspense fallback={null}>
          <SavedViewsDialog inbox={inbox} onClose={() => setSaving(false)} />
        </Suspense>
      )}
    </>
  );
}
