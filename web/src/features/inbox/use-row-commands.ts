// What the keyboard does with the conversation that is chosen: close, snooze, assign, unread, and stepping to its neighbours.
import { useLingui } from '@lingui/react/macro';
import { useEffect, useMemo, useRef } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import type { Conversation } from '~/api/schema';
import { type Command, useCommands } from '~/layouts/commands';
import { useConversationActions } from './use-conversation-actions';

interface RowCommands {
  row: Conversation | null;
  openNeighbour: (by: number) => void;
  onTag: (row: Conversation) => void;
}

export function useRowCommands({ row, openNeighbour, onTag }: RowCommands): void {
  const { t } = useLingui();
  const { user } = useWorkspace();
  const actions = useConversationActions();
  const latest = useRef({ row, openNeighbour, onTag, actions });
  useEffect(() => {
    latest.current = { row, openNeighbour, onTag, actions };
  });
  const commands = useMemo((): Command[] => {
    const withRow = (act: (conversation: Conversation) => void) => () => {
      const chosen = latest.current.row;
      if (chosen) act(chosen);
    };
    return [
      {
        id: 'close',
        label: t`Close or reopen`,
        scope: 'list',
        keys: ['e'],
        run: withRow((one) => latest.current.actions.toggleClosed(one)),
      },
      {
        id: 'assign-me',
        label: t`Assign to me`,
        scope: 'list',
        keys: ['i'],
        run: withRow((one) => latest.current.actions.assign(one, user.id)),
      },
      { id: 'tag', label: t`Tags`, scope: 'list', keys: ['t'], run: withRow((one) => latest.current.onTag(one)) },
      {
        id: 'unread',
        label: t`Mark as unread`,
        scope: 'list',
        keys: ['u'],
        run: withRow((one) => latest.current.actions.markUnread(one)),
      },
      {
        id: 'next-thread',
        label: t`Open the next conversation`,
        scope: 'thread',
        keys: [']'],
        run: () => latest.current.openNeighbour(1),
      },
      {
        id: 'previous-thread',
        label: t`Open the previous conversation`,
        scope: 'thread',
        keys: ['['],
        run: () => latest.current.openNeighbour(-1),
      },
    ];
  }, [t, user.id]);
  useCommands(commands);
}
