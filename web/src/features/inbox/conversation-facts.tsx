// The facts of this conversation: state, who holds the pen, who answers, how long somebody waits.
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from '~/api/current-workspace';
import { penOf } from '~/api/pen';
import type { Conversation } from '~/api/schema';
import { members } from '~/api/team';
import { teams } from '~/api/teams';
import { exact, moment, timeLeft } from '~/lib/dates';
import { useNow } from '~/lib/use-now';
import { FactRow } from './panel-section';
import { useWindow } from './window-badge';

export function ConversationFacts({ conversation }: { conversation: Conversation }) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const now = useNow();
  const { data: people } = useQuery(members.list(ws));
  const { data: allTeams } = useQuery(teams.list(ws));
  const team = allTeams?.find((one) => one.id === conversation.team_id);
  const service = useWindow(conversation);
  const assignee = people?.find((person) => person.user_id === conversation.assignee_id);
  const status = { open: t`Open`, snoozed: t`Snoozed`, closed: t`Closed` }[conversation.status];
  const holder = { none: t`Nobody yet`, human: t`Your team`, bot: t`Automation`, phone_app: t`Phone app` }[
    penOf(conversation).kind
  ];
  return (
    <dl>
      <FactRow name={t`Status`}>
        {status}
        {conversation.snoozed_until && conversation.status === 'snoozed' && ` · ${moment(conversation.snoozed_until)}`}
      </FactRow>
      <FactRow name={t`Assignee`}>
        <bdi>{conversation.assignee_id === null ? t`Unassigned` : (assignee?.name ?? t`Former member`)}</bdi>
      </FactRow>
      {team && (
        <FactRow name={t`Team`}>
          <bdi>{team.name}</bdi>
        </FactRow>
      )}
      <FactRow name={t`Answered by`}>{holder}</FactRow>
      {conversation.waiting_since && (
        <FactRow name={t`Waiting for`}>
          <time dateTime={conversation.waiting_since} data-tooltip={exact(conversation.waiting_since)}>
            {timeLeft(now - Date.parse(conversation.waiting_since))}
          </time>
        </FactRow>
      )}
      <FactRow name={t`24-hour window`}>
        {service.open && service.expiresAt ? t`${timeLeft(service.left)} left` : t`Closed`}
      </FactRow>
      <FactRow name={t`Started`}>
        <time dateTime={conversation.created_at} data-tooltip={exact(conversation.created_at)}>
          {moment(conversation.created_at)}
        </time>
      </FactRow>
    </dl>
  );
}
