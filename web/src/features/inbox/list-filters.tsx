// Narrowing the list: the menu of filters, and those that are on as tokens that can be taken away. All of it stands in the address.
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { ListFilter, X } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { members, tags } from '~/api/team';
import { teams } from '~/api/teams';
import { IconButton } from '~/ui/icon-button';
import { Menu, type MenuEntry } from '~/ui/menu';
import { priorities, priorityNames } from './priority-names';
import type { InboxPlace } from './use-inbox';

const ANY = '';
const NONE = 'none';
const ME = 'me';

export function FilterMenu({ inbox }: { inbox: InboxPlace }) {
  const { t, i18n } = useLingui();
  const { id: ws, user } = useWorkspace();
  const { data: allTags = [] } = useQuery(tags.list(ws));
  const { data: people = [] } = useQuery(members.list(ws));
  const { data: allTeams = [] } = useQuery(teams.list(ws));
  const entries: MenuEntry[] = [
    {
      kind: 'choice',
      id: 'assignee',
      label: t`Assignee`,
      value: inbox.search.assignee ?? ANY,
      options: [
        { value: ANY, label: t`Anyone` },
        { value: NONE, label: t`Nobody` },
        ...people.map((person) => ({
          value: person.user_id,
          label: person.user_id === user.id ? t`${person.name} (you)` : person.name,
        })),
      ],
      onChange: (assignee) => inbox.setSearch({ assignee: assignee || undefined }),
    },
    {
      kind: 'choice',
      id: 'tag',
      label: t`Tag`,
      value: inbox.search.tag ?? ANY,
      options: [{ value: ANY, label: t`Any` }, ...allTags.map((tag) => ({ value: tag.id, label: tag.name }))],
      onChange: (tag) => inbox.setSearch({ tag: tag || undefined }),
    },
  ];
  entries.push({
    kind: 'choice',
    id: 'priority',
    label: t`Priority`,
    value: inbox.search.priority ?? ANY,
    options: [
      { value: ANY, label: t`Any` },
      ...priorities.map((priority) => ({ value: priority, label: i18n._(priorityNames[priority]) })),
    ],
    onChange: (priority) => inbox.setSearch({ priority: priority || undefined }),
  });
  if (allTeams.length > 0) {
    entries.push({
      kind: 'choice',
      id: 'team',
      label: t`Team`,
      value: inbox.search.team ?? ANY,
      options: [
        { value: ANY, label: t`Any` },
        { value: NONE, label: t`No team` },
        ...allTeams.map((team) => ({ value: team.id, label: team.name })),
      ],
      onChange: (team) => inbox.setSearch({ team: team || undefined }),
    });
  }
  return (
    <Menu
      label={t`Filter`}
      align="end"
      entries={entries}
      trigger={(props) => (
        <IconButton
          icon={ListFilter}
          label={t`Filter`}
          pressed={Boolean(inbox.search.tag || inbox.search.assignee || inbox.search.team || inbox.search.priority)}
          {...props}
        />
      )}
    />
  );
}

export default function FilterTokens({ inbox }: { inbox: InboxPlace }) {
  const { t, i18n } = useLingui();
  const { id: ws } = useWorkspace();
  const { assignee, tag, team, priority } = inbox.search;
  const { data: allTags } = useQuery({ ...tags.list(ws), enabled: tag !== undefined });
  const { data: people } = useQuery({ ...members.list(ws), enabled: assignee !== undefined });
  const { data: allTeams } = useQuery({ ...teams.list(ws), enabled: team !== undefined });
  const nameOf = (id: string | undefined, name: string | undefined) =>
    id === NONE ? t`none` : id === ME ? t`me` : (name ?? '…');
  const tokens = [
    assignee && {
      key: 'assignee' as const,
      text: t`Assignee: ${nameOf(assignee, people?.find((one) => one.user_id === assignee)?.name)}`,
    },
    tag && { key: 'tag' as const, text: t`Tag: ${nameOf(tag, allTags?.find((one) => one.id === tag)?.name)}` },
    team && { key: 'team' as const, text: t`Team: ${nameOf(team, allTeams?.find((one) => one.id === team)?.name)}` },
    priority && { key: 'priority' as const, text: t`Priority: ${i18n._(priorityNames[priority])}` },
  ].filter((token) => typeof token === 'object');
  if (tokens.length === 0) return null;
  return (
    <ul aria-label={t`Filters`} className="flex flex-wrap gap-1.5 px-2 pb-2">
      {tokens.map((token) => (
        <li key={token.key}>
          <button
            type="button"
            aria-label={t`Remove filter ${token.text}`}
            onClick={() => inbox.setSearch({ [token.key]: undefined })}
            className="touch-target flex items-center gap-1 rounded-badge bg-accent-soft px-1.5 py-0.5 font-medium text-12 text-accent-text hover:bg-selected"
          >
            <bdi>{token.text}</bdi>
            <X aria-hidden="true" className="size-3" />
          </button>
        </li>
      ))}
    </ul>
  );
}
