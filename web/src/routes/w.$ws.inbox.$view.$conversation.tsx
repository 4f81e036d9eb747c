// The open conversation: its data is asked for while the page is still being fetched. The parent route draws it.
import { createFileRoute } from '@tanstack/react-router';
import { conversations } from '~/api/conversations';
import { queryClient } from '~/api/query-client';

export const Route = createFileRoute('/w/$ws/inbox/$view/$conversation')({
  loader: ({ params: { ws, conversation } }) => {
    void import('~/features/inbox/thread');
    // Not part of what the list needs.
    void import('~/api/messages').then(({ messages }) =>
      queryClient.prefetchInfiniteQuery(messages.thread(ws, conversation)),
    );
    void queryClient.prefetchQuery(conversations.get(ws, conversation));
  },
});
