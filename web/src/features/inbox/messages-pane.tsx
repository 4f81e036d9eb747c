// Loads the messages of a thread, around a linked one if there is one, and hands them to the list.
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { CloudOff } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { messagesOf } from '~/api/message-pages';
import { messages } from '~/api/messages';
import { notes } from '~/api/notes';
import type { Conversation, Message } from '~/api/schema';
import { useUnsent } from '~/api/unsent';
import { useMediaSource } from '~/layouts/use-media-source';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { MediaSourceProvider } from '~/whatsapp/media-source';
import { MessageList } from './message-list';
import { MessageSkeleton } from './message-skeleton';
import { firstUnreadOf, timeline } from './timeline';
import { useTray } from './use-send';

interface MessagesPaneProps {
  conversation: Conversation;
  /** The message to show; another page of the thread is loaded for it if needed. */
  jumpTo: string | null;
  /** The note to show, which stands beside that message. */
  note: string | null;
  onJump: (message: string | null) => void;
  unreadAtOpening: number;
  onReply: (message: Message) => void;
  onTemplate: () => void;
}

export function MessagesPane({
  conversation,
  jumpTo,
  note,
  onJump,
  unreadAtOpening,
  onReply,
  onTemplate,
}: MessagesPaneProps) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const source = useMediaSource();
  const [around, setAround] = useState(jumpTo);
  const thread = useInfiniteQuery(messages.thread(ws, conversation.id, around ?? undefined));
  const noteList = useInfiniteQuery(notes.list(ws, conversation.id));
  const loaded = useWithUnsent(conversation.id, messagesOf(thread.data), !thread.hasNextPage);
  const [firstUnread, setFirstUnread] = useState<string | null | undefined>(undefined);
  if (firstUnread === undefined && thread.data) setFirstUnread(around ? null : firstUnreadOf(loaded, unreadAtOpening));

  // A quoted or linked message that is not among the loaded ones: load the thread around it.
  const missing = jumpTo !== null && thread.data !== undefined && !loaded.some((message) => message.id === jumpTo);
  if (missing && around !== jumpTo) setAround(jumpTo);

  if (thread.isPending && thread.fetchStatus === 'paused') {
    return (
      <EmptyState icon={CloudOff} title={t`No connection`}>
        <Trans>The messages come as soon as it is back. What you write is kept.</Trans>
      </EmptyState>
    );
  }
  if (thread.isPending) return <MessageSkeleton />;
  if (thread.isError && loaded.length === 0) {
    const problem = asProblem(thread.error);
    return (
      <EmptyState
        icon={CloudOff}
        title={problem.detail}
        action={
          <Button onClick={() => thread.refetch()}>
            <Trans>Try again</Trans>
          </Button>
        }
      >
        {problem.remedy}
      </EmptyState>
    );
  }
  const entries = timeline({
    messages: loaded,
    notes: (noteList.data?.pages ?? []).flatMap((page) => page.data),
    hasOlder: thread.hasPreviousPage,
    hasNewer: thread.hasNextPage,
    firstUnread: firstUnread ?? null,
  });
  const target = note !== null && entries.some((entry) => entry.id === note) ? note : jumpTo;
  return (
    <MediaSourceProvider source={source}>
      <MessageList
        key={around ?? 'end'}
        conversation={conversation}
        entries={entries}
        jumpTo={target}
        unread={unreadAtOpening}
        loadingOlder={thread.isFetchingPreviousPage}
        atBeginning={!thread.hasPreviousPage}
        atNewest={!thread.hasNextPage}
        onOlder={() => thread.hasPreviousPage && !thread.isFetching && thread.fetchPreviousPage()}
        onNewer={() => thread.hasNextPage && !thread.isFetching && thread.fetchNextPage()}
        onNewest={() => {
          setAround(null);
          onJump(null);
        }}
        onJump={onJump}
        onReply={onReply}
        onTemplate={onTemplate}
      />
    </MediaSourceProvider>
  );
}

/** What the server has not taken yet stands at the end, also when the page was loaded anew. */
function useWithUnsent(conversation: string, loaded: Message[], atNewest: boolean): Message[] {
  const waiting = useUnsent(useTray());
  if (!atNewest) return loaded;
  const known = new Set(loaded.map((message) => message.id));
  const missing = waiting.filter((outgoing) => outgoing.conversation === conversation && !known.has(outgoing.id));
  return missing.length === 0 ? loaded : [...loaded, ...missing.map((outgoing) => outgoing.draft)];
}
