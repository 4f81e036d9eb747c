// What can be done with a conversation from anywhere, with the toast and the way back that belong to it.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { conversations } from '~/api/conversations';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import type { Conversation } from '~/api/schema';
import { moment } from '~/lib/dates';
import { toast } from '~/ui/toast';

export function useConversationActions() {
  const { t } = useLingui();
  const { id: ws, can, user } = useWorkspace();
  const close = useMutation(conversations.close(ws));
  const reopen = useMutation(conversations.reopen(ws));
  const snooze = useMutation(conversations.snooze(ws));
  const assign = useMutation(conversations.assign(ws));
  const unread = useMutation(conversations.unread(ws));
  const prioritize = useMutation(conversations.prioritize(ws));
  const assignTeam = useMutation(conversations.assignTeam(ws));

  const refused = (reason: string | null) => {
    if (reason) toast({ title: reason, tone: 'danger', timeout: 6000 });
    return reason !== null;
  };
  const report = (error: unknown) => {
    const problem = asProblem(error);
    toast({ title: problem.detail, tone: 'danger', ...(problem.remedy && { description: problem.remedy }) });
  };
  const name = (conversation: Conversation) => conversation.contact.display_name;

  return {
    toggleClosed(conversation: Conversation) {
      if (refused(can.update())) return;
      if (conversation.status === 'closed') {
        reopen.mutate(conversation.id, { onError: report });
        toast({ title: t`Reopened ${name(conversation)}`, tone: 'success' });
        return;
      }
      close.mutate(conversation.id, { onError: report });
      toast({
        title: t`Closed ${name(conversation)}`,
        tone: 'success',
        action: { label: t`Undo`, onClick: () => reopen.mutate(conversation.id, { onError: report }) },
      });
    },

    snooze(conversation: Conversation, until: Date) {
      if (refused(can.update())) return;
      snooze.mutate({ conversation: conversation.id, until: until.toISOString() }, { onError: report });
      toast({
        title: t`Snoozed ${name(conversation)}`,
        description: t`Comes back ${moment(until.getTime())}`,
        tone: 'success',
        action: { label: t`Undo`, onClick: () => reopen.mutate(conversation.id, { onError: report }) },
      });
    },

    wake(conversation: Conversation) {
      if (refused(can.update())) return;
      reopen.mutate(conversation.id, { onError: report });
      toast({ title: t`${name(conversation)} is back in the inbox`, tone: 'success' });
    },

    assign(conversation: Conversation, assignee: string | null, assigneeName?: string) {
      if (refused(can.assign()) || conversation.assignee_id === assignee) return;
      const before = conversation.assignee_id;
      assign.mutate({ conversation: conversation.id, assignee }, { onError: report });
      const title =
        assignee === null
          ? t`Put back in the queue`
          : assignee === user.id
            ? t`Assigned to you`
            : t`Assigned to ${assigneeName ?? ''}`;
      toast({
        title,
        tone: 'success',
        action: {
          label: t`Undo`,
          onClick: () => assign.mutate({ conversation: conversation.id, assignee: before }, { onError: report }),
        },
      });
    },

    assignTeam(conversation: Conversation, team: string, teamName: string) {
      if (refused(can.assign()) || (conversation.team_id === team && conversation.assignee_id === null)) return;
      const { id, team_id, assignee_id } = conversation;
      assignTeam.mutate({ conversation: id, team_id: team, assignee_id: null }, { onError: report });
      toast({
        title: t`Assigned to ${teamName}`,
        tone: 'success',
        action: {
          label: t`Undo`,
          onClick: () => assignTeam.mutate({ conversation: id, team_id, assignee_id }, { onError: report }),
        },
      });
    },

    prioritize(conversation: Conversation, priority: Conversation['priority']) {
      if (refused(can.update()) || conversation.priority === priority) return;
      prioritize.mutate({ conversation: conversation.id, priority }, { onError: report });
    },

    markUnread(conversation: Conversation) {
      if (refused(can.update())) return;
      unread.mutate(conversation.id, { onError: report });
    },
  };
}
