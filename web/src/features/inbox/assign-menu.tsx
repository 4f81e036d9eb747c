// Who answers: shows the assignee and lets a teammate be picked by typing.
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { UserPlus, UserRoundX, UsersRound } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import type { Conversation } from '~/api/schema';
import { members } from '~/api/team';
import { teams } from '~/api/teams';
import { type Command, useCommands } from '~/layouts/commands';
import { useOnline } from '~/realtime/presence';
import { Avatar } from '~/ui/avatar';
import { Button } from '~/ui/button';
import { Picker, type PickerOption } from '~/ui/picker';
import { Popover } from '~/ui/popover';
import { useConversationActions } from './use-conversation-actions';

export const NOBODY = 'nobody';

export function AssignMenu({ conversation }: { conversation: Conversation }) {
  const { t } = useLingui();
  const { can, user } = useWorkspace();
  const [open, setOpen] = useState(false);
  const assignee = useAssignee(conversation.assignee_id);
  const options = useAssignOptions(conversation.assignee_id, conversation.team_id);
  const actions = useConversationActions();
  const reason = can.assign();

  const commands = useMemo(
    (): Command[] => [{ id: 'assign', label: t`Assign`, scope: 'thread', keys: ['a'], run: () => setOpen(true) }],
    [t],
  );
  useCommands(commands);

  const name = assignee && (assignee.user_id === user.id ? t`You` : assignee.name.split(' ')[0]);
  return (
    <Popover
      label={t`Assign`}
      align="end"
      open={open && !reason}
      onOpenChange={setOpen}
      trigger={(props) => (
        <Button
          {...props}
          icon={assignee ? undefined : UserPlus}
          disabledReason={reason}
          aria-label={name ? t`Assigned to ${name}. Assign` : t`Assign`}
          aria-keyshortcuts="A"
        >
          {assignee && (
            <Avatar id={assignee.user_id} name={assignee.name} size="xs" className="size-5! text-[0.5625rem]!" />
          )}
          <bdi className="hidden max-w-28 truncate @2xl:inline">{name ?? t`Assign`}</bdi>
        </Button>
      )}
    >
      {(close) => (
        <Picker
          label={t`Assign to`}
          placeholder={t`Assign to…`}
          options={options}
          onPick={(id) => {
            const picked = options.find((option) => option.id === id);
            if (isTeam(id)) actions.assignTeam(conversation, id, picked?.text ?? '');
            else actions.assign(conversation, id === NOBODY ? null : id, picked?.text);
            close();
          }}
        />
      )}
    </Popover>
  );
}

function useAssignee(id: string | null) {
  const { id: ws } = useWorkspace();
  const { data: people } = useQuery(members.list(ws));
  return people?.find((person) => person.user_id === id) ?? null;
}

/** A team's id, not a person's. */
export function isTeam(id: string): boolean {
  return id.startsWith('team_');
}

/** Me first, then who is online, then teams; analysts cannot answer. `undefined`: nobody in particular has it. */
export function useAssignOptions(assignee: string | null | undefined, team?: string | null): PickerOption[] {
  const { t } = useLingui();
  const { id: ws, user } = useWorkspace();
  const { data: people = [] } = useQuery(members.list(ws));
  const { data: allTeams = [] } = useQuery(teams.list(ws));
  const online = useOnline();
  const rank = (id: string) => (id === user.id ? 0 : online.has(id) ? 1 : 2);
  const candidates = people
    .filter((person) => !person.disabled && person.role !== 'ANALYST')
    .toSorted((a, b) => rank(a.user_id) - rank(b.user_id) || a.name.localeCompare(b.name));
  return [
    ...candidates.map((person) => ({
      id: person.user_id,
      text: person.name,
      label: (
        <span className="flex items-center gap-2">
          <bdi className="truncate">{person.user_id === user.id ? t`${person.name} (you)` : person.name}</bdi>
          {(online.has(person.user_id) || person.online) && (
            <span role="img" aria-label={t`online`} className="size-2 shrink-0 rounded-full bg-success" />
          )}
        </span>
      ),
      icon: <Avatar id={person.user_id} name={person.name} size="sm" />,
      checked: person.user_id === assignee,
    })),
    ...allTeams.map((one) => ({
      id: one.id,
      text: one.name,
      label: <bdi className="truncate">{one.name}</bdi>,
      icon: <UsersRound aria-hidden="true" className="mx-0.5 size-5 text-fg-3" strokeWidth={1.75} />,
      checked: one.id === team,
    })),
    {
      id: NOBODY,
      text: t`Nobody`,
      label: t`Nobody, back to the queue`,
      icon: <UserRoundX aria-hidden="true" className="mx-0.5 size-5 text-fg-3" strokeWidth={1.75} />,
      checked: assignee === null,
    },
  ];
}
