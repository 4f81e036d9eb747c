// One deed for many conversations: seen at once in the list, one request, one toast, one way back.
import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { actOnMany, type BulkAction, putBack } from '~/api/bulk';
import { patchConversation } from '~/api/conversation-cache';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import type { Conversation } from '~/api/schema';
import { toast } from '~/ui/toast';

type Rows = readonly Conversation[];
type Counted = (count: number) => string;
/** What shows before the server has answered. */
type Look = (row: Conversation) => Conversation;

export function useBulkActions() {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();

  const fail = (error: unknown) => {
    const problem = asProblem(error);
    toast({ title: problem.detail, tone: 'danger', ...(problem.remedy && { description: problem.remedy }) });
  };
  const tellFailed = (failed: number) => {
    if (failed === 0) return;
    toast({
      title: plural(failed, {
        one: '# conversation could not be changed',
        other: '# conversations could not be changed',
      }),
      tone: 'danger',
    });
  };

  /** `title` says how many were done; those the server refused are counted, and look as before. `back` undoes what `restore` cannot. */
  const act = async (rows: Rows, action: BulkAction, look: Look, title: Counted, back?: BulkAction) => {
    if (rows.length === 0) return;
    const restore = new Map(rows.map((row) => [row.id, patchConversation(ws, row.id, look)]));
    try {
      const results = await actOnMany(
        ws,
        rows.map((row) => row.id),
        action,
      );
      const done = results.filter((one) => one.ok);
      const changed = done.filter((one) => one.changed);
      for (const one of results) if (!one.ok) restore.get(one.conversation_id)?.();
      const undo = back
        ? () =>
            actOnMany(
              ws,
              changed.map((one) => one.conversation_id),
              back,
            )
        : () =>
            putBack(
              ws,
              changed.flatMap((one) => one.before ?? []),
            );
      if (done.length > 0) {
        toast({
          title: title(done.length),
          tone: 'success',
          ...(changed.length > 0 && {
            action: { label: t`Undo`, onClick: () => void undo().catch(fail) },
          }),
        });
      }
      tellFailed(results.length - done.length);
    } catch (error) {
      for (const put of restore.values()) put();
      fail(error);
    }
  };

  /** Reading is each member's own: shown at once, without a way back, as nobody else's work is touched. */
  const turnPages = async (rows: Rows, type: 'read' | 'unread', look: Look, title: Counted) => {
    if (rows.length === 0) return;
    const restore = new Map(rows.map((row) => [row.id, patchConversation(ws, row.id, look)]));
    try {
      const results = await actOnMany(
        ws,
        rows.map((row) => row.id),
        { type },
      );
      for (const one of results) if (!one.ok) restore.get(one.conversation_id)?.();
      const done = results.filter((one) => one.ok).length;
      if (done > 0) toast({ title: title(done), tone: 'success' });
      tellFailed(results.length - done);
    } catch (error) {
      for (const put of restore.values()) put();
      fail(error);
    }
  };

  const assigned: Counted = (count) =>
    plural(count, { one: 'Assigned # conversation', other: 'Assigned # conversations' });
  return {
    close: (rows: Rows) =>
      void act(
        rows.filter((row) => row.status !== 'closed'),
        { type: 'close' },
        (row) => ({ ...row, status: 'closed', snoozed_until: null }),
        (count) => plural(count, { one: 'Closed # conversation', other: 'Closed # conversations' }),
      ),
    reopen: (rows: Rows) =>
      void act(
        rows,
        { type: 'reopen' },
        (row) => ({ ...row, status: 'open', snoozed_until: null }),
        (count) => plural(count, { one: 'Reopened # conversation', other: 'Reopened # conversations' }),
      ),
    snooze: (rows: Rows, until: Date) =>
      void act(
        rows,
        { type: 'snooze', until: until.toISOString() },
        (row) => ({ ...row, status: 'snoozed', snoozed_until: until.toISOString() }),
        (count) => plural(count, { one: 'Snoozed # conversation', other: 'Snoozed # conversations' }),
      ),
    assign: (rows: Rows, assignee: string | null) =>
      void act(
        rows.filter((row) => row.assignee_id !== assignee),
        { type: 'assign', assignee_id: assignee },
        (row) => ({ ...row, assignee_id: assignee }),
        assigned,
      ),
    assignTeam: (rows: Rows, team: string) =>
      void act(
        rows,
        { type: 'assign', assignee_id: null, team_id: team },
        (row) => ({ ...row, assignee_id: null, team_id: team }),
        assigned,
      ),
    prioritize: (rows: Rows, priority: Conversation['priority']) =>
      void act(
        rows.filter((row) => row.priority !== priority),
        { type: 'prioritize', priority },
        (row) => ({ ...row, priority }),
        (count) => plural(count, { one: 'Prioritized # conversation', other: 'Prioritized # conversations' }),
      ),
    tag: (rows: Rows, tag: string, on: boolean) =>
      void act(
        rows,
        { type: on ? 'tag' : 'untag', tag_id: tag },
        (row) => row,
        (count) =>
          on
            ? plural(count, { one: 'Tagged # conversation', other: 'Tagged # conversations' })
            : plural(count, { one: 'Took the tag off # conversation', other: 'Took the tag off # conversations' }),
        { type: on ? 'untag' : 'tag', tag_id: tag },
      ),
    read: (rows: Rows) =>
      void turnPages(
        rows.filter((row) => row.unread_count > 0),
        'read',
        (row) => ({ ...row, unread_count: 0 }),
        (count) => plural(count, { one: 'Marked # as read', other: 'Marked # as read' }),
      ),
    unread: (rows: Rows) =>
      void turnPages(
        rows,
        'unread',
        (row) => ({ ...row, unread_count: Math.max(row.unread_count, 1) }),
        (count) => plural(count, { one: 'Marked # as unread', other: 'Marked # as unread' }),
      ),
  };
}
