// One deed for many conversations: seen at once in the list, a few calls at a time, one toast, one way back.
import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { conversations } from '~/api/conversations';
import { useWorkspace } from '~/api/current-workspace';
import type { Conversation } from '~/api/schema';
import { toast } from '~/ui/toast';

/** As many calls as a browser has under way to one server. */
const AT_ONCE = 6;

type Deed = (row: Conversation) => Promise<unknown>;

export function useBulkActions() {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const { mutateAsync: close } = useMutation(conversations.close(ws));
  const { mutateAsync: reopen } = useMutation(conversations.reopen(ws));
  const { mutateAsync: snooze } = useMutation(conversations.snooze(ws));
  const { mutateAsync: assign } = useMutation(conversations.assign(ws));
  const { mutateAsync: read } = useMutation(conversations.read(ws));
  const { mutateAsync: unread } = useMutation(conversations.unread(ws));

  /** `title` says how many were done; those the server refused are counted. */
  const act = async (rows: readonly Conversation[], title: (count: number) => string, deed: Deed, back?: Deed) => {
    const done = await each(rows, deed);
    const failed = rows.length - done.length;
    if (done.length > 0) {
      toast({
        title: title(done.length),
        tone: 'success',
        ...(back && { action: { label: t`Undo`, onClick: () => void each(done, back) } }),
      });
    }
    if (failed > 0) {
      toast({
        title: plural(failed, {
          one: '# conversation could not be changed',
          other: '# conversations could not be changed',
        }),
        tone: 'danger',
      });
    }
  };

  /** Back to how each one was. */
  const asBefore: Deed = (row) => {
    if (row.status === 'closed') return close(row.id);
    if (row.status === 'snoozed' && row.snoozed_until)
      return snooze({ conversation: row.id, until: row.snoozed_until });
    return reopen(row.id);
  };

  return {
    close: (rows: readonly Conversation[]) =>
      void act(
        rows.filter((row) => row.status !== 'closed'),
        (count) => plural(count, { one: 'Closed # conversation', other: 'Closed # conversations' }),
        (row) => close(row.id),
        asBefore,
      ),
    reopen: (rows: readonly Conversation[]) =>
      void act(
        rows,
        (count) => plural(count, { one: 'Reopened # conversation', other: 'Reopened # conversations' }),
        (row) => reopen(row.id),
        asBefore,
      ),
    snooze: (rows: readonly Conversation[], until: Date) =>
      void act(
        rows,
        (count) => plural(count, { one: 'Snoozed # conversation', other: 'Snoozed # conversations' }),
        (row) => snooze({ conversation: row.id, until: until.toISOString() }),
        asBefore,
      ),
    assign: (rows: readonly Conversation[], assignee: string | null) =>
      void act(
        rows.filter((row) => row.assignee_id !== assignee),
        (count) => plural(count, { one: 'Assigned # conversation', other: 'Assigned # conversations' }),
        (row) => assign({ conversation: row.id, assignee }),
        (row) => assign({ conversation: row.id, assignee: row.assignee_id }),
      ),
    read: (rows: readonly Conversation[]) =>
      void act(
        rows.filter((row) => row.unread_count > 0),
        (count) => plural(count, { one: 'Marked # as read', other: 'Marked # as read' }),
        (row) => read(row.id),
        (row) => unread(row.id),
      ),
    unread: (rows: readonly Conversation[]) =>
      void act(
        rows,
        (count) => plural(count, { one: 'Marked # as unread', other: 'Marked # as unread' }),
        (row) => unread(row.id),
      ),
  };
}

/** The rows for which it worked. */
async function each(rows: readonly Conversation[], deed: Deed): Promise<Conversation[]> {
  const waiting = [...rows];
  const done: Conversation[] = [];
  const work = async () => {
    for (let row = waiting.shift(); row; row = waiting.shift()) {
      const subject = row;
      await deed(subject).then(
        () => done.push(subject),
        () => undefined,
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return done;
}
